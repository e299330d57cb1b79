"""A message as it leaves: its identity, its stop link, and failures that say nothing of anybody."""

from smtplib import SMTPRecipientsRefused

import pytest
from django.core.mail import EmailMultiAlternatives

from dossiers.gateways.courriel import Courriel, EnvoiImpossible, compose_courriel, send_courriel

ADRESSE = "camille@exemple.fr"
COURRIEL = Courriel(ADRESSE, "L’objet", "Le texte.\n", "<p>Le texte.</p>", "<abc@suivi-segur>")
INVITATION = {
    "adresse": "http://essai",
    "destinataire": {"prenom": "Zoé"},
    "lien_arret": "",
    "editeur": "A & B <Santé>",
    "role": "Salarié",
    "nouveau": False,
    "lien": "http://essai/?a=1&b=2",
}


def headers_of(message) -> dict[str, str]:
    return {nom: valeur for nom, valeur in message.message().items() if nom not in ("Date", "Content-Type", "Subject")}


def test_message_keeps_its_identity_and_announces_itself_as_automatic(mailoutbox, settings):
    settings.DEFAULT_FROM_EMAIL = "Suivi <suivi@exemple.fr>"
    send_courriel(COURRIEL)
    [message] = mailoutbox
    assert message.subject == "L’objet"
    entetes = headers_of(message)
    assert entetes == {
        "MIME-Version": "1.0",
        "From": "Suivi <suivi@exemple.fr>",
        "To": ADRESSE,
        "Message-ID": "<abc@suivi-segur>",
        "Auto-Submitted": "auto-generated",
    }
    assert (message.body, list(message.alternatives)) == (
        "Le texte.\n",
        [("<p>Le texte.</p>", "text/html")],
    )


def test_stop_link_works_in_one_click(mailoutbox):
    send_courriel(Courriel(ADRESSE, "o", "t", "h", "<a@b>", arret="http://essai/arret"))
    entetes = mailoutbox[0].message()
    assert (entetes["List-Unsubscribe"], entetes["List-Unsubscribe-Post"]) == (
        "<http://essai/arret>",
        "List-Unsubscribe=One-Click",
    )


@pytest.mark.parametrize(
    "erreur",
    [SMTPRecipientsRefused({ADRESSE: (550, b"no such user")}), ConnectionRefusedError(111, ADRESSE), TimeoutError()],
)
def test_failure_tells_its_kind_and_no_address(monkeypatch, erreur):
    def send(self) -> None:
        raise erreur

    monkeypatch.setattr(EmailMultiAlternatives, "send", send)
    with pytest.raises(EnvoiImpossible) as refus:
        send_courriel(COURRIEL)
    assert (str(refus.value), refus.value.__cause__) == (type(erreur).__name__, None)


def test_text_is_text_and_html_is_escaped():
    courriel = compose_courriel("invitation", INVITATION, pour=ADRESSE, message_id="<a@b>")
    assert courriel.objet == "Votre accès au Suivi Ségur pour A & B <Santé>"
    assert ("A & B <Santé>" in courriel.texte, "http://essai/?a=1&b=2" in courriel.texte) == (True, True)
    assert ("A &amp; B &lt;Santé&gt;" in courriel.html, "<Santé>" in courriel.html) == (True, False)


def test_subject_is_one_line():
    editeur = "Société\r\nBcc: autre@exemple.fr"
    courriel = compose_courriel("invitation", {**INVITATION, "editeur": editeur}, pour=ADRESSE, message_id="<a@b>")
    assert courriel.objet == "Votre accès au Suivi Ségur pour Société Bcc: autre@exemple.fr"
