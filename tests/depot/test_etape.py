"""Each étape in each of its states, for each role: what is asked, what is next, why it is closed."""

import pytest
from django.urls import reverse

from dossiers.actions.dossier import withdraw_dossier
from dossiers.actions.reponse import save_reponses
from dossiers.models import Appartenance
from tests.factories import (
    LUNDI,
    fresh,
    make_decided,
    make_dossier,
    make_editeur,
    make_instructeur,
    make_membre,
    make_piece,
    make_ready,
    make_submitted,
    picture,
)
from tests.lecture import Noeud, read_page

pytestmark = pytest.mark.django_db
ROLES = ("mandataire", "representant", "salarie")


def page_of(dossier, numero: int) -> str:
    return reverse("depot:etape", args=[dossier.uuid, numero])


def look(client, dossier, numero: int) -> Noeud:
    reponse = client.get(page_of(dossier, numero))
    assert reponse.status_code == 200
    return read_page(reponse).find("main")


def panel(page: Noeud) -> list[str]:
    """The titles and lines of the readiness panel, calendar aside."""
    preparation = page.find_id("preparation")
    calendrier = preparation.find_all("div", "segur-limite")
    hors = {id(n) for bloc in calendrier for n in bloc.walk()}
    dits = [n for n in preparation.walk() if n.balise in ("h3", "p", "li", "summary") and id(n) not in hors]
    return [n.texte for n in dits if not any(p.balise == "li" for p in _ancestors(n))]


def _ancestors(noeud: Noeud) -> list[Noeud]:
    return [] if noeud.parent is None else [noeud.parent, *_ancestors(noeud.parent)]


def fields(page: Noeud) -> list[str]:
    """The names of the visible fields of the étape, in order, once each."""
    noms = [
        n.attrs["name"] for n in page.walk() if n.balise in ("input", "textarea") and n.attrs.get("type") != "hidden"
    ]
    return list(dict.fromkeys(noms))


def buttons(page: Noeud) -> list[str]:
    """Those that people see: the first one of the form only says what Enter does."""
    return [bouton.texte for bouton in page.find_all("button", name="geste") if "aria-hidden" not in bouton.attrs]


def test_etape_1_says_from_the_first_day_that_the_cnda_comes_first(connecte, membre):
    page = look(connecte, make_dossier(membre), 1)
    assert fields(page) == ["acceptee", "nru_utilisateur"]
    assert buttons(page) == ["Accepter la charte et ouvrir l’étape 2", "Enregistrer le brouillon"]
    assert panel(page) == [
        "Prochaine action : accepter la charte, pour ouvrir l’étape 2.",
        "CNDA : commencez dès maintenant",
        "Vos démarches auprès du CNDA doivent être engagées dès le début du parcours : l’étape 2 en demandera la "
        "preuve. "
        "Connectez-vous à votre espace personnel CNDA et ouvrez votre demande de conformité. Si elle n’est pas encore "
        "au "
        "statut « Pré-examen », poursuivez d’abord vos démarches avec le CNDA.",
    ]
    assert page.find("h2", "fr-stepper__title").texte == "Candidature administrative Étape 1 sur 4"
    assert page.find_id("resume").texte == ""


def test_a_proxy_brings_its_number(connecte, membre):
    page = look(connecte, make_dossier(membre, proxy="Passerelle"), 1)
    assert fields(page) == ["acceptee", "nru_utilisateur", "nru_proxy"]
    assert [n.texte for n in page.find_all("label", for_="id_nru_proxy")] == ["NRU éditeur Proxy e-santé (facultatif)"]


@pytest.mark.parametrize("role", ROLES)
def test_only_who_may_engage_the_company_is_offered_the_charte(client, role):
    editeur = make_editeur("Alpha Santé")
    dossier = make_dossier(make_membre(editeur, prenom="Claire", nom="Fontaine"))
    client.force_login(make_membre(editeur, role))
    page = look(client, dossier, 1)
    assert (page.find_all(name="acceptee") != []) is (role != "salarie")
    assert ("Accepter la charte et ouvrir l’étape 2" in buttons(page)) is (role != "salarie")
    assert buttons(page)[-1] == "Enregistrer le brouillon"


