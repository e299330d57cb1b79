"""The demonstration's mails: newest first, text only, and no other file than those."""

import os

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection
from django.urls import reverse

from tests.factories import LUNDI

FICHIERS = "django.core.mail.backends.filebased.EmailBackend"


@pytest.fixture
def boite(settings, tmp_path):
    settings.DEMONSTRATION = True
    settings.EMAIL_BACKEND = FICHIERS
    settings.EMAIL_FILE_PATH = tmp_path / "courriels"
    settings.EMAIL_FILE_PATH.mkdir()
    return settings.EMAIL_FILE_PATH


def write(boite, nom: str, *objets: str, age: int = 0) -> None:
    """A file as Django's backend writes it: several mails of one connection."""
    connection = get_connection(FICHIERS, file_path=str(boite))
    connection._fname = str(boite / f"{nom}.log")
    messages = []
    for objet in objets:
        message = EmailMultiAlternatives(
            objet, f"Corps de {objet} : http://localhost:8000/compte/", "a@b.example", ["c@d.example"]
        )
        message.attach_alternative("<p>En HTML <script>alert(1)</script></p>", "text/html")
        messages.append(message)
    connection.send_messages(messages)
    os.utime(boite / f"{nom}.log", (1_800_000_000 - age, 1_800_000_000 - age))


def test_newest_first_whatever_the_file(client, boite):
    write(boite, "20260302-100000-1", "Premier", "Deuxième", age=60)
    write(boite, "20260302-090000-2", "Troisième")
    response = client.get(reverse("courriels"))
    assert [c.objet for c in response.context["courriels"]] == ["Troisième", "Deuxième", "Premier"]


def test_one_mail_shows_its_text_with_links_and_not_its_html(client, boite):
    write(boite, "20260302-100000-1", "Premier", "Étape 2 : une pièce manque")
    response = client.get(reverse("courriel", args=["20260302-100000-1.2"]))
    body = response.content.decode()
    assert response.context["courriel"].objet == "Étape 2 : une pièce manque"
    assert ('<a href="http://localhost:8000/compte/"' in body, "alert(1)" in body) == (True, False)


def test_the_hour_is_that_of_paris(client, boite, time_machine):
    time_machine.move_to(LUNDI)
    write(boite, "20260302-100000-1", "Premier")
    assert "2 mars 2026 à 10\u00a0h<" in client.get(reverse("courriels")).content.decode()


def test_empty_box_says_so(client, boite):
    assert "Aucun courriel pour l’instant" in client.get(reverse("courriels")).content.decode()


def test_no_box_yet_is_an_empty_box(client, boite):
    boite.rmdir()
    assert client.get(reverse("courriels")).context["courriels"] == []


@pytest.mark.parametrize(
    "nom",
    [
        "20260302-100000-1.3",
        "20260302-100000-1",
        "absent",
        "..%2Fsecret.1",
        "....//secret",
        "%2Fetc%2Fpasswd.1",
        "secret.1",
    ],
)
def test_any_other_name_is_a_404(client, boite, nom):
    write(boite, "20260302-100000-1", "Premier", "Deuxième")
    (boite.parent / "secret.log").write_text("Subject: secret\n\nsecret")
    (boite / "secret.log").write_text("Subject: secret\n\nsecret")
    response = client.get(f"/courriels/{nom}/")
    assert (response.status_code, b"Premier" in response.content) == (404, False)


@pytest.mark.parametrize(
    "champs", [{"DEMONSTRATION": False}, {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend"}]
)
def test_outside_of_the_demonstration_there_is_no_such_page(client, boite, settings, champs):
    write(boite, "20260302-100000-1", "Premier")
    for name, value in champs.items():
        setattr(settings, name, value)
    assert client.get("/courriels/").status_code == 404
    assert client.get("/courriels/20260302-100000-1.1/").status_code == 404
