"""What each mail says: in French, to the right person, with the address of the very field."""

import re
from datetime import datetime, timedelta
from functools import partial

import pytest
from django.core.mail import EmailMultiAlternatives

from dossiers.actions.appartenance import invite_personne
from dossiers.actions.connexion import ask_mot_de_passe
from dossiers.actions.decision import revoke_decision
from dossiers.actions.dispense import grant_dispense
from dossiers.actions.dossier import hand_dossier, take_dossier
from dossiers.actions.envoi import post_envoi, send_envoi
from dossiers.actions.etape import decide_etape, submit_etape
from dossiers.actions.message import send_contact, write_message
from dossiers.actions.projection import save_projection
from dossiers.actions.relance import sweep_relances
from dossiers.actions.reponse import save_reponses
from dossiers.actions.tiers import name_tiers
from dossiers.models import Decision, Dossier, Envoi, Retenue
from dossiers.queries.preference import read_jeton
from dossiers.rules.dispense import Portee
from dossiers.rules.envoi import Genre
from tests.factories import (
    LUNDI,
    PARIS,
    fresh,
    make_administrateur,
    make_avis,
    make_decided,
    make_dossier,
    make_instructeur,
    make_membre,
    make_piece,
    make_proposed,
    make_ready,
    make_submitted,
    picture,
    verdicts,
)

pytestmark = pytest.mark.django_db
SITE = "https://suivi.exemple.fr"
JOUR = timedelta(days=1)
AGIR = "C’est à votre entreprise d’agir."


@pytest.fixture(autouse=True)
def _site(settings):
    settings.ADRESSE_DU_SITE = SITE


@pytest.fixture
def read(mailoutbox):
    """Sends the mail of that kind that waits, and returns it as it left, spaces of all kinds made plain."""

    def read(genre: str, le=LUNDI) -> EmailMultiAlternatives:
        envoi = Envoi.objects.filter(genre=genre, etat="attente").order_by("pk").first()
        assert send_envoi(envoi_id=envoi.pk, le=le) == "envoye"
        message = mailoutbox[-1]
        message.subject, message.body = (
            re.sub("[\u00a0\u202f]", " ", texte) for texte in (message.subject, message.body)
        )
        return message

    return read


def field(dossier, ancre: str) -> str:
    return f"{SITE}/dossiers/{dossier.uuid}/etape/{dossier.etape}/{ancre}"


def has(message, *phrases: str) -> list[str]:
    """The sentences that the text lacks."""
    return [phrase for phrase in phrases if phrase not in message.body]


def test_receipt(read):
    dossier = make_submitted(nom="Alpha")
    message = read("recepisse")
    assert message.subject == f"Étape 2 envoyée à l’ANS : récépissé {dossier.reference}-E2-T1"
    recepisse = f"{SITE}/dossiers/{dossier.uuid}/recepisse/1"
    assert has(message, "lundi 2 mars 2026 à 10 h", f"{recepisse}/\n", f"{recepisse}.pdf\n", "Solution : Alpha 1") == []


def test_reviewer_is_told_of_a_first_sending_then_of_an_answer(read):
    dossier, referent = make_ready(make_dossier(etape=2, nom="Alpha")), make_instructeur()
    take_dossier(dossier=dossier, par=referent, le=LUNDI)
    submit_etape(dossier=dossier, par=dossier.cree_par, le=LUNDI)
    premier = read("a_instruire")
    assert (premier.to, premier.subject) == ([referent.courriel], f"À instruire : Alpha 1 ({dossier.editeur}), étape 2")
    vient = f"{dossier.editeur} vient d’envoyer l’étape 2 d’un dossier dont vous êtes référent."
    assert has(premier, vient, f"{SITE}/instruction/{dossier.uuid}/") == []
    conteste = {"decision": "demander_complements", "par": referent, "le": LUNDI}
    examens = verdicts(preuve_cnda=("a_corriger", "Coupée."))
    decide_etape(dossier=dossier, examens=examens, version=fresh(dossier).version, **conteste)
    make_piece(fresh(dossier), contenu=picture(couleur="red"))
    Envoi.objects.filter(genre="a_instruire").update(etat="envoye")
    submit_etape(dossier=dossier, par=dossier.cree_par, le=LUNDI)
    reponse = f"{dossier.editeur} a répondu à votre demande de compléments : c’est son envoi n° 2 pour l’étape 2."
    assert has(read("a_instruire"), reponse) == []