def test_a_salarie_is_told_whom_to_ask(client):
    editeur = make_editeur("Alpha Santé")
    dossier = make_dossier(make_membre(editeur, prenom="Claire", nom="Fontaine"))
    make_membre(editeur, "representant", prenom="Karim", nom="Aziz")
    make_membre(editeur, "representant", prenom="Parti", nom="Zola", is_active=False)
    client.force_login(make_membre(editeur, "salarie"))
    assert look(client, dossier, 1).find_id("id_acceptee").texte == (
        "Votre rôle ne permet pas d’accepter la charte. Adressez-vous à Karim Aziz (représentant) ou Claire Fontaine "
        "(mandataire)."
    )


def test_a_company_nobody_can_engage_is_told_to_ask_the_ans(client):
    dossier = make_dossier(make_membre(role="salarie"))
    client.force_login(dossier.cree_par)
    assert look(client, dossier, 1).find_id("id_acceptee").texte == (
        "Votre rôle ne permet pas d’accepter la charte. Aucun mandataire ni représentant n’est enregistré dans votre "
        "entreprise : demandez à l’ANS d’en ajouter un."
    )


def test_etape_1_once_accepted_says_by_whom_and_what_it_holds(connecte, membre):
    dossier = make_dossier(membre, proxy="Passerelle", profils=["medecin_traitant"])
    save_reponses(dossier=dossier, valeurs={"nru_utilisateur": "NRU-9"}, par=membre, le=LUNDI)
    connecte.post(page_of(dossier, 1), {"geste": "accepter_charte", "acceptee": "oui"})
    page = look(connecte, dossier, 1)
    assert [bloc.texte for bloc in page.find("dl").find_all("div")] == [
        "Offre avec financement (SONS)",
        "Composant Proxy e-santé Passerelle",
        "Profils Général, Médecin traitant",
        "NRU éditeur Utilisateur NRU-9",
    ]
    assert (
        page.find("div", "segur-deux__principal")
        .find_all("p")[-1]
        .texte.endswith("par Claire Fontaine, au nom de l’entreprise Alpha Santé.")
    )
    assert page.find_all("form") == []


def test_etape_2_asks_first_what_decides_the_rest(connecte, membre):
    page = look(connecte, make_dossier(membre, etape=2), 2)
    assert fields(page) == ["montage", "nie", "versions_obsoletes"]
    assert panel(page) == [
        "Prochaine action : Votre solution s’appuie-t-elle sur une solution tierce déjà certifiée par le CNDA (un "
        "montage) ?",
        "À régler (3)",
        "à préciser Votre solution s’appuie-t-elle sur une solution tierce déjà certifiée par le CNDA (un montage) ? À "
        "vous d’agir Aide sur ce point : Votre solution s’appuie-t-elle sur une solution tierce déjà certifiée par le "
        "CNDA (un montage) ?",
        "manquant Numéro d’identification éditeur (NIE) Renseignez ce point. Le NIE vous est attribué à l’ouverture de "
        "votre dossier au CNDA. Si vous ne le retrouvez pas, demandez-le à la gestion Relation Client du CNDA, depuis "
        "votre espace personnel CNDA. À vous d’agir Aide sur ce point : Numéro d’identification éditeur (NIE)",
        "manquant Versions obsolètes de la solution Renseignez ce point. À vous d’agir Aide sur ce point : Versions "
        "obsolètes de la solution",
        "Dépend de vos réponses",
        "Numéro d’identification logiciel (NIL)",
        "NIL de la solution tierce",
        "Preuve de la demande déposée au CNDA",
        "Solution tierce utilisée",
    ]


