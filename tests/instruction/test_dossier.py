"""The reviewer's page: every state renders, each verdict and decision goes its way, nothing typed is lost."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from dossiers.actions.dossier import take_dossier, withdraw_dossier
from dossiers.actions.etape import decide_etape, submit_etape
from dossiers.actions.examen import store_examens
from dossiers.actions.piece import remove_piece
from dossiers.actions.reponse import save_reponses
from dossiers.actions.verrou import release_verrou
from dossiers.models import Dossier, Examen, Soumission
from dossiers.rules.situation import Examen as Avis
from tests.factories import (
    LUNDI,
    fresh,
    make_decided,
    make_dossier,
    make_failure,
    make_instructeur,
    make_piece,
    make_pieces,
    make_proposed,
    make_ready,
    make_submitted,
    picture,
    verdicts,
)
from tests.instruction.outils import CONFORMES, COUPEE, address, errors, make_clean, post, text, typed
from tests.lecture import read_page

pytestmark = pytest.mark.django_db
CANARI = "CANARI-88"


@pytest.fixture
def dossier():
    return make_submitted()


def withdrawn() -> Dossier:
    dossier = make_submitted()
    withdraw_dossier(dossier=dossier, par=dossier.cree_par)
    return fresh(dossier)


def corrected() -> Dossier:
    """Complements asked, the draft changed, not sent again."""
    dossier = make_decided("demander_complements")
    make_piece(dossier, contenu=picture(couleur="red"), nom=f"{CANARI}.png")
    save_reponses(dossier=dossier, valeurs={"statut_cnda": CANARI}, par=dossier.cree_par)
    return fresh(dossier)


def second_round(**champs) -> Dossier:
    """NIL and proof contested, both corrected and sent again; the rest carried over."""
    dossier = make_submitted(**champs)
    conteste = {"nil": ("a_corriger", "Ce NIL n’est pas le bon."), "preuve_cnda": ("a_corriger", "Coupée.")}
    decide_etape(
        dossier=dossier, decision="demander_complements", examens=verdicts(**conteste), version=dossier.version,
        par=make_instructeur(prenom="Thomas", nom="Girard"), le=LUNDI,
    )  # fmt: skip
    save_reponses(dossier=dossier, valeurs={"nil": "789-B", "statut_cnda": "Examen"}, par=dossier.cree_par)
    make_piece(dossier, contenu=picture(couleur="red"), nom="entiere.png")
    submit_etape(dossier=dossier, par=dossier.cree_par)
    return fresh(dossier)


STATES = {
    "étape 1 ouverte": (make_dossier, "L’éditeur prépare l’étape 1"),
    "étape 2 à compléter": (lambda: make_dossier(etape=2), "L’éditeur prépare l’étape 2. Il reste"),
    "étape 2 prête": (
        lambda: make_ready(make_dossier(etape=2), nil=CANARI),
        "Tout est prêt, il lui reste à l’envoyer.",
    ),
    "soumise": (make_submitted, "4 exigences à examiner. Rien n’est contesté."),
    "compléments": (lambda: make_decided("demander_complements"), "L’ANS a demandé des compléments."),
    "compléments en cours": (corrected, "Ses corrections seront montrées ici après son envoi."),
    "second tour": (second_round, "2 exigences sur 4 à examiner."),
    "validée": (lambda: make_decided("valider"), "L’étape 3 est ouverte"),
    "refusée": (lambda: make_decided("refuser"), "Le dossier est refusé"),
    "retirée": (withdrawn, "L’éditeur a retiré ce dossier"),
}


@pytest.mark.parametrize("etat", STATES)
def test_every_state_renders_and_shows_no_draft(client, ans, etat):
    fabrique, phrase = STATES[etat]
    reponse = client.get(address(fabrique()))
    assert reponse.status_code == 200
    assert phrase in text(reponse)
    assert CANARI not in reponse.content.decode()


def test_the_page_says_what_was_asked_why_and_from_which_text(client, ans, dossier):
    page = text(client.get(address(dossier)))
    assert "Pourquoi : demandé à tous les dossiers de ce dispositif." in page
    assert "Pourquoi : d’après le dossier – offre avec financement : oui." in page
    assert "(un montage) ? » : non." in page
    assert "Source : ANS, Portail Industriels" in page
    assert "lue le 23 novembre 2026" in page


def test_a_requirement_inferred_from_the_texts_is_said_so(client, ans):
    dossier = make_dossier(etape=2)
    reponses = {
        "montage": "oui",
        "moteur": "non",
        "nie": "1",
        "nil_tiers": "2",
        "solution_tiers": "Tierce",
        "versions_obsoletes": "néant",
    }
    save_reponses(dossier=dossier, valeurs=reponses, par=dossier.cree_par)
    submit_etape(dossier=dossier, par=dossier.cree_par)
    page = client.get(address(dossier))
    assert "Certitude : déduit des textes, à confirmer par l’ANS." in text(page)
    assert [item.ligne.code for item in page.context["avis"]] == [
        "nie",
        "nil_tiers",
        "solution_tiers",
        "versions_obsoletes",
    ]


@pytest.mark.parametrize(
    ("statut", "phrase"),
    [("PRE-EXAMEN", "Seuil atteint"), ("en cours actif", "Statut inconnu, à vérifier")],
)
def test_the_status_is_held_against_the_threshold(client, ans, statut, phrase):
    dossier = make_ready(make_dossier(etape=2), statut_cnda=statut)
    submit_etape(dossier=dossier, par=dossier.cree_par)
    reponse = client.get(address(dossier))
    assert f"{statut} {phrase} Au moins « Pré-examen » est attendu." in text(reponse)
    attentions = [ligne.code for ligne in reponse.context["vue"].instruction.attentions]
    assert attentions == ["preuve_cnda"] * (phrase != "Seuil atteint")


def test_what_changed_since_the_previous_round(client, ans):
    dossier = second_round()
    reponse = client.get(address(dossier))
    lignes = {ligne.code: ligne for ligne in reponse.context["vue"].instruction.lignes}
    ancienne, nouvelle = dossier.pieces.order_by("pk")
    assert [code for code, ligne in lignes.items() if ligne.avant] == ["nil", "preuve_cnda"]
    assert (lignes["nil"].avant.valeur, lignes["nil"].donne.valeur) == ("456-A", "789-B")
    preuve = lignes["preuve_cnda"]
    assert (preuve.avant.piece, preuve.donne.piece) == (ancienne, nouvelle)
    assert (preuve.avant.valeur, preuve.donne.valeur) == ("Pré-examen", "Examen")
    for piece in (ancienne, nouvelle):
        assert reverse("instruction:piece", args=[dossier.uuid, piece.uuid]) in reponse.content.decode()
    page = text(reponse)
    assert "Modifié depuis le tour 1" in page
    assert "À corriger au tour 1, selon Thomas Girard :Ce NIL n’est pas le bon." in page
    assert page.count("Repris du tour 1 : avis de Thomas Girard") == 2


def test_every_file_of_a_proof_is_shown_in_order_and_what_it_was_before(client, ans):
    dossier = make_ready(make_dossier(etape=2))
    avant = make_pieces(dossier, 2)
    submit_etape(dossier=dossier, par=dossier.cree_par, le=LUNDI)
    dossier, examens = fresh(dossier), verdicts(preuve_cnda=("a_corriger", "Coupée."))
    decide_etape(dossier=dossier, decision="demander_complements", examens=examens, version=dossier.version, par=ans)
    remove_piece(dossier=dossier, piece=avant[1].uuid, par=dossier.cree_par)
    ajoutees = make_pieces(dossier, 4, ajout=True)
    submit_etape(dossier=dossier, par=dossier.cree_par)
    reponse = client.get(address(dossier))
    preuve = next(x for x in reponse.context["vue"].instruction.lignes if x.code == "preuve_cnda")
    assert (preuve.avant.fichiers, preuve.donne.fichiers) == (tuple(avant), (avant[0], *ajoutees))
    montrees = re.findall(r"/piece/([0-9a-f-]{36})/\" download", reponse.content.decode())
    assert montrees == [str(piece.uuid) for piece in (avant[0], *ajoutees, avant[1])]
    page = text(reponse)
    assert "2 fichiers (maintenant 4)" in page
    assert [f"Fichier {rang} sur 4." in page for rang in (1, 4, 5)] == [True, True, False]


def test_a_verdict_carried_twice_names_the_round_it_was_given(client, ans):
    dossier = second_round()
    examens = verdicts(preuve_cnda=("a_corriger", "Encore coupée."))
    decide_etape(dossier=dossier, decision="demander_complements", examens=examens, version=dossier.version, par=ans)
    make_piece(dossier, contenu=picture(couleur="blue"))
    submit_etape(dossier=dossier, par=dossier.cree_par)
    lignes = client.get(address(dossier)).context["vue"].instruction.lignes
    assert [(x.code, x.origine) for x in lignes] == [
        ("nie", 1),
        ("nil", 2),
        ("preuve_cnda", 0),
        ("versions_obsoletes", 1),
    ]


def test_a_requirement_that_came_or_went_with_an_answer(client, ans):
    dossier = make_submitted()
    conteste = verdicts(nil=("a_corriger", "C’est un montage."))
    decide_etape(dossier=dossier, decision="demander_complements", examens=conteste, version=dossier.version, par=ans)
    reponses = {"montage": "oui", "moteur": "non", "nil_tiers": "9", "solution_tiers": "Tierce 4"}
    save_reponses(dossier=dossier, valeurs=reponses, par=dossier.cree_par)
    submit_etape(dossier=dossier, par=dossier.cree_par)
    reponse = client.get(address(dossier))
    instruction = reponse.context["vue"].instruction
    assert [x.code for x in instruction.lignes if x.nouvelle] == ["nil_tiers", "solution_tiers"]
    assert len(instruction.disparues) == 2
    assert [(q.question.code, q.reponse, q.avant) for q in instruction.questions] == [
        ("montage", "Oui", "Non"), ("moteur", "Non", None),
    ]  # fmt: skip
    assert "Plus demandé depuis le tour précédent : Numéro d’identification logiciel (NIL), Preuve" in text(reponse)


def test_a_clean_dossier_is_decided_with_one_button_and_the_next_one_opens(client, ans, dossier):
    suivant = make_clean(dossier.cree_par, nom="Beta", version_majeure="2")
    reponse = post(client, dossier, "tout_valider")
    assert reponse.headers["Location"] == address(suivant)
    (message,) = get_messages(reponse.wsgi_request)
    assert f"L’étape 2 de {dossier.solution} est validée." in str(message)
    assert f'<a href="{address(dossier)}">Revoir ce dossier</a>' in str(message)
    assert (fresh(dossier).etape, fresh(dossier).etat) == (3, "ouverte")
    assert Soumission.objects.get(dossier=dossier).decidee_par == ans
    assert set(Examen.objects.values_list("verdict", flat=True)) == {"conforme"}


def test_after_the_last_decision_the_queue_opens(client, ans, dossier):
    reponse = post(client, dossier, "tout_valider")
    assert reponse.headers["Location"] == reverse("instruction:file")
    (message,) = get_messages(reponse.wsgi_request)
    assert "Plus rien n’attend" in str(message)


def test_who_prefers_to_stay_stays_until_they_say_otherwise(client, ans, dossier):
    suivant = make_clean(dossier.cree_par, nom="Beta", version_majeure="2")
    reponse = post(client, dossier, "tout_valider", {"enchainer": ["non"]})
    assert reponse.headers["Location"] == address(dossier)
    (message,) = get_messages(reponse.wsgi_request)
    assert f'<a href="{address(suivant)}">Dossier suivant\u00a0: Beta 2 (' in str(message)
    page = client.get(address(suivant))
    assert page.context["enchainer"] is False
    assert post(client, suivant, "tout_valider").headers["Location"] == address(suivant)
    troisieme = make_clean(dossier.cree_par, "blue", nom="Gamma")
    dernier = make_clean(dossier.cree_par, "green", nom="Delta")
    reponse = post(client, troisieme, "tout_valider", {"enchainer": ["non", "oui"]})
    assert reponse.headers["Location"] == address(dernier)
    assert client.get(address(dernier)).context["enchainer"] is True


def doubtful() -> Dossier:
    """A status that the ladder does not know; the rest is clean."""
    dossier = make_ready(make_dossier(etape=2), statut_cnda="en cours actif")
    submit_etape(dossier=dossier, par=dossier.cree_par)
    return fresh(dossier)


def test_what_is_doubtful_is_never_accepted_with_the_rest(client, ans):
    dossier = doubtful()
    page = client.get(address(dossier)).content.decode()
    assert ('value="tout_valider"' in page, 'value="tout_conforme"' in page) == (False, True)
    assert page.count("data-douteuse") == 1
    reponse = post(client, dossier, "tout_conforme")
    clairs = {nom: valeur for nom, valeur in CONFORMES.items() if nom != "verdict_preuve_cnda"}
    assert typed(reponse) == clairs
    assert "le reste attend votre avis" in text(reponse)
    refusee = post(client, dossier, "tout_valider")
    assert (refusee.status_code, typed(refusee)) == (200, clairs)
    assert "verdict_preuve_cnda" in errors(refusee)
    assert post(client, dossier, "tout_valider", {"verdict_preuve_cnda": "conforme"}).status_code == 302


def test_verdicts_are_kept_without_deciding(client, ans, dossier):
    champs = {**COUPEE, "verdict_nie": "conforme"}
    assert post(client, dossier, "examiner", champs).status_code == 302
    assert fresh(dossier).etat == "soumise"
    page = client.get(address(dossier))
    assert typed(page) == champs
    assert "2 exigences sur 4 à examiner. 1 à corriger." in text(page)
    assert "tout_valider" not in page.content.decode()


def test_nothing_new_to_keep_is_said(client, ans, dossier):
    (message,) = get_messages(post(client, dossier, "examiner").wsgi_request)
    assert str(message) == "Aucun avis n’a changé."


@pytest.mark.parametrize(
    ("decision", "champs", "attendu"),
    [
        ("valider", CONFORMES, (3, "ouverte", "valider")),
        ("valider", {**CONFORMES, "verdict_nil": "sans_objet", "motif_nil": "Déjà donné."}, (3, "ouverte", "valider")),
        ("demander_complements", {**CONFORMES, **COUPEE}, (2, "complements", "demander_complements")),
        ("refuser", {**CONFORMES, **COUPEE, "motif": "Trop tard."}, (2, "refusee", "refuser")),
    ],
)
def test_each_decision(client, ans, decision, champs, attendu):
    """A refusal was proposed by someone else."""
    dossier = make_proposed() if decision == "refuser" else make_submitted()
    assert post(client, dossier, decision, champs).status_code == 302
    apres, soumission = fresh(dossier), Soumission.objects.get(dossier=dossier)
    assert (apres.etape, apres.etat, soumission.decision) == attendu
    assert (soumission.decision_motif, apres.referent) == (champs.get("motif", ""), ans)
    page = text(client.get(address(dossier)))
    assert "Décision d’Inès Leroy" in page
    assert champs.get("motif", "") in page


SANS_AVIS = ["Donnez votre avis sur cette exigence."]


@pytest.mark.parametrize(
    ("geste", "champs", "erreurs"),
    [
        (
            "valider", {"verdict_nie": "conforme", "motif": "Bien reçu."},
            {"__all__": ["Il vous reste à vous prononcer sur : « Numéro d’identification logiciel (NIL) », "
             "« Preuve de la demande déposée au CNDA », « Versions obsolètes de la solution »."],
             "verdict_nil": SANS_AVIS, "verdict_preuve_cnda": SANS_AVIS, "verdict_versions_obsoletes": SANS_AVIS},
        ),
        (
            "valider", {**CONFORMES, **COUPEE},
            {"__all__": ["Une exigence est à corriger : demandez des compléments ou refusez."]},
        ),
        (
            "tout_valider", COUPEE,
            {"__all__": ["Une exigence est à corriger : demandez des compléments ou refusez."]},
        ),
        (
            "demander_complements", CONFORMES,
            {"__all__": ["Aucune exigence n’est « à corriger » : désignez ce qui doit l’être, avec son motif."]},
        ),
        (
            "refuser", {"verdict_nie": "a_corriger", "motif": "Trop tard."},
            {"motif_nie": ["Indiquez ce que l’éditeur doit corriger : il ne verra que ce motif."],
             "verdict_nil": SANS_AVIS, "verdict_preuve_cnda": SANS_AVIS, "verdict_versions_obsoletes": SANS_AVIS},
        ),
        (
            "examiner", {"verdict_nie": "a_corriger", "motif_nie": "   ", "verdict_nil": "conforme"},
            {"motif_nie": ["Indiquez ce que l’éditeur doit corriger : il ne verra que ce motif."]},
        ),
        ("examiner", {"verdict_nie": "peut-être"}, {"verdict_nie": ["Choisissez un de ces trois avis."]}),
        (
            "examiner", {"verdict_nie": "a_corriger", "motif_nie": "x" * 2001},
            {"motif_nie": ["Ce texte compte 2001 caractères ; 2000 au plus sont admis."]},
        ),
        (
            "valider", {**CONFORMES, "motif": "x" * 5001},
            {"motif": ["Ce texte compte 5001 caractères ; 5000 au plus sont admis."]},
        ),
        ("inventer", CONFORMES, {"__all__": [
            "Utilisez l’un des boutons de la page. Rien n’a été enregistré ; votre saisie est conservée."]}),
    ],
)  # fmt: skip
def test_a_refusal_is_tied_to_its_fields_and_keeps_all_that_was_typed(client, ans, dossier, geste, champs, erreurs):
    reponse = post(client, dossier, geste, champs)
    assert reponse.status_code == 200
    obtenues = {champ: [plain(phrase) for phrase in phrases] for champ, phrases in errors(reponse).items()}
    assert obtenues == erreurs
    garde = {nom: valeur for nom, valeur in typed(reponse).items() if nom in champs}
    assert garde == champs
    assert (fresh(dossier).etat, Examen.objects.count()) == ("soumise", 0)
    assert "data-segur-resume" in reponse.content.decode()


def plain(phrase: str) -> str:
    return phrase.replace("\u00a0", " ").replace("\u202f", " ")


def test_a_nul_byte_is_refused_with_a_sentence(client, ans, dossier):
    reponse = post(client, dossier, "examiner", {"verdict_nie": "a_corriger", "motif_nie": "Faux\x00."})
    assert list(errors(reponse)) == ["motif_nie"]
    assert typed(reponse)["motif_nie"] == "Faux."


def test_a_reason_beside_conforme_is_left_out(client, ans, dossier):
    post(client, dossier, "examiner", {"verdict_nie": "conforme", "motif_nie": "Non, finalement."})
    assert list(Examen.objects.values_list("verdict", "motif")) == [("conforme", "")]


def test_all_that_is_left_is_marked_conforme_and_nothing_is_kept(client, ans, dossier):
    reponse = post(client, dossier, "tout_conforme", COUPEE)
    assert typed(reponse) == {**CONFORMES, **COUPEE}
    assert (fresh(dossier).version, Examen.objects.count()) == (dossier.version, 0)
    assert "Rien n’est encore enregistré" in text(reponse)


@pytest.mark.parametrize("geste", ["examiner", "valider", "tout_valider", "tout_conforme"])
def test_a_stale_page_keeps_what_was_typed_and_says_who_did_what(client, ans, dossier, geste):
    autre = make_instructeur(prenom="Thomas", nom="Girard")
    store_examens(dossier=dossier, examens={"nie": Avis("nie", "conforme")}, version=dossier.version, par=autre)
    release_verrou(dossier=dossier, par=autre)
    saisie = {**CONFORMES, "motif": "Très bien."}
    reponse = post(client, dossier, geste, saisie)
    assert reponse.status_code == 409
    assert "Ce dossier a changé depuis que vous l’avez lu : Thomas Girard, le " in text(reponse)
    assert "« Examiner une exigence »" in text(reponse)
    assert typed(reponse) == saisie
    assert f'name="version" value="{fresh(dossier).version}"' in reponse.content.decode()
    assert "Avis de Thomas Girard" in text(reponse)
    assert (fresh(dossier).etat, Examen.objects.count()) == ("soumise", 1)
    assert post(client, fresh(dossier), "valider", saisie).status_code == 302


@pytest.mark.parametrize("geste", ["examiner", "valider", "tout_valider", "tout_conforme", "refuser", "inventer"])
def test_when_someone_else_decided_what_was_typed_stays_to_be_read(client, ans, dossier, geste):
    autre = make_instructeur(prenom="Thomas", nom="Girard")
    decide_etape(dossier=dossier, decision="valider", examens=verdicts(), version=dossier.version, par=autre)
    reponse = post(client, dossier, geste, {**COUPEE, "motif": "À revoir."})
    page = text(reponse)
    assert reponse.status_code == 409
    assert "Ce dossier a changé depuis que vous l’avez lu : Thomas Girard, le " in page
    assert "« Valider l’étape »" in page
    assert "Preuve de la demande déposée au CNDAÀ corriger – La copie d’écran est coupée." in page
    assert "Message d’ensembleÀ revoir." in page
    assert 'id="examen"' not in reponse.content.decode()
    assert fresh(dossier).etape == 3


def test_a_page_of_the_previous_round_decides_nothing_of_this_one(client, ans):
    dossier = make_submitted()
    ancien = fresh(dossier)
    conteste = verdicts(preuve_cnda=("a_corriger", "Coupée."))
    decide_etape(
        dossier=dossier, decision="demander_complements", examens=conteste, version=dossier.version,
        par=make_instructeur(),
    )  # fmt: skip
    make_piece(dossier, contenu=picture(couleur="red"))
    submit_etape(dossier=dossier, par=dossier.cree_par)
    reponse = post(client, ancien, "valider", CONFORMES, tour=1)
    assert reponse.status_code == 409
    assert "« Envoyer à l’ANS »" in text(reponse)
    assert "Preuve de la demande déposée au CNDAConforme" in text(reponse)
    assert typed(reponse) == {f"verdict_{code}": "conforme" for code in ("nie", "nil", "versions_obsoletes")}
    assert fresh(dossier).etat == "soumise"


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30, "٣", "1e1"])
def test_a_made_up_version_is_stale(client, ans, dossier, version):
    assert post(client, dossier, "valider", CONFORMES, version=version).status_code == 409
    assert post(client, dossier, "valider", CONFORMES, tour=version).status_code == 409
    assert fresh(dossier).etat == "soumise"


def test_a_dossier_with_nothing_to_decide_refuses_every_geste(client, ans):
    dossier = make_dossier(etape=2)
    for geste in ("examiner", "valider", "tout_valider", "refuser", ""):
        reponse = post(client, dossier, geste, CONFORMES)
        assert reponse.status_code == 409
        assert "n’est pas possible maintenant" in text(reponse)


def test_taking_charge(client, ans, dossier):
    assert "Prendre en charge" in text(client.get(address(dossier)))
    assert post(client, dossier, "prendre").status_code == 302
    assert fresh(dossier).referent == ans
    assert "Prendre en charge" not in text(client.get(address(dossier)))


def test_taking_charge_keeps_what_was_typed(client, ans, dossier):
    saisie = {"verdict_nie": "a_corriger", "motif_nie": "Il manque"}
    reponse = post(client, dossier, "prendre", saisie)
    assert (reponse.status_code, typed(reponse), fresh(dossier).referent) == (200, saisie, ans)
    suite = post(client, fresh(dossier), "examiner", typed(reponse))
    assert suite.status_code == 302


def taking(reponse) -> tuple[str, str]:
    """What the button that takes charge says, and whom it was seen to replace."""
    page = read_page(reponse)
    bouton = page.find("button", value="prendre")
    return bouton.texte, page.find("input", name="referent").attrs["value"]


def test_taking_charge_from_a_stale_page_says_so(client, ans, dossier):
    autre = make_instructeur(prenom="Thomas", nom="Girard")
    take_dossier(dossier=dossier, par=autre)
    reponse = post(client, dossier, "prendre", {"verdict_nie": "conforme"}, referent="")
    assert (reponse.status_code, fresh(dossier).referent) == (409, autre)
    assert "Thomas Girard suit ce dossier depuis le " in text(reponse)
    assert typed(reponse) == {"verdict_nie": "conforme"}
    bouton, vu = taking(reponse)
    assert (bouton, vu) == ("Prendre en charge à la place de Thomas Girard", str(autre.pk))
    suite = post(client, fresh(dossier), "prendre", {**typed(reponse), "referent": vu})
    assert (suite.status_code, fresh(dossier).referent, typed(suite)) == (200, ans, {"verdict_nie": "conforme"})


def test_where_nothing_is_to_be_decided_it_is_said_too(client, ans):
    ouvert, autre = make_dossier(etape=2), make_instructeur(prenom="Thomas", nom="Girard")
    assert taking(client.get(address(ouvert))) == ("Prendre en charge", "")
    take_dossier(dossier=ouvert, par=autre)
    reponse = post(client, ouvert, "prendre", referent="")
    assert (reponse.status_code, fresh(ouvert).referent) == (409, autre)
    assert taking(reponse) == ("Prendre en charge à la place de Thomas Girard", str(autre.pk))
    assert post(client, ouvert, "prendre", referent=autre.pk).status_code == 302
    assert fresh(ouvert).referent == ans


def test_taking_charge_of_what_is_over_is_refused_with_a_sentence(client, ans):
    dossier = withdrawn()
    reponse = post(client, dossier, "prendre")
    assert reponse.status_code == 409
    assert "n’est pas possible maintenant" in text(reponse)


@pytest.mark.parametrize("etat", ["soumise", "second tour"])
def test_the_page_costs_the_same_whatever_it_holds(client, ans, etat, django_assert_num_queries):
    dossier = STATES[etat][0]()
    client.get(address(dossier))
    # who is on it, what comes before and after in the list (3), the second reading, opinions and notes (3), what is
    # known elsewhere (2), the reasons (1) among them
    with django_assert_num_queries(26):
        client.get(address(dossier))


def test_an_editeur_gets_the_404_of_an_unknown_page(client, dossier):
    client.force_login(dossier.cree_par)
    inconnu = client.get(reverse("instruction:dossier", args=[uuid4()]))
    assert inconnu.status_code == 404
    for reponse in (
        client.get(address(dossier)),
        post(client, dossier, "tout_valider"),
        post(client, dossier, "prendre"),
    ):
        assert (reponse.status_code, text(reponse)) == (404, text(inconnu))
    assert (fresh(dossier).etat, fresh(dossier).referent) == ("soumise", None)


def test_an_unknown_dossier_is_a_404_for_the_ans_too(client, ans):
    adresse = reverse("instruction:dossier", args=[uuid4()])
    assert [client.get(adresse).status_code, client.post(adresse).status_code] == [404, 404]


def test_anonymous_people_sign_in_first(client, dossier):
    connexion = f"{reverse('connexion')}?next={address(dossier)}"
    assert client.get(address(dossier)).headers["Location"] == connexion
    assert client.post(address(dossier)).status_code == 401


def test_old_pages_of_a_company_name_stay_text(client, ans):
    dossier = make_submitted(nom="<b>Gras</b>")
    assert "<b>Gras</b>" not in client.get(address(dossier)).content.decode()
    (message,) = get_messages(post(client, dossier, "tout_valider").wsgi_request)
    assert "<b>Gras</b>" not in str(message)


def test_the_fiche_says_who_and_what(client, ans):
    dossier = make_submitted(proxy="Proxy Un", profils=["centres_de_sante"], le=LUNDI + timedelta(minutes=5))
    page = text(client.get(address(dossier)))
    for phrase in (
        f"Entreprise{dossier.editeur}, SIREN", "Composant Proxy e-santéProxy Un", "ProfilsGénéral, Centres de santé",
        "Offreavec financement", "Référent ANSpersonne pour l’instant", "(DSR-MDV-LGC-Va2)",
        "version 1, publiée le 2 mars 2026",
        f"{dossier.reference}-E2-T1, envoyé le 2 mars 2026 à 10 h 05 par {dossier.cree_par}",
    ):  # fmt: skip
        assert phrase in page.replace("> ", ">"), phrase


def test_person_whom_mails_do_not_reach_is_named_to_the_ans(ans, client, dossier):
    make_failure(dossier.cree_par)
    assert f"Les courriels à {dossier.cree_par} (" in client.get(address(dossier)).content.decode()
