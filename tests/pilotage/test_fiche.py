"""Answers edited in pilotage: preview, versions, contradictions, refusals; the catalogue of terminologies."""

import pytest

from dossiers.actions.fiche import publish_aide, publish_fiche, withdraw_fiche
from dossiers.actions.terminologie import declare_terminologies, publish_terminologies
from dossiers.models import Fiche, Mots, Recherche, Terminologie, Vocable
from dossiers.models.fiche import FicheImmuable
from dossiers.queries.aide import FIXTURES, aide_of
from dossiers.queries.contradiction import contradictions
from dossiers.queries.perimetre import Introuvable
from dossiers.queries.recherche import resultats_of
from dossiers.rules.portee import Portee
from dossiers.rules.refus import Interdit, Perime, Refus
from tests.aide.outils import contenu, publish
from tests.factories import (
    LGC,
    LUNDI,
    make_administrateur,
    make_dossier,
    make_editeur,
    make_instructeur,
    make_membre,
    make_referentiel,
)
from tests.lecture import read_page

pytestmark = pytest.mark.django_db
SAISIE = {
    "code": "neuve",
    "question": "Une question neuve ?",
    "essentiel": "L’essentiel.",
    "texte": "Le **texte** <script>alert(1)</script> [ici](javascript:alert(1)) [là](https://esante.gouv.fr/)",
    "formulations": "une autre façon\ncaramel mou",
    "thematique": "parcours",
    "offres": ["segur"],
    "faits": "exception_eai=oui",
    "sources": "ANS | https://esante.gouv.fr/ | 2026-11-26",
    "certitude": "vu",
    "responsable": "Équipe",
    "revoir_le": "2099-01-01",
}


@pytest.fixture
def admin(client):
    make_referentiel(LGC)
    client.force_login(make_administrateur())
    return client


def test_preview_shows_and_publishes_nothing(admin):
    page = admin.post("/pilotage/aide/fiches/nouvelle/", SAISIE | {"geste": "apercu"}).content.decode()
    assert "<strong>texte</strong>" in page
    assert "<script>alert" not in page
    assert 'href="javascript' not in page
    assert 'rel="noopener external"' in page
    assert Fiche.objects.count() == 0


def test_published_without_deployment_and_found_at_once(admin):
    admin.post("/pilotage/aide/fiches/nouvelle/", SAISIE | {"geste": "publier"})
    fiche = Fiche.objects.get()
    assert (fiche.version, fiche.courante, fiche.portee) == (
        1,
        True,
        '{"t":"parcours","offre":["segur"],"faits":{"exception_eai":true}}',
    )
    assert [t.fiche.code for t in resultats_of("caramel").trouvees] == ["neuve"]
    assert admin.get("/aide/reponse/neuve/").status_code == 200


def test_a_new_version_takes_over_and_the_former_is_kept(admin):
    publish("neuve", formulations=("caramel",))
    saisie = SAISIE | {"essentiel": "Mieux.", "formulations": "nougat", "version": "1", "geste": "publier"}
    admin.post("/pilotage/aide/fiches/neuve/", saisie)
    assert list(Fiche.objects.order_by("version").values_list("version", "courante", "essentiel")) == [
        (1, False, "L’essentiel."),
        (2, True, "Mieux."),
    ]
    assert [bool(resultats_of(mot).trouvees) for mot in ("caramel", "nougat")] == [False, True]
    assert Mots.objects.count() == 1


def test_nothing_changed_publishes_nothing():
    assert publish().pk == publish().pk
    assert Fiche.objects.count() == 1


def test_a_published_answer_does_not_change():
    fiche = publish()
    with pytest.raises(FicheImmuable):
        fiche.save()
    with pytest.raises(FicheImmuable):
        fiche.delete()


@pytest.mark.parametrize(
    ("champ", "valeur", "phrase"),
    [
        ("sources", "n’importe quoi", "Cette ligne ne se lit pas"),
        ("sources", "A | http://exemple.fr | 2026-01-01", "commence par https://"),
        ("faits", "exception", "ne se lit pas"),
        ("faits", "exception_eai=oui exception_eai=x", "écrit deux fois"),
        ("exigences", "nil preuve.cnda", "n’est pas le code d’une exigence"),
        ("exigences", "a" * 61, "n’est pas le code d’une exigence"),
        ("question", "", "obligatoire"),
        ("thematique", "absente", ""),
        ("revoir_le", "hier", ""),
        ("dispositifs", ["INCONNU"], ""),
    ],
)
def test_what_cannot_be_published_says_why_and_keeps_what_was_typed(admin, champ, valeur, phrase):
    page = admin.post("/pilotage/aide/fiches/nouvelle/", SAISIE | {champ: valeur, "geste": "publier"})
    assert (page.status_code, Fiche.objects.count()) == (200, 0)
    assert phrase in page.content.decode()
    assert "caramel mou" in page.content.decode()