@pytest.mark.parametrize(
    ("reponses", "attendus"),
    [
        ({}, ["montage", "nie", "versions_obsoletes"]),
        ({"montage": "non"}, ["montage", "nie", "nil", "preuve_cnda", "statut_cnda", "versions_obsoletes"]),
        ({"montage": "oui"}, ["montage", "moteur", "nie", "solution_tiers", "versions_obsoletes"]),
        (
            {"montage": "oui", "moteur": "non"},
            ["montage", "moteur", "nie", "nil_tiers", "solution_tiers", "versions_obsoletes"],
        ),
        (
            {"montage": "oui", "moteur": "oui"},
            ["montage", "moteur", "nie", "nil", "preuve_cnda", "statut_cnda", "solution_tiers", "versions_obsoletes"],
        ),
    ],
)
def test_what_is_asked_follows_the_answers(connecte, membre, reponses, attendus):
    dossier = make_dossier(membre, etape=2)
    save_reponses(dossier=dossier, valeurs=reponses, par=membre, le=LUNDI)
    assert fields(look(connecte, dossier, 2)) == attendus


def test_every_link_of_the_panel_leads_to_a_field_of_the_page(connecte, membre):
    dossier = make_dossier(membre, etape=2)
    save_reponses(dossier=dossier, valeurs={"montage": "oui", "moteur": "oui"}, par=membre, le=LUNDI)
    page = look(connecte, dossier, 2)
    liens = [a.attrs["href"] for a in page.find_id("preparation").find_all("a")]
    ancres = [lien.partition("#")[2] for lien in liens if lien.startswith(page_of(dossier, 2))]
    assert ancres == ["id_nie", "id_nie", "id_nil", "id_preuve_cnda", "id_solution_tiers", "id_versions_obsoletes"]
    assert [ancre for ancre in ancres if page.find_id(ancre) is None] == []


def test_why_it_is_asked_how_to_get_it_and_the_text_that_says_so(connecte, membre):
    dossier = make_dossier(membre, etape=2)
    save_reponses(dossier=dossier, valeurs={"montage": "oui", "moteur": "oui"}, par=membre, le=LUNDI)
    pourquoi = look(connecte, dossier, 2).find_id("pourquoi-nil")
    assert pourquoi.find("summary").texte == (
        "Pourquoi cette demande, et comment l’obtenir : Numéro d’identification logiciel (NIL)"
    )
    textes = [p.texte for p in pourquoi.find_all("p")]
    assert textes[1] == (
        "Demandé ici d’après vos réponses – « Votre logiciel intègre-t-il un moteur (EAI) ? » : oui ; exception "
        "EAI prévue par le dispositif : oui."
    )
    assert textes[2].startswith("Le NIL vous est attribué lorsque vous créez votre logiciel au CNDA.")
    assert textes[3] == (
        "Source : ANS, Portail Industriels : foire aux questions des industriels (page d’entrée ; les réponses y sont "
        "rangées par couloir et par dispositif) (nouvelle fenêtre), lue le 23 novembre 2026. Commun à tous les "
        "dossiers de la solution."
    )


def test_a_number_told_elsewhere_says_where(connecte, membre):
    autre = make_dossier(membre, etape=2)
    save_reponses(dossier=autre, valeurs={"nie": "00123"}, par=membre, le=LUNDI)
    page = look(connecte, make_dossier(membre, etape=2), 2)
    assert page.find_id("id_nie").attrs["value"] == "00123"
    provenance = page.find_id("item-nie").find_all("p", "segur-mention")[0]
    assert provenance.texte.endswith(" dans le dossier n° 1.")
    assert provenance.texte.startswith("Saisi par Claire Fontaine le 2 mars 2026,")


def test_the_hint_of_the_proof_says_what_it_must_show_what_to_hide_and_what_is_taken(connecte, membre):
    dossier = make_dossier(membre, etape=2)
    save_reponses(dossier=dossier, valeurs={"montage": "non"}, par=membre, le=LUNDI)
    champ = look(connecte, dossier, 2)
    assert champ.find_id("id_preuve_cnda").attrs["accept"] == "image/png,image/jpeg,image/webp,application/pdf"
    assert champ.find_id("id_preuve_cnda_helptext").texte == (
        "Une copie d’écran de votre espace personnel CNDA, sur laquelle on lit le nom de votre logiciel et le statut "
        "de "
        "votre demande de conformité : « Pré-examen » au minimum. Cadrez l’écran assez large pour que l’on reconnaisse "
        "l’espace personnel CNDA. Masquez toute donnée de patient avant de déposer l’image. Formats admis : PNG, JPEG, "
        "WebP, PDF. Taille maximale : 10 Mo (20 Mo pour un PDF), 5 fichiers au plus."
    )


