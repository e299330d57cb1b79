"""The queue's page: who enters, what it shows, what it costs, what a hostile address does to it."""

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlencode

import pytest
from django.urls import reverse
from django.utils import timezone

from dossiers.actions.affichage import set_colonnes
from dossiers.actions.verrou import take_verrou
from dossiers.instruction.formulaire_file import LONGUEUR_MAX, FormulaireFile, read_requete
from dossiers.models import Dossier
from dossiers.queries.file import PAGE, due_words
from dossiers.queries.filtre import Tri
from tests.factories import LUNDI, make_decided, make_dossier, make_instructeur, make_membre, make_net, make_submitted

pytestmark = pytest.mark.django_db
FILE = reverse("instruction:file")
EQUIPE = f"{FILE}?vue=equipe"


def shown(reponse) -> list[Dossier]:
    return [ligne.dossier for ligne in reponse.context["page"].lignes]


def links(reponse, rel: str) -> list[str]:
    return [url.replace("&amp;", "&") for url in re.findall(rf'href="([^"]+)" rel="{rel}"', reponse.content.decode())]


def test_by_default_what_waits_for_me_first_due_first(client, ans):
    second, premier = make_submitted(le=LUNDI + timedelta(days=1)), make_submitted(le=LUNDI)
    libre = make_submitted()
    Dossier.objects.filter(pk__in=[premier.pk, second.pk]).update(referent=ans)
    make_dossier(etape=2)
    reponse = client.get(FILE)
    assert (reponse.status_code, shown(reponse)) == (200, [premier, second])
    assert [ligne.dossier for ligne in reponse.context["libres"].lignes] == [libre]


def test_what_nobody_has_taken_stands_apart_five_at_a_time(client, ans):
    libres = [make_submitted(le=LUNDI + timedelta(days=rang)) for rang in range(6)]
    page = client.get(FILE)
    assert (shown(page), [ligne.dossier for ligne in page.context["libres"].lignes]) == ([], libres[:5])
    assert "Rien n’attend de vous" in page.content.decode()
    (lien,) = re.findall(r'href="([^"]+)">Voir tout ce que personne n’a pris', page.content.decode())
    assert shown(client.get(lien.replace("&amp;", "&"))) == libres
    for adresse in ("vue=equipe", "vue=moi&q=a"):
        assert client.get(f"{FILE}?{adresse}").context["libres"] is None


def test_a_row_says_everything(client, ans):
    dossier = make_submitted(nom="Alpha", version_majeure="3")
    Dossier.objects.filter(pk=dossier.pk).update(referent=ans)
    (ligne,) = re.findall(r"<tbody.*?</tbody>", client.get(EQUIPE).content.decode(), flags=re.DOTALL)
    cellules = [" ".join(re.sub(r"<[^>]+>", "", c).split()) for c in re.findall(r"<t[hd].*?</t[hd]>", ligne, re.DOTALL)]
    editeur = dossier.editeur.raison_sociale
    assert cellules == [
        f"{dossier.reference} : Alpha 3, {editeur}", editeur, "Alpha 3", "Logiciel de gestion de cabinet, vague 2",
        "Étape 2 en instruction", due_words(dossier.du_le, timezone.now()),
        "À regarder premier dossier de l’entreprise", str(ans),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("vue", "titre"),
    [
        ("moi", "Rien n’attend de vous"),
        ("equipe", "Rien n’attend l’ANS"),
        ("editeur", "Aucun éditeur n’a la main"),
        ("tiers", "Aucun dossier n’attend un tiers"),
        ("tous", "Aucun dossier pour l’instant"),
        ("tous&q=alpha", "Aucun dossier ne correspond"),
    ],
)
def test_each_tab_has_its_empty_state(client, ans, vue, titre):
    reponse = client.get(f"{FILE}?vue={vue}")
    assert reponse.status_code == 200
    assert titre in reponse.content.decode()