@pytest.mark.parametrize("sens", ["valider", "refuser", "demander_complements"])
def test_each_decision_leads_to_its_document(read, sens):
    dossier = make_decided(sens)
    message, numero = read(sens), Decision.objects.get().numero
    phrase = f"La décision n° {numero} (PDF), dont le code QR permet à chacun de vérifier qu’elle est authentique"
    assert has(message, phrase, f"{SITE}/dossiers/{dossier.uuid}/decision/1.pdf\n") == []


def test_a_decision_without_its_document_says_nothing_of_it(read):
    make_decided("valider")
    Decision.objects.all()._raw_delete(Decision.objects.db)
    message = read("valider")
    assert ("La décision n°" in message.body, "/decision/" in message.alternatives[0][0]) == (False, False)


def test_revoked(read):
    referent = make_instructeur()
    dossier = make_decided("valider", referent, nom="Alpha")
    decision = Decision.objects.select_related("soumission__dossier").get()
    revoke_decision(decision=decision, motif="Une <erreur>.", par=make_administrateur(), le=LUNDI)
    suites = {
        "dossiers": "tant que l’ANS ne vous le demande pas. L’ANS vous dira la suite.",
        "instruction": "dites à l’éditeur, dans les messages du dossier, ce qu’il doit faire.",
    }
    for porte, suite in suites.items():
        message = read("revocation")
        assert message.subject == "Décision révoquée : Alpha 1"
        quoi = f"L’ANS a révoqué la décision n° {decision.numero} rendue à l’étape 2 « Éligibilité »"
        quand = "Révoquée le lundi 2 mars 2026 à 10 h (heure de Paris). Le motif :\nUne <erreur>."
        reste = "L’étape 2 n’est pas rouverte, et la suivante reste ouverte."
        [ligne] = [ligne for ligne in message.body.splitlines() if reste in ligne]
        assert ligne.endswith(suite)
        assert has(message, quoi, quand, f"{suite}\n\nOuvrir le dossier", f"{SITE}/{porte}/{dossier.uuid}/") == []
        assert ("vous n’avez rien à renvoyer" in message.body) is (porte == "dossiers")
        assert "Une &lt;erreur&gt;." in message.alternatives[0][0]


def test_validated(read):
    dossier = make_decided("valider", nom="Alpha")
    message = read("valider")
    assert message.subject == "Étape 2 validée : Alpha 1"
    nil = "NIL que portera la convention de référencement : 456-A"
    assert has(message, nil, "L’étape 3 « Preuves » est ouverte.", f"{SITE}/dossiers/{dossier.uuid}/") == []


def test_complements_name_each_requirement_its_reason_and_its_field(read):
    dossier = make_submitted(nom="Alpha")
    examens = verdicts(nil=("a_corriger", "Ce n’est pas le bon <NIL>."), preuve_cnda=("a_corriger", "Coupée."))
    choix = {"decision": "demander_complements", "par": make_instructeur(), "motif": "Encore un effort.", "le": LUNDI}
    decide_etape(dossier=dossier, examens=examens, version=dossier.version, **choix)
    message = read("demander_complements")
    assert message.subject == "L’ANS demande des compléments : Alpha 1, étape 2"
    nil = f"1. Numéro d’identification logiciel (NIL)\nCe n’est pas le bon <NIL>.\n{field(dossier, '#id_nil')}\n"
    piece = f"2. Preuve de la demande déposée au CNDA\nCoupée.\n{field(dossier, '#id_preuve_cnda')}\n"
    assert has(message, "vous demande 2 corrections.", nil, piece, "Le message de l’ANS :\nEncore un effort.") == []
    assert "Ce n’est pas le bon &lt;NIL&gt;." in message.alternatives[0][0]