def test_a_code_in_force_is_not_taken_twice(admin):
    publish("neuve")
    page = admin.post("/pilotage/aide/fiches/nouvelle/", SAISIE | {"geste": "publier"})
    assert "déjà celui d’une réponse" in page.content.decode()


def test_two_new_answers_at_once_get_one_code(monkeypatch):
    """The second one looked before the first one was there."""
    publish("neuve")
    monkeypatch.setattr("dossiers.actions.fiche._lock", lambda code: None)
    monkeypatch.setattr("dossiers.actions.fiche._last_versions", lambda codes: {})
    with pytest.raises(Refus) as refus:
        publish_fiche(contenu=contenu("neuve", essentiel="Autre."), par=None, version=0)
    assert (list(refus.value.champs), Fiche.objects.get().essentiel) == (["code"], "L’essentiel.")


def test_who_edits_an_older_version_reads_the_new_one_first(admin):
    """What was typed is kept, the one in force is linked, and publishing again is then a choice."""
    publish("neuve")
    publish("neuve", essentiel="De quelqu’un d’autre.")
    saisie = SAISIE | {"essentiel": "De moi.", "version": "1", "geste": "publier"}
    page = read_page(admin.post("/pilotage/aide/fiches/neuve/", saisie)).find("main")
    assert "La version 2 de cette réponse a été publiée pendant votre saisie" in page.texte
    assert (page.find_id("id_essentiel").texte, page.find_id("id_version").attrs["value"]) == ("De moi.", "2")
    assert [a.texte for a in page.find_all("a") if a.attrs.get("href") == "/aide/reponse/neuve/"] == ["la lire"]
    assert Fiche.objects.count() == 2
    admin.post("/pilotage/aide/fiches/neuve/", saisie | {"version": "2"})
    assert Fiche.objects.get(courante=True).essentiel == "De moi."


def test_withdrawn_while_it_was_edited_it_is_not_published():
    withdraw_fiche(fiche=publish("neuve"), par=make_administrateur())
    with pytest.raises(Perime):
        publish_fiche(contenu=contenu("neuve"), par=None, version=1)


def test_withdrawn_twice_it_says_so(admin, monkeypatch):
    lue = publish("neuve")
    publish("neuve", essentiel="Mieux.")
    monkeypatch.setattr("dossiers.pilotage.fiche.fiche_of", lambda code: lue)
    page = admin.post("/pilotage/aide/fiches/neuve/retirer/", follow=True)
    assert "Cette version n’est plus en vigueur" in page.content.decode()
    assert Fiche.objects.filter(retiree=True).count() == 0


def test_scopes_that_overlap_are_pointed_out_before_and_after(admin):
    publish("une", sujet="s", portee=Portee("parcours", ("segur",)))
    saisie = SAISIE | {"sujet": "s", "geste": "apercu"}
    assert (
        "recouvre celle d’une autre réponse" in admin.post("/pilotage/aide/fiches/nouvelle/", saisie).content.decode()
    )
    assert contradictions() == []
    publish("deux", sujet="s", portee=Portee("parcours", ("segur",), couloirs=("mdv",)))
    assert [(a.code, b.code) for a, b in contradictions()] == [("deux", "une")]
    assert "Des réponses se contredisent" in admin.get("/pilotage/aide/").content.decode()


def test_the_two_answers_on_the_montage_do_not_contradict(admin):
    make_referentiel("DSR-MDV-LGC-Va1")
    publish_aide()
    assert contradictions() == []


def test_an_answer_made_from_an_empty_search_settles_it(admin):
    recherche = Recherche.objects.create(texte="caramel", derniere_le=LUNDI)
    adresse = f"/pilotage/aide/fiches/nouvelle/?question=caramel&recherche={recherche.pk}"
    assert read_page(admin.get(adresse)).find_id("id_question").attrs["value"] == "caramel"
    admin.post(adresse, SAISIE | {"geste": "publier"})
    recherche.refresh_from_db()
    assert recherche.traitee_le is not None


def test_withdrawn_it_is_neither_read_nor_found(admin):
    publish("neuve", formulations=("caramel",))
    admin.post("/pilotage/aide/fiches/neuve/retirer/")
    assert admin.get("/aide/reponse/neuve/").status_code == 404
    assert resultats_of("caramel").trouvees == ()
    assert list(Vocable.objects.filter(fiches__gt=0)) == []
    with pytest.raises(Refus):
        withdraw_fiche(fiche=Fiche.objects.get(), par=make_administrateur())
    assert publish("neuve", formulations=("caramel",)).version == 2
    assert [t.fiche.code for t in resultats_of("caramel").trouvees] == ["neuve"]
    assert admin.get("/aide/reponse/neuve/").status_code == 200


