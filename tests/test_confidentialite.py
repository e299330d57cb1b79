"""What the ANS writes to itself reaches no éditeur: every address of the site, every mail, the receipt, the export.

Canaries stand in the notes, the opinions, the second reading and its waiver; then all that an éditeur can open is read.
"""

import csv
import io
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from dossiers.actions.avis import answer_avis
from dossiers.actions.envoi import send_envoi
from dossiers.actions.etape import decide_etape
from dossiers.actions.note import withdraw_note, write_note
from dossiers.actions.relance import remind_dossier
from dossiers.actions.relecture import waive_relecture
from dossiers.models import Dossier, Envoi
from tests.factories import LUNDI, fresh, make_administrateur, make_avis, make_instructeur, make_proposed, verdicts
from tests.test_matrice_url import addresses, arguments, monde  # noqa: F401

pytestmark = pytest.mark.django_db
CANARIS = (
    "CANARI-NOTE", "CANARI-RETIREE", "CANARI-QUESTION", "CANARI-REPONSE", "CANARI-PERSONNE", "canari@exemple.fr",
    "CANARI-PREMIER", "CANARI-DISPENSE", "Leroycanari",
)  # fmt: skip
# Words that would tell that it happened.
MOTS = ("seconde lecture", "lecture attendue", "note interne", "avis demandé", "second lecteur")


def make_secrets(dossier: Dossier) -> Dossier:
    """Everything the ANS may write to itself on a dossier that is submitted; a refusal of it waits."""
    ines = make_instructeur(prenom="Inès", nom="Leroycanari")
    write_note(dossier=dossier, texte="CANARI-NOTE", exigence="nie", par=ines)
    withdraw_note(note=write_note(dossier=dossier, texte="CANARI-RETIREE", par=ines), par=ines)
    champs = {"question": "CANARI-QUESTION", "nom": "CANARI-PERSONNE", "courriel": "canari@exemple.fr"}
    avis = make_avis(fresh(dossier), ines, timezone.now(), **champs)
    answer_avis(avis=avis, texte="CANARI-REPONSE", sens="defavorable", adresse="192.0.2.1")
    make_avis(fresh(dossier), ines, timezone.now(), **champs)
    propose(fresh(dossier), ines)
    remind_dossier(dossier_id=dossier.pk, le=timezone.now() + timedelta(days=7))
    return fresh(dossier)


def propose(dossier: Dossier, par) -> None:
    conteste = verdicts(nil=("a_corriger", "CANARI-PREMIER"))
    champs = {"decision": "refuser", "version": dossier.version, "par": par, "motif": "CANARI-PREMIER"}
    decide_etape(dossier=dossier, examens=conteste, **champs)


def waive_and_ask(dossier: Dossier) -> Dossier:
    """The waiver, then complements: what the éditeur is told is theirs."""
    waive_relecture(dossier=dossier, motif="CANARI-DISPENSE", par=make_administrateur())
    dossier, conteste = fresh(dossier), verdicts(preuve_cnda=("a_corriger", "Elle est coupée."))
    par, version = make_instructeur(), dossier.version
    decide_etape(dossier=dossier, decision="demander_complements", examens=conteste, version=version, par=par)
    return fresh(dossier)


def found_in(texte: str) -> list[str]:
    return [mot for mot in (*CANARIS, *MOTS) if mot.lower() in texte.lower()]


def read(client: Client, url: str) -> str:
    reponse = client.get(url)
    octets = b"".join(reponse.streaming_content) if reponse.streaming else reponse.content
    return read_pdf(octets) if octets.startswith(b"%PDF") else octets.decode("utf-8", "replace")


def read_pdf(octets: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(octets)).pages)


@pytest.mark.parametrize("role", ["mandataire", "salarie"])
@pytest.mark.parametrize("suite", ["attendue", "complements"])
def test_no_address_of_the_site_shows_any_of_it_to_an_editeur(monde, role, suite):  # noqa: F811
    dossier = make_secrets(monde.dossier)
    if suite == "complements":
        waive_and_ask(dossier)
    client = Client()
    client.force_login(monde.comptes[role])
    lues = 0
    # The address of an opinion is its holder's, whoever is signed in: nobody of the company was given it.
    for adresse, noms in addresses():
        if not adresse.startswith("avis"):
            texte = read(client, reverse(adresse, kwargs=arguments(noms, monde, adresse)))
            assert (adresse, found_in(texte)) == (adresse, [])
            lues += monde.dossier.reference in texte
    assert lues > 3


def test_the_same_pages_show_it_to_the_ans(monde):  # noqa: F811
    """So that the test above can fail."""
    dossier = make_secrets(monde.dossier)
    client = Client()
    client.force_login(monde.comptes["administrateur"])
    texte = read(client, reverse("instruction:dossier", args=[dossier.uuid]))
    vus = set(found_in(texte))
    assert {"CANARI-NOTE", "CANARI-RETIREE", "CANARI-QUESTION", "CANARI-REPONSE", "CANARI-PERSONNE"} <= vus
    assert "CANARI-PREMIER" not in vus


def test_no_mail_to_an_editeur_says_any_of_it(monde, mailoutbox):  # noqa: F811
    waive_and_ask(make_secrets(monde.dossier))
    for envoi in Envoi.objects.order_by("pk"):
        send_envoi(envoi_id=envoi.pk, le=timezone.now() + timedelta(hours=1))
    siens = {monde.comptes[role].courriel for role in ("mandataire", "salarie")}
    lus = [message for message in mailoutbox if set(message.to) & siens]
    assert len(lus) >= 4
    for message in lus:
        assert found_in(f"{message.subject} {message.body} {message.alternatives[0][0]}") == []


def test_neither_the_export_nor_the_receipt(monde):  # noqa: F811
    dossier = waive_and_ask(make_secrets(monde.dossier))
    client = Client()
    client.force_login(monde.comptes["administrateur"])
    export = read(client, reverse("pilotage:export"))
    assert len(list(csv.reader(io.StringIO(export), delimiter=";"))) >= 2
    assert found_in(export) == []
    client.force_login(monde.comptes["mandataire"])
    assert found_in(read(client, reverse("depot:recepisse_pdf", args=[dossier.uuid, 1]))) == []


def test_a_refusal_tells_its_own_reasons_and_no_more(monde):  # noqa: F811
    """The first reader's reason is the éditeur's to read only where the second gave it too."""
    membre = monde.comptes["mandataire"]
    dossier = make_proposed(membre=membre, nom="Autre", par=make_instructeur(nom="Leroycanari"))
    dossier, par = fresh(dossier), make_instructeur()
    examens, version = verdicts(nie=("a_corriger", "Ce NIE n’est pas le vôtre.")), dossier.version
    decide_etape(dossier=dossier, decision="refuser", examens=examens, version=version, par=par, le=LUNDI)
    client = Client()
    client.force_login(membre)
    texte = read(client, reverse("depot:etape", args=[dossier.uuid, 2]))
    assert "Ce NIE n’est pas le vôtre." in texte
    assert "La copie d’écran est coupée." not in texte
    assert found_in(texte) == []