def test_refused(read):
    dossier = make_decided("refuser", par=make_instructeur(prenom="Inès", nom="Leroy"), nom="Alpha")
    message = read("refuser")
    assert message.subject == "Étape 2 refusée : Alpha 1"
    motif = "- Preuve de la demande déposée au CNDA : La copie d’écran est coupée."
    referent = "adressez-vous à votre référent à l’ANS : Inès Leroy."
    assert has(message, motif, referent, f"{SITE}/dossiers/{dossier.uuid}/") == []


def test_invitation_of_someone_new_lets_them_choose_a_password(read, client):
    dossier = make_dossier(nom="Alpha")
    qui = {"courriel": "zoe@exemple.fr", "role": "salarie", "prenom": "Zoé"}
    invite_personne(editeur=dossier.editeur, par=dossier.cree_par, le=LUNDI, **qui)
    message = read("invitation")
    assert (message.to, has(message, "Bonjour Zoé,", "dans le rôle « Salarié »")) == (["zoe@exemple.fr"], [])
    lien = re.search(rf"{SITE}(/mot-de-passe/choisir/\S+)", message.body)[1]
    assert client.get(lien, follow=True).context["validlink"] is True


def test_reminder_says_why_now_what_is_missing_where_who_until_when_and_how_to_stop(read):
    dossier = make_dossier(etape=2, code="DSR-IMG-DB-Va2", nom="Alpha", le=LUNDI)
    save_reponses(dossier=dossier, valeurs={"montage": "non", "nie": "00 1"}, par=dossier.cree_par, le=LUNDI)
    sweep_relances(le=LUNDI + 3 * JOUR)
    message = read("relance", LUNDI + 3 * JOUR)
    assert re.fullmatch(r"Alpha 1 : \d points à régler à l’étape 2", message.subject)
    attendues = (
        "Rien n’a bougé dans ce dossier depuis au moins trois jours ouvrés.",
        "Dernière activité : le 2 mars 2026, il y a 3 jours.",
        field(dossier, "#id_preuve_cnda"),
        "Sans nouvelles de votre part, nous vous écrirons encore une fois, puis à votre mandataire.",
        f"Vous recevez ce message parce que vous faites partie de l’entreprise {dossier.editeur}",
        f"Régler vos relances\n{SITE}/relances/",
        "Ne plus être prévenu : ce qui manque à un dossier",
    )
    assert has(message, *attendues) == []
    nil = rf"\d\. Numéro d’identification logiciel \(NIL\)\n.+\n{AGIR}\n{field(dossier, '#id_nil')}\n"
    assert len(re.findall(nil, message.body)) == 1
    assert ("#id_nie" in message.body, "heure de Paris" in message.body) == (False, True)
    arrets = re.findall(rf"{SITE}/relances/arret/(\S+)/", message.body)
    place = dossier.cree_par.appartenances.get()
    assert [read_jeton(jeton) for jeton in arrets] == [(place, "manque"), (place, "")]
    assert message.extra_headers["List-Unsubscribe"] == f"<{SITE}/relances/arret/{arrets[1]}/>"


def test_digest_speaks_of_every_dossier_the_most_urgent_first(read):
    """A limit ahead comes before the longest silence."""
    ancien = make_dossier(etape=2, nom="Ancien")
    presse = make_dossier(ancien.cree_par, etape=2, code="DSR-IMG-DB-Va2", nom="Pressé")
    limite = datetime(2025, 9, 10, 12, tzinfo=PARIS)
    for dossier in (ancien, presse):
        le = limite - 20 * JOUR
        Dossier.objects.filter(pk=dossier.pk).update(activite_le=le, attente_le=le)
        save_projection(fresh(dossier), le)
    sweep_relances(le=limite - 13 * JOUR)
    message = read("relance", limite - 13 * JOUR)
    assert (message.subject, Envoi.objects.count()) == ("2 dossiers attendent votre entreprise", 1)
    assert message.body.index("Solution : Pressé") < message.body.index("Solution : Ancien")