def test_all_is_ready(connecte, membre):
    page = look(connecte, make_ready(make_dossier(membre, etape=2)), 2)
    assert panel(page)[:2] == ["Tout est prêt. Il ne reste qu’à relire et envoyer à l’ANS.", "Réglé (5)"]
    assert "open" in page.find_id("regle").attrs
    assert page.find_id("barre").texte == "Où en est ce dossier"


def test_an_unknown_status_is_sent_and_said(connecte, membre):
    page = look(connecte, make_ready(make_dossier(membre, etape=2), statut_cnda="En cours actif"), 2)
    assert (
        "à vérifier Preuve de la demande déposée au CNDA Le statut « En cours actif » nous est inconnu : l’ANS "
        "vérifiera "
        "qu’il vaut au moins « Pré-examen »."
    ) in panel(page)


def test_a_status_below_the_threshold_waits_for_the_cnda(connecte, membre):
    page = look(connecte, make_ready(make_dossier(membre, etape=2), statut_cnda="Recette"), 2)
    assert page.find_id("id_statut_cnda").attrs["aria-describedby"] == "id_statut_cnda_helptext id_statut_cnda_error"
    assert "Au CNDA d’agir" in panel(page)[2]
    assert page.find_id("resume").texte == ""


def test_the_bar_of_small_screens_counts_what_is_left(connecte, membre):
    assert look(connecte, make_dossier(membre, etape=2), 2).find_id("barre").texte == "3 points à régler"


def test_with_the_ans(connecte, membre):
    page = look(connecte, make_submitted(membre), 2)
    assert page.find_all("form") == []
    assert panel(page)[:2] == [
        "À l’ANS d’agir. Votre étape 2 est en instruction depuis le 2 mars 2026. Vous n’avez rien à faire.",
        "Envoyé (5)",
    ]
    assert [bloc.texte for bloc in page.find("dl").find_all("div")] == [
        "Votre solution s’appuie-t-elle sur une solution tierce déjà certifiée par le CNDA (un montage) ? Non",
        "Numéro d’identification éditeur (NIE) 00123",
        "Numéro d’identification logiciel (NIL) 456-A",
        "Preuve de la demande déposée au CNDA cnda.png, statut : Pré-examen",
        "Versions obsolètes de la solution néant",
    ]


def test_complements_reopen_only_what_was_contested(connecte, membre):
    page = look(connecte, make_decided("demander_complements", membre=membre), 2)
    assert fields(page) == ["montage", "suite_preuve_cnda", "preuve_cnda", "statut_cnda"]
    alerte = page.find("div", "fr-alert--warning")
    assert alerte.find("li").texte == (
        "Preuve de la demande déposée au CNDA : La copie d’écran est coupée. Aide sur ce point : Preuve de la demande "
        "déposée au CNDA"
    )
    assert alerte.find_all("a")[0].attrs["href"] == "#id_preuve_cnda"
    assert page.find_id("id_preuve_cnda_error").texte == (
        "Erreur : L’ANS demande une correction : La copie d’écran est coupée."
    )
    assert page.find_id("item-nie").find("dl").texte == "Numéro d’identification éditeur (NIE) 00123 (non contesté)"
    assert page.find_id("resume").texte == ""


def test_the_reason_stays_in_sight_once_it_is_mended(connecte, membre):
    dossier = make_decided("demander_complements", membre=membre)
    make_piece(dossier, nom="mieux.png", contenu=picture(couleur="blue"))
    page = look(connecte, dossier, 2)
    assert (
        page.find("div", "fr-alert--warning")
        .find("li")
        .texte.startswith("Preuve de la demande déposée au CNDA : La copie d’écran est coupée.")
    )
    assert page.find_id("id_preuve_cnda_error") is None
    assert panel(page)[0] == "Tout est prêt. Il ne reste qu’à relire et envoyer à l’ANS."


def test_refused(connecte, membre):
    page = look(connecte, make_decided("refuser", membre=membre), 2)
    assert page.find("div", "fr-alert--error").texte == "Étape refusée Décision de l’ANS du 2 mars 2026 à 10 h."
    assert panel(page) == ["L’ANS a refusé l’étape 2. Lire sa décision"]
    assert page.find_all("form") == []