def test_a_search_without_result_in_a_tab_is_offered_everywhere(client, ans):
    dossier = make_decided("refuser")
    reponse = client.get(f"{EQUIPE}&q={dossier.reference}&etape=2")
    assert shown(reponse) == []
    (lien,) = re.findall(r'href="([^"]+)">Chercher dans tous les dossiers', reponse.content.decode())
    assert shown(client.get(lien.replace("&amp;", "&"))) == [dossier]


def test_tabs_and_filters_in_the_address(client, ans):
    attente = make_submitted(le=LUNDI)
    miens = make_decided("demander_complements", par=ans, le=LUNDI + timedelta(days=1))
    net = make_net(attente.cree_par, le=LUNDI + timedelta(days=3))
    vues = {adresse: shown(client.get(f"{FILE}?{adresse}")) for adresse in (
        "vue=tous", "vue=tous&tri=recents", "vue=tous&tri=anciens", "vue=tous&etape=1", "vue=tous&couloir=mdv",
        f"vue=tous&q={attente.reference}", "vue=editeur", "vue=equipe&doute=oui", "vue=equipe&doute=non",
        "vue=equipe&referent=personne", "vue=tous&referent=moi", "vue=tous&etat=complements",
    )}  # fmt: skip
    assert vues == {
        "vue=tous": [attente, net, miens],
        "vue=tous&tri=recents": [net, miens, attente],
        "vue=tous&tri=anciens": [attente, miens, net],
        "vue=tous&etape=1": [],
        "vue=tous&couloir=mdv": [attente, net, miens],
        f"vue=tous&q={attente.reference}": [attente],
        "vue=editeur": [miens],
        "vue=equipe&doute=oui": [attente],
        "vue=equipe&doute=non": [net],
        "vue=equipe&referent=personne": [attente, net],
        "vue=tous&referent=moi": [miens],
        "vue=tous&etat=complements": [miens],
    }


def test_addresses_of_before_lead_where_they_did(client, ans):
    attente, miens = make_submitted(), make_decided("demander_complements", par=ans)
    avant = {vue: shown(client.get(f"{FILE}?vue={vue}")) for vue in ("a_instruire", "miens", "complements")}
    assert avant == {"a_instruire": [attente], "miens": [miens], "complements": [miens]}


def test_each_tab_says_how_many_it_holds(client, ans):
    make_submitted(), make_submitted(), make_decided("demander_complements")
    onglets = [(vue.value, nombre) for vue, _, nombre in client.get(FILE).context["onglets"]]
    assert onglets == [
        ("moi", "0"), ("equipe", "2"), ("relectures", "0"), ("editeur", "1"), ("tiers", "0"), ("tous", "3"),
        ("formation", "0"),
    ]  # fmt: skip


def test_a_row_leads_to_its_dossier_with_the_list_it_comes_from(client, ans):
    dossier = make_submitted()
    page = client.get(f"{EQUIPE}&q={dossier.editeur}&doute=oui&couloir=invente").content.decode()
    (lien,) = re.findall(r'class="fr-link segur-file__reference" href="([^"]+)"', page)
    adresse, _, requete = lien.partition("?")
    assert adresse == reverse("instruction:dossier", args=[dossier.uuid])
    assert parse_qs(requete)["file"] == [urlencode({"vue": "equipe", "q": str(dossier.editeur), "doute": "oui"})]


def test_columns_are_those_of_the_person(client, ans):
    make_submitted()
    set_colonnes(colonnes=["nil", "depuis"], par=ans)
    page = client.get(EQUIPE)
    tetes = re.findall(r'<th scope="col"[^>]*>([^<]+)</th>', page.content.decode())
    assert tetes == ["Référence", "Dans cet état", "NIL"]
    assert 'data-libelle="NIL">456-A' in re.sub(r">\s+", ">", page.content.decode())


def test_who_is_on_a_row_is_said_to_the_others(client, ans):
    dossier, collegue = make_submitted(), make_instructeur(prenom="Thomas", nom="Girard")
    take_verrou(dossier=dossier, par=collegue)
    assert "Thomas Girard l’examine depuis" in client.get(EQUIPE).content.decode()
    client.force_login(collegue)
    assert "l’examine depuis" not in client.get(EQUIPE).content.decode()


