"""What is joined to a message: how it leaves, what is withheld, to whom it belongs; the page of the thread."""

import pytest

from dossiers.actions.apercu import make_apercu
from dossiers.actions.dossier import take_dossier
from dossiers.actions.envoi import send_envoi
from dossiers.models import Envoi, Jointe, Message
from tests.factories import (
    LUNDI,
    fresh,
    make_administrateur,
    make_dossier,
    make_editeur,
    make_instructeur,
    make_membre,
    make_message,
    picture,
    upload,
)
from tests.instruction.outils import text
from tests.lecture import read_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def suivi():
    dossier = make_dossier(etape=2)
    take_dossier(dossier=dossier, par=make_instructeur(), le=LUNDI)
    return fresh(dossier)


@pytest.fixture
def jointe(suivi) -> Jointe:
    message = make_message(suivi, fichiers=[upload("ecran.png")])
    make_apercu(message.jointes.get().pk, genre=Jointe)
    return message.jointes.get()


def thread(dossier) -> str:
    return f"/aide/dossier/{dossier.uuid}/messages/"


def address(jointe: Jointe) -> str:
    return f"{thread(jointe.dossier)}jointe/{jointe.uuid}/"


def read(reponse) -> bytes:
    return b"".join(reponse.streaming_content)


def test_the_original_is_saved_never_shown(client, suivi, jointe):
    client.force_login(suivi.referent)
    reponse = client.get(address(jointe))
    assert (read(reponse), reponse["Content-Disposition"]) == (picture(), 'attachment; filename="ecran.png"')
    assert (reponse["Content-Security-Policy"], reponse["X-Content-Type-Options"]) == (
        "default-src 'none'; sandbox",
        "nosniff",
    )
    apercu = client.get(f"{address(jointe)}apercu/")
    assert (apercu["Content-Type"], read(apercu)[8:12]) == ("image/webp", b"WEBP")


def test_where_an_antivirus_is_only_what_is_sound_leaves_its_house(client, suivi, jointe, settings):
    settings.CLAMD_URL = "tcp://127.0.0.1:1"
    client.force_login(suivi.referent)
    assert client.get(address(jointe)).status_code == 404
    assert "en cours d’analyse par l’antivirus" in text(client.get(thread(suivi)))
    client.force_login(suivi.cree_par)
    with_own = client.get(address(jointe))
    assert (with_own.status_code, read(with_own)) == (200, picture())


@pytest.mark.parametrize("champs", [{"analyse": "infectee"}, {"quarantaine_le": LUNDI, "quarantaine_motif": "Un nom."}])
def test_what_is_put_aside_is_given_to_nobody(client, suivi, jointe, champs):
    Jointe.objects.update(**champs)
    for compte in (suivi.cree_par, suivi.referent):
        client.force_login(compte)
        assert [client.get(address(jointe) + fin).status_code for fin in ("", "apercu/")] == [404, 404]
        page = text(client.get(thread(suivi)))
        assert ("Télécharger ecran.png" in page, "ecran.png : " in page) == (False, True)


def test_another_company_s_is_not_found(client, jointe):
    client.force_login(make_membre(make_editeur("Autre")))
    for fin in ("", "apercu/"):
        assert client.get(address(jointe) + fin).status_code == 404


def test_another_dossier_of_the_same_company_does_not_hold_it(client, suivi, jointe):
    autre = make_dossier(suivi.cree_par)
    client.force_login(suivi.cree_par)
    assert client.get(f"{thread(autre)}jointe/{jointe.uuid}/").status_code == 404


def test_sent_from_the_page_with_several_files(client, suivi):
    client.force_login(suivi.cree_par)
    fichiers = [upload("a.png", picture(couleur="red")), upload("b.png", picture(couleur="blue"))]
    donnees = {"objet": "A", "texte": "B", "attend_reponse": "on", "fichiers": fichiers}
    assert client.post(thread(suivi), donnees).status_code == 302
    message = Message.objects.get()
    assert ([j.nom for j in message.jointes.all()], message.attend_reponse) == (["a.png", "b.png"], True)


def test_a_refused_file_loses_nothing_of_what_was_typed(client, suivi):
    client.force_login(suivi.cree_par)
    donnees = {
        "objet": "Mon objet",
        "texte": "Mon texte",
        "attend_reponse": "on",
        "fichiers": [upload("a.exe", b"MZx")],
    }
    reponse = client.post(thread(suivi), donnees)
    page = read_page(reponse)
    assert (page.find_id("id_objet").attrs["value"], page.find_id("id_texte").texte) == ("Mon objet", "Mon texte")
    assert "checked" in page.find_id("id_attend_reponse").attrs
    assert "Ce fichier est un programme" in page.find_id("id_fichiers_error").texte
    assert "choisissez-les à nouveau" in text(reponse)
    assert Message.objects.count() == 0


