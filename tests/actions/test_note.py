"""Internal notes: the ANS writes them, their author takes them back, nobody rewrites or deletes one."""

from datetime import timedelta

import pytest

from dossiers.actions.note import withdraw_note, write_note
from dossiers.models import Note
from dossiers.queries.note import note_of, notes_of
from dossiers.queries.perimetre import Introuvable
from dossiers.queries.referentiel import dispositif_of
from dossiers.rules.refus import Interdit, Refus
from tests.factories import LUNDI, fresh, make_dossier, make_instructeur, make_membre, make_submitted

pytestmark = pytest.mark.django_db
MARDI = LUNDI + timedelta(days=1)


@pytest.fixture
def ines():
    return make_instructeur(prenom="Inès", nom="Leroy")


def test_on_the_dossier_or_on_a_requirement(ines):
    dossier = make_submitted()
    write_note(dossier=dossier, texte=" Déjà vu en 2025. ", par=ines, le=LUNDI)
    write_note(dossier=dossier, texte="Illisible ?", exigence="preuve_cnda", par=ines, le=MARDI)
    lignes = notes_of(dossier, ines, dispositif_of(dossier.referentiel))
    assert [(x.note.texte, x.sur, x.retirable) for x in lignes] == [
        ("Illisible ?", "Preuve de la demande déposée au CNDA", True),
        ("Déjà vu en 2025.", "", True),
    ]


def test_it_moves_nothing_of_the_dossier(ines):
    dossier = make_dossier()
    avant = dossier.version, dossier.evenements.count()
    write_note(dossier=dossier, texte="À suivre.", par=ines)
    assert (fresh(dossier).version, dossier.evenements.count()) == avant


@pytest.mark.parametrize(
    ("champs", "attendu"),
    [
        ({"texte": " "}, {"note_texte": "Écrivez la note avant de l’enregistrer."}),
        (
            {"texte": "x" * 5001},
            {"note_texte": "Cette note compte 5001 caractères\u202f; 5000 au plus sont admis."},
        ),
        (
            {"texte": "Oui.", "exigence": "inconnue"},
            {"note_exigence": "Choisissez le dossier, ou une de ses exigences."},
        ),
    ],
)
def test_refused_with_its_field(ines, champs, attendu):
    with pytest.raises(Refus) as refus:
        write_note(dossier=make_dossier(), par=ines, **champs)
    assert refus.value.champs == attendu
    assert not Note.objects.exists()


def test_taken_back_by_its_author_only_and_kept(ines):
    note = write_note(dossier=make_dossier(), texte="Faux.", par=ines, le=LUNDI)
    with pytest.raises(Interdit, match="Seul l’auteur d’une note peut la retirer"):
        withdraw_note(note=note, par=make_instructeur())
    withdraw_note(note=note, par=ines, le=MARDI)
    withdraw_note(note=note, par=ines, le=MARDI + timedelta(days=1))
    note.refresh_from_db()
    assert (note.texte, note.retiree_le) == ("Faux.", MARDI)
    assert [x.retirable for x in notes_of(note.dossier, ines, dispositif_of(note.dossier.referentiel))] == [False]


def test_nobody_of_an_editeur_writes_or_takes_back(ines):
    dossier = make_dossier()
    note = write_note(dossier=dossier, texte="À voir.", par=ines)
    for par in (dossier.cree_par, make_membre()):
        with pytest.raises(Interdit, match="Écrire une note interne"):
            write_note(dossier=dossier, texte="Moi aussi.", par=par)
        with pytest.raises(Interdit, match="Écrire une note interne"):
            withdraw_note(note=note, par=par)


def test_another_dossier_s_note_is_unknown(ines):
    note = write_note(dossier=make_dossier(), texte="Ici.", par=ines)
    assert note_of(ines, note.dossier.uuid, note.pk) == note
    with pytest.raises(Introuvable):
        note_of(ines, make_dossier().uuid, note.pk)


def test_the_same_words_again_are_one_note(ines):
    """A page that is reloaded sends its form again; what is written again later is another note."""
    dossier = make_submitted()
    premiere = write_note(dossier=dossier, texte="À voir.", par=ines, le=LUNDI)
    assert write_note(dossier=dossier, texte="À voir.", par=ines, le=LUNDI + timedelta(minutes=9)) == premiere
    autres = [
        write_note(dossier=dossier, texte="À voir.", exigence="nil", par=ines, le=LUNDI),
        write_note(dossier=dossier, texte="À voir.", par=make_instructeur(), le=LUNDI),
        write_note(dossier=dossier, texte="À voir.", par=ines, le=LUNDI + timedelta(minutes=11)),
    ]
    assert Note.objects.count() == 1 + len(autres)