@pytest.mark.parametrize("role", [make_instructeur, make_membre])
def test_only_an_administrator_edits(role):
    with pytest.raises(Interdit):
        publish_fiche(contenu=contenu(), par=role())


def test_a_reviewer_reads_the_list_and_edits_nothing(client):
    publish("neuve")
    client.force_login(make_instructeur())
    assert [client.get(f"/pilotage/aide/{page}").status_code for page in ("", "fiches/", "terminologies/")] == [200] * 3
    assert client.get("/pilotage/aide/fiches/neuve/").status_code == 403


def test_a_fresh_install_publishes_once_and_never_undoes_an_administrator(admin):
    publish_aide()
    code = "nie-et-nil"
    modifie = Fiche.objects.get(code=code)
    publish(code, essentiel="Modifié par l’ANS.", portee=Portee("identifiants"))
    assert publish_aide() == 0
    assert Fiche.objects.get(code=code, courante=True).essentiel == "Modifié par l’ANS."
    assert modifie.version == 1


def test_a_changed_file_replaces_only_what_no_administrator_has_touched(admin, tmp_path):
    publish_aide()
    modifie = contenu("nie-et-nil", essentiel="Modifié par l’ANS.")
    publish_fiche(contenu=modifie, par=make_administrateur())
    withdraw_fiche(fiche=Fiche.objects.get(code="ontologie"), par=make_administrateur())
    for chemin in FIXTURES.glob("*.toml"):
        texte = chemin.read_text(encoding="utf-8")
        (tmp_path / chemin.name).write_text(texte.replace('essentiel = "', 'essentiel = "Neuf. '), encoding="utf-8")
    assert publish_aide(dossier=tmp_path) == len(aide_of().fiches) - 2
    en_vigueur = {fiche.code: fiche for fiche in Fiche.objects.filter(courante=True).order_by("code")}
    assert (en_vigueur["nie-et-nil"].essentiel, en_vigueur["nie-et-nil"].version) == ("Modifié par l’ANS.", 2)
    assert (en_vigueur["ontologie"].retiree, en_vigueur["ontologie"].version) == (True, 1)
    assert (en_vigueur["apcv"].essentiel[:5], en_vigueur["apcv"].version) == ("Neuf.", 2)
    assert publish_aide(dossier=tmp_path) == 0


def test_the_list_is_paged_by_code(admin, django_assert_num_queries):
    for rang in range(52):
        publish(f"f{rang:02}")
    page = admin.get("/pilotage/aide/fiches/")
    assert "/pilotage/aide/fiches/?apres=f49" in page.content.decode()
    with django_assert_num_queries(4):
        suite = admin.get("/pilotage/aide/fiches/?apres=f49").content.decode()
    assert ("Question f50" in suite, "Question f49" in suite) == (True, False)


def test_terminologies_are_kept_by_administrators(admin):
    assert publish_terminologies() == len(aide_of().terminologies)
    saisie = {
        "code": "nouvelle",
        "nom": "Nouvelle",
        "couche": "socle",
        "usage": "U",
        "gestionnaire": "G",
        "certitude": "vu",
    }
    admin.post("/pilotage/aide/terminologies/nouvelle/", saisie | {"en_vigueur": "on"})
    admin.post("/pilotage/aide/terminologies/cim-10/", saisie | {"code": "cim-10", "nom": "CIM-10 (modifiée)"})
    assert Terminologie.objects.get(code="nouvelle").couche == "socle"
    assert publish_terminologies() == 0
    assert (Terminologie.objects.get(code="cim-10").nom, Terminologie.objects.get(code="cim-10").en_vigueur) == (
        "CIM-10 (modifiée)",
        False,
    )
    doublon = admin.post("/pilotage/aide/terminologies/nouvelle/", saisie)
    assert doublon.status_code == 200


def test_a_solution_declares_what_it_integrates(client):
    publish_terminologies()
    publish_aide()
    dossier = make_dossier()
    client.force_login(dossier.cree_par)
    adresse = f"/aide/terminologies/solution/{dossier.solution.uuid}/"
    assert adresse in client.get("/aide/terminologies/").content.decode()
    client.post(adresse, {"couche_1": ["cim-10", "loinc"], "couche_2": ["cisp-2"]})
    assert list(dossier.solution.integrations.order_by("pk").values_list("terminologie__code", flat=True)) == [
        *("cim-10", "loinc", "cisp-2"),
    ]
    assert "table de transcodage vers la CIM-10" in read_page(client.get(adresse)).find("main").texte
    client.post(adresse, {"couche_1": ["loinc"]})
    assert dossier.solution.integrations.count() == 1
    assert "table de transcodage" not in read_page(client.get(adresse)).find("main").texte
    with pytest.raises(Introuvable):
        declare_terminologies(solution=dossier.solution, codes=[], par=make_membre(make_editeur("Autre")))