def test_question_leads_to_its_first_button(read):
    dossier = make_dossier(etape=2)
    sweep_relances(le=LUNDI + 3 * JOUR)
    assert has(read("relance", LUNDI + 3 * JOUR), field(dossier, "#id_montage_0")) == []


def test_third_party_is_the_one_to_press(read):
    dossier = make_dossier(etape=2)
    valeurs = {"montage": "oui", "moteur": "non", "nie": "1", "solution_tiers": "Beta", "versions_obsoletes": "néant"}
    save_reponses(dossier=dossier, valeurs=valeurs, par=dossier.cree_par, le=LUNDI)
    sweep_relances(le=LUNDI + 3 * JOUR)
    message = read("relance", LUNDI + 3 * JOUR)
    assert message.subject.endswith(": 1 point à régler à l’étape 2")
    assert has(message, "L’éditeur de la solution tierce doit vous répondre : sollicitez-le.") == []


@pytest.mark.parametrize(
    ("fabrique", "libelle", "ancre"),
    [
        (make_dossier, "1. Accepter la charte de référencement Ségur", "#id_acceptee"),
        (lambda: make_ready(make_dossier(etape=2)), "1. Envoyer l’étape 2 à l’ANS", ""),
    ],
)
def test_when_nothing_lacks_the_act_that_remains_is_named(read, fabrique, libelle, ancre):
    dossier = fabrique()
    sweep_relances(le=LUNDI + 3 * JOUR)
    assert has(read("relance", LUNDI + 3 * JOUR), libelle, field(dossier, ancre) + "\n") == []


def test_last_reminder_is_the_mandataires_and_says_that_the_ans_comes_next(read):
    dossier = make_dossier(etape=2)
    for jour in (3, 10, 21):
        Envoi.objects.update(etat="envoye")
        sweep_relances(le=LUNDI + jour * JOUR)
    message = read("relance", LUNDI + 21 * JOUR)
    engage = f"Vous recevez ce message parce que vous engagez l’entreprise {dossier.editeur}"
    assert has(message, "l’ANS en sera informée le jour ouvré suivant.", engage) == []


@pytest.mark.parametrize(
    ("genre", "jours", "page"), [("relance", (3,), "dossiers/"), ("relance_ans", (3, 10, 21, 22), "instruction/")]
)
def test_beyond_a_ceiling_the_others_are_counted_and_told_all_the_same(read, monkeypatch, genre, jours, page):
    monkeypatch.setattr("dossiers.queries.courriel.SECTIONS_MAX", 2)
    make_administrateur()
    moi = make_membre()
    noms = [make_dossier(moi, etape=2, nom=nom).solution.nom for nom in ("Alpha", "Beta", "Gamma", "Delta")]
    for jour in jours:
        sweep_relances(le=LUNDI + jour * JOUR)
    message = read(genre, LUNDI + jours[-1] * JOUR)
    assert [nom for nom in noms if nom in message.body] == noms[:2]
    assert has(message, "4 dossiers", f"Et 2 autres dossiers, à voir ici :\n{SITE}/{page}\n") == []
    assert f'<a href="{SITE}/{page}">Et 2 autres dossiers</a>' in message.alternatives[0][0]
    dites = Envoi.objects.get(genre=genre, etat="envoye").relances.filter(envoyee_le__isnull=False)
    assert dites.order_by().values("dossier").distinct().count() == 4