def test_the_page_says_where_the_ball_is_to_each(client, suivi):
    make_message(suivi, suivi.referent)
    client.force_login(suivi.cree_par)
    assert "C’est à vous de répondre : l’ANS attend votre réponse depuis" in text(client.get(thread(suivi)))
    assert "C’est à vous de répondre" in text(client.get("/dossiers/"))
    assert "C’est à vous de répondre" in text(client.get(f"/dossiers/{suivi.uuid}/"))
    client.force_login(suivi.referent)
    assert "C’est à l’éditeur de répondre : l’ANS attend sa réponse depuis" in text(client.get(thread(suivi)))
    assert "C’est à l’éditeur de répondre" in text(client.get(f"/instruction/{suivi.uuid}/"))


def test_the_box_is_ticked_for_whoever_asks(client, suivi):
    def ticked(compte) -> bool:
        client.force_login(compte)
        return "checked" in read_page(client.get(thread(suivi))).find_id("id_attend_reponse").attrs

    assert [ticked(compte) for compte in (suivi.cree_par, suivi.referent)] == [True, True]
    make_message(suivi, suivi.referent)
    assert [ticked(compte) for compte in (suivi.cree_par, suivi.referent)] == [False, True]


def test_closed_without_an_answer_from_the_page(client, suivi):
    make_message(suivi, suivi.referent)
    client.force_login(suivi.cree_par)
    assert "Classer sans suite" not in text(client.get(thread(suivi)))
    assert "C’est à l’ANS de dire" in text(client.post(f"{thread(suivi)}sans-suite/", follow=True))
    client.force_login(suivi.referent)
    assert "Classer sans suite" in text(client.get(thread(suivi)))
    page = text(client.post(f"{thread(suivi)}sans-suite/", follow=True))
    assert ("Plus aucune réponse n’est attendue" in page, f"sans suite, dit {suivi.referent}" in page) == (True, True)


def test_new_then_read(client, suivi):
    make_message(suivi)
    client.force_login(suivi.referent)
    assert ["nouveau" in text(client.get(thread(suivi))) for _ in range(2)] == [True, False]
    client.force_login(suivi.cree_par)
    assert "Lu le" in text(client.get(thread(suivi)))
    make_message(suivi, attend_reponse=False)
    assert "Pas encore lu" in text(client.get(thread(suivi)))


def test_put_aside_and_given_back_from_the_page(client, suivi, jointe):
    client.force_login(suivi.referent)
    adresse = f"{address(jointe)}quarantaine/"
    assert "Des données de patient se lisent" in client.get(adresse).content.decode()
    vide = client.post(adresse, {"motif": " "})
    assert (vide.status_code, list(vide.context["form"].errors)) == (200, ["motif"])
    assert client.post(adresse, {"motif": "Un nom se lit."}).url == thread(suivi)
    assert "Motif : Un nom se lit." in text(client.get(thread(suivi)))
    assert client.post(f"{adresse}lever/").status_code == 403
    client.force_login(make_administrateur())
    assert "Lever la quarantaine" in text(client.get(thread(suivi)))
    assert "de nouveau remise" in text(client.post(f"{adresse}lever/", follow=True))


def test_the_mail_names_the_files_and_says_an_answer_is_awaited(suivi, mailoutbox):
    make_message(suivi, suivi.referent, fichiers=[upload("ecran.png")])
    send_envoi(envoi_id=Envoi.objects.get(genre="message").pk, le=LUNDI)
    assert "Pièces jointes, à lire dans le dossier\u00a0: ecran.png" in mailoutbox[0].body
    assert "Une réponse est attendue." in mailoutbox[0].body
    assert mailoutbox[0].attachments == []


@pytest.mark.parametrize("nombre", [1, 3])
def test_the_thread_costs_the_same_whatever_is_joined(client, suivi, nombre, django_assert_num_queries):
    fichiers = [upload(f"{n}.png", picture(taille=(9 + n, 9))) for n in range(nombre)]
    for _ in range(nombre):
        make_message(suivi, suivi.referent)
    make_message(suivi, fichiers=fichiers)
    client.force_login(suivi.cree_par)
    client.get(thread(suivi))
    with django_assert_num_queries(11):
        client.get(thread(suivi))