def test_validated_then_etape_3_is_open_and_4_closed(connecte, membre):
    dossier = make_decided("valider", membre=membre)
    assert look(connecte, dossier, 2).find("div", "fr-alert--success").texte == (
        "Étape validée Décision de l’ANS du 2 mars 2026 à 10 h."
    )
    assert look(connecte, dossier, 3).find("div", "fr-alert--info").texte == (
        "Cette étape est ouverte Le dépôt de ces preuves se fait pour l’instant sur Convergence ; leur suivi ici "
        "arrivera "
        "dans une prochaine version."
    )
    raisons = look(connecte, dossier, 4).find("div", "fr-callout").find_all("li")
    assert raisons[0].texte == "L’étape 3 « Preuves » doit d’abord être validée par l’ANS."


@pytest.mark.parametrize(
    ("numero", "raison", "demandes"),
    [
        (
            2,
            "La charte de référencement doit d’abord être acceptée à l’étape 1.",
            [
                "Votre solution s’appuie-t-elle sur une solution tierce déjà certifiée par le CNDA (un montage) ?",
                "Numéro d’identification éditeur (NIE)",
                "Versions obsolètes de la solution",
                "Numéro d’identification logiciel (NIL) (selon vos réponses)",
                "NIL de la solution tierce (selon vos réponses)",
                "Preuve de la demande déposée au CNDA (selon vos réponses)",
                "Solution tierce utilisée (selon vos réponses)",
            ],
        ),
        (
            3,
            "L’étape 2 « Éligibilité » doit d’abord être validée par l’ANS.",
            ["Votre solution prend-elle en charge l’appli carte Vitale (ApCV) ?"],
        ),
        (
            4,
            "L’étape 3 « Preuves » doit d’abord être validée par l’ANS.",
            [
                "Homologation obtenue auprès du CNDA (selon vos réponses)",
                "Agrément du CNDA pour l’appli carte Vitale (ApCV) (selon vos réponses)",
            ],
        ),
    ],
)
def test_a_closed_etape_says_why_and_what_awaits_there(connecte, membre, numero, raison, demandes):
    page = look(connecte, make_dossier(membre), numero).find("div", "segur-deux__principal")
    assert page.find_all("form") == []
    assert page.find("div", "fr-callout").find("h3").texte == "Cette étape est fermée"
    assert page.find("div", "fr-callout").find_all("li")[0].texte == raison
    assert [ligne.texte for ligne in page.find_all("ul")[1].find_all("li")] == demandes


def test_withdrawn(connecte, membre):
    dossier = make_submitted(membre)
    withdraw_dossier(dossier=dossier, par=membre, le=LUNDI)
    page = look(connecte, fresh(dossier), 2)
    assert panel(page) == ["Ce dossier a été retiré. Plus rien n’y est attendu."]
    assert page.find_all("form") == []


@pytest.mark.parametrize("numero", [0, 5, 10**30])
@pytest.mark.parametrize("methode", ["get", "post"])
def test_there_are_four_etapes(connecte, membre, methode, numero):
    dossier = make_dossier(membre)
    assert getattr(connecte, methode)(page_of(dossier, numero)).status_code == 404


@pytest.mark.parametrize("role", ROLES)
def test_each_role_fills_etape_2(client, role):
    editeur = make_editeur("Alpha Santé")
    dossier = make_dossier(make_membre(editeur), etape=2)
    client.force_login(make_membre(editeur, role))
    assert buttons(look(client, dossier, 2)) == ["Relire et envoyer à l’ANS", "Enregistrer le brouillon"]


def test_who_has_left_the_company_sees_nothing(connecte, membre):
    dossier = make_dossier(membre)
    Appartenance.objects.filter(compte=membre).delete()
    assert connecte.get(page_of(dossier, 1)).status_code == 404


def test_the_ans_has_its_own_pages(client, membre):
    dossier = make_dossier(membre)
    client.force_login(make_instructeur())
    assert client.get(page_of(dossier, 1)).status_code == 404