def test_the_form_remembers_what_was_asked(client, ans):
    make_submitted()
    form = client.get(f"{FILE}?vue=tous&q=Éditeur&etape=2&tri=anciens&couloir=invente").context["form"]
    assert form.initial == {"vue": "tous", "q": "Éditeur", "etape": "2", "tri": "anciens"}
    assert form.errors == {}


@pytest.mark.parametrize("lettre", ["a", "é", "字"])
def test_the_longest_search_is_carried_along_with_all_that_follows_it(lettre):
    adresse = {"vue": "tous", "q": lettre * LONGUEUR_MAX, "etape": "2", "tri": "anciens"}
    form = FormulaireFile.read(adresse)
    assert read_requete(form.requete) == (form.requete, form.filtre)
    assert form.filtre.tri is Tri.ANCIENS


def test_pages_lead_to_each_other_and_keep_the_filters(client, ans):
    par = make_membre()
    for _ in range(PAGE + 2):
        make_dossier(par)
    premiere = client.get(f"{FILE}?vue=tous&q=Logiciel")
    (adresse,) = links(premiere, "next")
    seconde = client.get(adresse)
    (retour,) = links(seconde, "prev")
    assert [len(shown(p)) for p in (premiere, seconde)] == [PAGE, 2]
    assert set(shown(premiere)) | set(shown(seconde)) == set(Dossier.objects.all())
    assert shown(client.get(retour)) == shown(premiere)
    assert (links(premiere, "prev"), links(seconde, "next")) == ([], [])
    assert seconde.context["form"].initial["q"] == "Logiciel"


@pytest.mark.parametrize(
    "adresse",
    [
        "q=(", "q=[[", "q=%5C", "q=%25", "q=%F0%9F%92%A5", "q=%ff", "q=" + "a" * 4000, "q=a&q=b",
        "q=" + "%20".join("abcdefghij"), "vue=rien", "vue=", "etape=deux", "etape=99", "etape=-1", "etape=1e3",
        "couloir=%27%3B--", "doute=peut-etre", "referent=roi", "etat=perdu", "vue=moi&referent=autre",
        "dispositif=%3Cscript%3E", "tri=hasard", "apres=x", "avant=x", "apres=%C3%A9%3A%C3%A9", "apres=" + "A" * 3000,
        "apres=a&avant=b",
        "inconnu=1", "&&=&",
        "q=%0D%0A", "q=%E2%80%AE", "q=%1C",
    ],
)  # fmt: skip
def test_nonsense_is_passed_over(client, ans, adresse):
    make_submitted()
    assert client.get(f"{FILE}?{adresse}").status_code == 200


@pytest.mark.parametrize("champ", ["q", "vue", "etape", "apres", "inconnu"])
def test_a_nul_byte_is_refused_with_a_sentence(client, ans, champ):
    reponse = client.get(f"{FILE}?{champ}=a%00b")
    assert reponse.status_code == 400
    assert "<h1>" in reponse.content.decode()


def test_what_is_searched_is_never_markup(client, ans):
    reponse = client.get(f"{FILE}?q=%22%3E%3Cscript%3E")
    assert "&quot;&gt;&lt;script&gt;" in reponse.content.decode()


@pytest.mark.parametrize("nombre", [1, 3])
def test_the_page_costs_the_same_for_one_row_and_for_three(client, ans, nombre, django_assert_num_queries):
    for _ in range(nombre):
        make_submitted()
    client.get(EQUIPE)
    # session, account, couloirs and dispositifs (2), counts of the tabs (7), rows, count, views of one's own
    with django_assert_num_queries(14):
        reponse = client.get(EQUIPE)
    assert len(shown(reponse)) == nombre
    # and what nobody has taken: rows, count
    with django_assert_num_queries(16):
        client.get(FILE)


def test_nobody_else_enters(client):
    assert client.get(FILE).headers["Location"] == f"{reverse('connexion')}?next={FILE}"
    client.force_login(make_submitted().cree_par)
    assert client.get(FILE).status_code == 404
    client.force_login(make_instructeur())
    assert client.post(FILE).status_code == 405