@pytest.mark.parametrize("avec_referent", [True, False])
def test_ans_is_told_who_is_silent_and_what_blocks(read, avec_referent):
    dossier, admin = make_dossier(etape=2, nom="Alpha"), make_administrateur()
    if avec_referent:
        take_dossier(dossier=dossier, par=admin, le=LUNDI)
    for jour in (3, 10, 21, 22):
        sweep_relances(le=LUNDI + jour * JOUR)
    message = read("relance_ans", LUNDI + 22 * JOUR)
    assert message.subject == f"{dossier.editeur}, Alpha 1 : sans suite depuis 22 jours"
    pourquoi = "vous êtes référent de ces dossiers à l’ANS, administrateur"
    nie = "- Numéro d’identification éditeur (NIE) (éditeur)\n"
    lien = f"{SITE}/instruction/{dossier.uuid}/"
    sans_suite = "L’entreprise n’a pas repris ce dossier depuis plus de trois semaines."
    assert has(message, sans_suite, nie, f"Entreprise : {dossier.editeur}", lien, pourquoi) == []
    jeton = message.extra_headers["List-Unsubscribe"].removeprefix(f"<{SITE}/relances/arret/").removesuffix("/>")
    place, sorte = read_jeton(jeton)
    assert (place.compte, sorte) == (admin, "")
    assert has(message, "Ne plus être prévenu : ce qui manque à un dossier", f"{SITE}/relances/\n") == []


def test_a_second_reader_is_told_that_one_waits_and_not_what_was_decided(read):
    ines, thomas = make_instructeur(prenom="Inès", nom="Leroy"), make_instructeur()
    dossier = make_proposed(par=ines, nom="Alpha")
    sweep_relances(le=LUNDI + JOUR)
    assert list(Envoi.objects.filter(genre="relance_ans").values_list("destinataire", flat=True)) == [thomas.pk]
    message = read("relance_ans", LUNDI + JOUR)
    assert message.subject == f"{dossier.editeur}, Alpha 1 : sans suite depuis 1 jour"
    quoi = "Ce dossier se lit à deux, et une décision y attend un lecteur."
    assert has(message, quoi, "- Une seconde lecture (l’ANS)\n", f"{SITE}/instruction/{dossier.uuid}/") == []
    assert (
        has(message, "Ne plus être prévenu : les secondes lectures attendues", "une seconde lecture est attendue.")
        == []
    )
    assert [mot for mot in ("refus", "Inès", "Leroy", "coupée") if mot in message.subject + message.body] == []


def test_ans_is_not_told_what_the_draft_says(read):
    """The status of the CNDA and the names of files are quoted to the éditeur alone, until it submits."""
    make_administrateur()
    dossier = make_ready(make_dossier(etape=2), statut_cnda="Recette")
    for jour in (3, 10, 21, 22):
        sweep_relances(le=LUNDI + jour * JOUR)
    message = read("relance_ans", LUNDI + 22 * JOUR)
    html = message.alternatives[0][0]
    assert [mot for mot in ("Recette", "cnda.png") if mot in message.body + html] == []
    assert len(re.findall(r"^- .+$", message.body, re.MULTILINE)) == fresh(dossier).manques == 1


# ---------------------------------------------------------------- all of them


def ladder(jours: tuple[int, ...]) -> None:
    make_administrateur()
    make_dossier(etape=2)
    for jour in jours:
        sweep_relances(le=LUNDI + jour * JOUR)


def instruct() -> None:
    dossier = make_ready(make_dossier(etape=2))
    take_dossier(dossier=dossier, par=make_instructeur(), le=LUNDI)
    submit_etape(dossier=dossier, par=dossier.cree_par, le=LUNDI)


def hold() -> None:
    retenue = Retenue.objects.create(le=LUNDI, prevues=900, habituel=100, seuil=300)
    cle, donnees = f"retenue:{retenue.pk}", {"retenue": retenue.pk}
    post_envoi(cle=cle, genre="retenue", destinataire=make_administrateur(), le=LUNDI, donnees=donnees)


def invite() -> None:
    dossier = make_dossier()
    invite_personne(editeur=dossier.editeur, courriel="z@exemple.fr", role="salarie", par=dossier.cree_par, le=LUNDI)


