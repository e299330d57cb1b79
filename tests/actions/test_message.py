"""The thread of a dossier: whose answer is awaited, files joined by the path of the proofs, what is read."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile

from dossiers.actions import message as actions
from dossiers.actions.analyse import analyse_fichier, enqueue_late_analyses
from dossiers.actions.apercu import enqueue_late_apercus, make_apercu
from dossiers.actions.message import close_attente, mark_read
from dossiers.actions.quota import recompute_quota
from dossiers.actions.recalcul import recompute_dossier
from dossiers.actions.reconciliation import Bilan, reconcile_pieces
from dossiers.gateways.antivirus import EICAR
from dossiers.models import Dossier, Jointe, Message
from dossiers.queries.trace import verify_chain
from dossiers.rules.message import TROP_DE_JOINTES
from dossiers.rules.refus import Interdit, Refus
from dossiers.rules.retenue import Analyse
from tests.clamd import clamd
from tests.factories import (
    COULEURS,
    LUNDI,
    fresh,
    make_dossier,
    make_editeur,
    make_instructeur,
    make_membre,
    make_message,
    picture,
    upload,
)

pytestmark = pytest.mark.django_db
UNE_HEURE = timedelta(hours=1)


@pytest.fixture
def dossier():
    return make_dossier(etape=2)


@pytest.fixture
def ans():
    return make_instructeur()


def awaited(dossier: Dossier) -> tuple:
    lu = fresh(dossier)
    return lu.reponse_attendue, lu.reponse_attendue_le


def files(*couleurs: str) -> list:
    return [upload(f"{couleur}.png", picture(couleur=couleur)) for couleur in couleurs]


def kept() -> list[Path]:
    return [chemin for chemin in Path(settings.MEDIA_ROOT).rglob("*") if chemin.is_file()]


def test_the_ball_goes_from_one_side_to_the_other(dossier, ans):
    make_message(dossier, ans)
    assert awaited(dossier) == ("editeur", LUNDI)
    make_message(dossier, le=LUNDI + UNE_HEURE)
    assert awaited(dossier) == ("", None)
    make_message(dossier, attend_reponse=True, le=LUNDI + 2 * UNE_HEURE)
    assert awaited(dossier) == ("ans", LUNDI + 2 * UNE_HEURE)
    make_message(dossier, ans, attend_reponse=False, le=LUNDI + 3 * UNE_HEURE)
    assert awaited(dossier) == ("", None)


def test_a_message_makes_nobody_s_page_stale(dossier, ans):
    make_message(dossier, ans)
    assert fresh(dossier).version == dossier.version


def test_no_answer_comes_and_it_is_said_by_whom(dossier, ans):
    question, relance = make_message(dossier, ans), make_message(dossier, ans, le=LUNDI + UNE_HEURE)
    close_attente(dossier=dossier, par=ans, le=LUNDI + 2 * UNE_HEURE)
    for message in (question, relance):
        message.refresh_from_db()
        assert (message.sans_suite_le, message.sans_suite_par) == (LUNDI + 2 * UNE_HEURE, ans)
    assert awaited(dossier) == ("", None)
    with pytest.raises(Refus, match="Aucune réponse n’est attendue"):
        close_attente(dossier=dossier, par=ans)


def test_a_question_that_was_answered_is_never_said_to_be_left(dossier, ans):
    repondue = make_message(dossier, ans)
    make_message(dossier, le=LUNDI + UNE_HEURE, attend_reponse=False)
    ouverte = make_message(dossier, ans, le=LUNDI + 2 * UNE_HEURE)
    close_attente(dossier=dossier, par=ans, le=LUNDI + 3 * UNE_HEURE)
    repondue.refresh_from_db(), ouverte.refresh_from_db()
    assert (repondue.sans_suite_le, ouverte.sans_suite_le) == (None, LUNDI + 3 * UNE_HEURE)
    assert awaited(dossier) == ("", None)


def test_an_editeur_closes_its_own_question_only(dossier, ans):
    make_message(dossier)
    close_attente(dossier=dossier, par=dossier.cree_par)
    make_message(dossier, ans)
    with pytest.raises(Refus, match="C’est à l’ANS de dire"):
        close_attente(dossier=dossier, par=dossier.cree_par)
    with pytest.raises(Interdit):
        close_attente(dossier=dossier, par=make_membre(make_editeur("Autre")))
    assert awaited(dossier) == ("editeur", LUNDI)


def test_the_column_is_what_the_thread_says(dossier, ans):
    make_message(dossier, ans)
    assert recompute_dossier(dossier=fresh(dossier), le=LUNDI) == []
    Dossier.objects.update(reponse_attendue="", reponse_attendue_le=None)
    ((nom, tenue, _),) = recompute_dossier(dossier=fresh(dossier), le=LUNDI, corriger=True)
    assert (nom, tenue, awaited(dossier)) == ("reponse_attendue", None, ("editeur", LUNDI))


def test_who_left_the_ans_still_wrote_for_it(dossier, ans):
    message = make_message(dossier, ans)
    ans.role_ans = ""
    ans.save()
    assert Message.objects.get(pk=message.pk).de_l_ans


def test_a_message_is_read_once_by_the_other_side(dossier, ans):
    message = make_message(dossier)
    assert mark_read(dossier=dossier, par=dossier.cree_par, le=LUNDI) == 0
    assert [mark_read(dossier=dossier, par=ans, le=LUNDI + n * UNE_HEURE) for n in (1, 2)] == [1, 0]
    assert Message.objects.get(pk=message.pk).lu_le == LUNDI + UNE_HEURE


def test_files_are_kept_in_order_under_names_of_our_own(dossier, django_capture_on_commit_callbacks, monkeypatch):
    demandes = []
    monkeypatch.setattr("dossiers.actions.fichier.enqueue", lambda *demande: demandes.append(demande))
    with django_capture_on_commit_callbacks(execute=True):
        message = make_message(dossier, fichiers=[*files("red", "green"), upload("../red.png", picture(couleur="red"))])
    jointes = list(message.jointes.order_by("pk"))
    assert [(j.nom, j.type, j.dossier, j.deposee_par) for j in jointes] == [
        ("red.png", "png", dossier, dossier.cree_par),
        ("green.png", "png", dossier, dossier.cree_par),
    ]
    racine = dossier.uuid.hex
    assert [j.fichier.name for j in jointes] == [f"originaux/{racine}/{j.uuid.hex}" for j in jointes]
    taches = ("dossiers.tasks.jointe.preview", "dossiers.tasks.jointe.analyse")
    assert demandes[:4] == [(tache, j.pk) for j in jointes for tache in taches]


@pytest.mark.parametrize(
    ("fichiers", "phrase"),
    [
        ([upload("a.exe", b"MZ programme")], "Ce fichier est un programme"),
        ([upload("a.png", b"")], "Ce fichier est vide"),
        ([upload("a.png", picture()), upload("b.zip", b"PK\x03\x04" + b"0" * 40)], "Le fichier «\u00a0b.zip\u00a0»"),
        ([upload(f"{n}.png", picture()) for n in COULEURS], TROP_DE_JOINTES),
    ],
)
def test_one_file_that_cannot_be_taken_leaves_nothing(dossier, fichiers, phrase):
    for fichier in fichiers:
        fichier.seek(0)
    with pytest.raises(Refus) as refus:
        make_message(dossier, fichiers=fichiers)
    assert refus.value.champs["fichiers"].startswith(phrase)
    assert (Message.objects.count(), Jointe.objects.count(), kept()) == (0, 0, [])


def test_a_failure_after_the_files_leaves_none(dossier, monkeypatch):
    def fail(*_, **__):
        raise OSError("disk")

    monkeypatch.setattr(actions, "_tell", fail)
    with pytest.raises(OSError, match="disk"):
        make_message(dossier, fichiers=files("red"))
    assert (Message.objects.count(), kept()) == (0, [])


def test_attachments_count_in_what_a_company_may_keep(dossier, settings):
    settings.QUOTA_EDITEUR_PIECES = 2
    make_message(dossier, fichiers=files("red", "green"))
    with pytest.raises(Refus, match="a atteint ce qu’elle peut garder") as refus:
        make_message(dossier, fichiers=files("blue"))
    assert list(refus.value.champs) == ["fichiers"]
    dossier.editeur.refresh_from_db()
    assert (dossier.editeur.pieces_deposees, recompute_quota(editeur=dossier.editeur)) == (2, [])


def test_previews_and_analyses_are_those_of_the_proofs(dossier, settings):
    (jointe,) = make_message(dossier, fichiers=files("red")).jointes.all()
    assert [make_apercu(jointe.pk, genre=Jointe) for _ in range(2)] == [True, False]
    with clamd(settings):
        assert analyse_fichier(jointe.pk, genre=Jointe) is Analyse.SAINE
    jointe.refresh_from_db()
    assert (jointe.etat_apercu, jointe.analyse) == ("fait", "saine")


def test_an_infected_one_is_put_out_of_reach_and_told(dossier, monkeypatch):
    (jointe,) = make_message(dossier, fichiers=files("red")).jointes.all()
    monkeypatch.setattr("dossiers.actions.analyse.analyse_octets", lambda octets: Analyse.INFECTEE)
    analyse_fichier(jointe.pk, genre=Jointe, le=LUNDI)
    assert fresh(dossier).evenements.last().geste == "virus_trouve_jointe"
    assert verify_chain(dossier) == ()
    assert make_apercu(jointe.pk, genre=Jointe) is False


def test_what_was_lost_is_asked_for_again(dossier, monkeypatch):
    (jointe,) = make_message(dossier, fichiers=files("red")).jointes.all()
    demandes = []
    for module in ("apercu", "analyse"):
        monkeypatch.setattr(f"dossiers.actions.{module}.enqueue", lambda *d: demandes.append(d) is None)
    enqueue_late_apercus(LUNDI + UNE_HEURE)
    enqueue_late_analyses(LUNDI + UNE_HEURE)
    assert demandes == [("dossiers.tasks.jointe.preview", jointe.pk), ("dossiers.tasks.jointe.analyse", jointe.pk)]


def test_the_sweep_of_the_orphans_leaves_attachments_alone(dossier, settings):
    (jointe,) = make_message(dossier, fichiers=files("red")).jointes.all()
    make_apercu(jointe.pk, genre=Jointe)
    jointe.fichier.storage.save("originaux/inconnu", ContentFile(b"x"))
    bilan = reconcile_pieces(le=LUNDI + timedelta(days=3650), corriger=True)
    assert bilan == Bilan(("originaux/inconnu",), (), ())
    assert len(kept()) == 2


def test_eicar_is_no_picture(dossier):
    with pytest.raises(Refus, match="n’est pas une image"):
        make_message(dossier, fichiers=[upload("eicar.png", EICAR)])