def forget() -> None:
    ask_mot_de_passe(courriel=make_membre().courriel, maintenant=LUNDI)


def revoke() -> None:
    make_decided("valider")
    decision = Decision.objects.select_related("soumission__dossier").get()
    revoke_decision(decision=decision, motif="Une erreur.", par=make_administrateur(), le=LUNDI)


def write() -> None:
    dossier = make_dossier(etape=2)
    take_dossier(dossier=dossier, par=make_instructeur(), le=LUNDI)
    dossier = fresh(dossier)
    connu = [("Solution", str(dossier.solution))]
    write_message(
        dossier=dossier, objet="Mon NIL", texte="Où le lire ?", contexte=connu, par=dossier.cree_par, le=LUNDI
    )


def hand() -> None:
    hand_dossier(dossier=make_submitted(), a=make_instructeur(), par=make_instructeur(), mot="À toi.", le=LUNDI)


def contact() -> None:
    make_administrateur()
    champs = {"nom": "Zoé", "courriel": "zoe@exemple.fr", "objet": "Candidater", "texte": "Par où commencer ?"}
    send_contact(**champs, contexte=[("Recherche", "candidater")], adresse="192.0.2.1", le=LUNDI)


def press() -> None:
    dossier = make_dossier(etape=2)
    valeurs = {"montage": "oui", "moteur": "non", "nie": "1", "solution_tiers": "Beta", "versions_obsoletes": "néant"}
    save_reponses(dossier=dossier, valeurs=valeurs, par=dossier.cree_par, le=LUNDI)
    name_tiers(dossier=dossier, courriel="lea@tiers.fr", accord=True, par=dossier.cree_par, le=LUNDI)
    sweep_relances(le=LUNDI + 3 * JOUR)


def waive() -> None:
    dossier = make_dossier(etape=2)
    grant_dispense(
        dossier=dossier,
        exigence="nie",
        portee=Portee.EDITEUR,
        motif="Cas prévu.",
        jusqu_au=LUNDI.date() + timedelta(days=60),
        version=dossier.version,
        par=make_administrateur(),
        le=LUNDI,
    )


SCENES = {
    Genre.RECEPISSE: make_submitted,
    Genre.A_INSTRUIRE: instruct,
    Genre.VALIDER: partial(make_decided, "valider"),
    Genre.DEMANDER_COMPLEMENTS: partial(make_decided, "demander_complements"),
    Genre.REFUSER: partial(make_decided, "refuser"),
    Genre.REVOCATION: revoke,
    Genre.RELANCE: partial(ladder, (3,)),
    Genre.RELANCE_ANS: partial(ladder, (3, 10, 21, 22)),
    Genre.RELANCE_TIERS: press,
    Genre.RETENUE: hold,
    Genre.INVITATION: invite,
    Genre.MOT_DE_PASSE: forget,
    Genre.CONFIE: hand,
    Genre.MESSAGE: write,
    Genre.CONTACT: contact,
    Genre.DISPENSE: waive,
    Genre.AVIS: partial(make_avis, jours=60),
}


@pytest.mark.parametrize("genre", list(Genre))
def test_every_mail_is_plain_and_tracks_nobody(genre, read):
    SCENES[genre]()
    message = read(genre, LUNDI + 22 * JOUR)
    [(html, kind)] = message.alternatives
    assert kind == "text/html"
    assert re.findall(r"<(?:img|style|script|link|font|table)\b|\bstyle=|\bon\w+=|\?utm", html) == []
    assert (html.count('<html lang="fr">'), html.count('name="viewport"')) == (1, 1)
    adresses = {re.sub("&amp;", "&", adresse) for adresse in re.findall(r'href="([^"]+)"', html)}
    assert {adresse.startswith(SITE) for adresse in adresses} == {True}
    assert adresses == set(re.findall(rf"{SITE}\S*", message.body))
    assert re.findall(r"\n{3}|[ \t]\n(?!Suivi)|None|\{|\}", message.body.replace("-- \n", "")) == []
