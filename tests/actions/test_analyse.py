"""A proof is shown to the antivirus once; an infected one is out of reach at once, and must be replaced."""

from datetime import timedelta

import pytest

from dossiers.actions import analyse as actions
from dossiers.actions.analyse import analyse_fichier, enqueue_late_analyses
from dossiers.actions.apercu import make_apercu
from dossiers.actions.etape import submit_etape
from dossiers.actions.piece import deposit_piece
from dossiers.actions.projection import save_projection
from dossiers.gateways.antivirus import EICAR, AntivirusInjoignable
from dossiers.models import Dossier, Piece
from dossiers.queries.situation import situation_of
from dossiers.queries.trace import verify_chain
from dossiers.rules.preparation import prepare_etape
from dossiers.rules.refus import Refus
from dossiers.rules.retenue import Analyse
from tests.clamd import clamd
from tests.factories import LUNDI, fresh, make_dossier, make_piece, make_ready, make_submitted, picture, upload

pytestmark = pytest.mark.django_db
VIRUS = (
    "Un virus a été trouvé dans le fichier «\u00a0cnda.png\u00a0»\u00a0: remplacez-le par une nouvelle copie d’écran."
)


def _infected(dossier: Dossier) -> Piece:
    """EICAR in what a JPEG may carry after its picture."""
    fichier = upload(contenu=picture("JPEG") + EICAR)
    return deposit_piece(dossier=dossier, exigence="preuve_cnda", fichier=fichier, par=dossier.cree_par, le=LUNDI)


def test_sound_infected_or_not_analysed(settings):
    dossier = make_dossier(etape=2)
    assert [analyse_fichier(piece.pk) for piece in (make_piece(dossier), _infected(dossier))] == [
        Analyse.NON_ANALYSEE,
        Analyse.INFECTEE,
    ]
    with clamd(settings):
        assert [analyse_fichier(piece.pk) for piece in (make_piece(dossier), _infected(dossier))] == [
            Analyse.SAINE,
            Analyse.INFECTEE,
        ]


def test_an_infected_proof_must_be_replaced_before_sending_and_is_traced():
    dossier = make_ready(make_dossier(etape=2))
    piece = _infected(dossier)
    analyse_fichier(piece.pk, LUNDI)
    apres = fresh(dossier)
    assert (apres.manques, save_projection(apres, LUNDI)) == (1, [])
    (ligne,) = prepare_etape(situation_of(apres, LUNDI)).bloquantes
    assert (ligne.champ, ligne.phrase) == ("preuve_cnda", VIRUS)
    dernier = apres.evenements.order_by("rang").last()
    assert (dernier.geste, dernier.par, dernier.donnees) == (
        "virus_trouve",
        None,
        {"exigence": "preuve_cnda", "sha256": piece.sha256},
    )
    assert verify_chain(apres) == ()
    with pytest.raises(Refus):
        submit_etape(dossier=apres, par=dossier.cree_par)
    make_piece(apres)
    assert fresh(dossier).manques == 0


def test_an_infected_proof_has_no_preview_made():
    piece = _infected(make_dossier(etape=2))
    analyse_fichier(piece.pk)
    assert make_apercu(piece.pk) is False


def test_it_is_settled_once():
    piece = _infected(make_dossier(etape=2))
    assert [analyse_fichier(piece.pk), analyse_fichier(piece.pk), analyse_fichier(999_999)] == [
        Analyse.INFECTEE,
        None,
        None,
    ]
    assert piece.dossier.evenements.filter(geste="virus_trouve").count() == 1


def test_one_that_does_not_answer_is_asked_again(settings, monkeypatch, caplog):
    settings.CLAMD_URL = "tcp://127.0.0.1:1"
    piece = make_piece(make_dossier(etape=2))

    def silent(octets):
        raise AntivirusInjoignable("essai")

    monkeypatch.setattr(actions, "analyse_octets", silent)
    assert analyse_fichier(piece.pk) is None
    assert Piece.objects.get().analyse == "a_faire"
    assert caplog.messages == [f"antivirus injoignable, pièce {piece.pk} à analyser\u00a0: essai"]
    demandes = []
    monkeypatch.setattr(actions, "enqueue", lambda *demande: demandes.append(demande) is None)
    assert enqueue_late_analyses(LUNDI + timedelta(seconds=60)) == 0
    assert enqueue_late_analyses(LUNDI + timedelta(seconds=61)) == 1
    assert demandes == [("dossiers.tasks.piece.analyse", piece.pk)]


def test_few_are_asked_for_at_a_time(monkeypatch):
    dossier = make_dossier(etape=2)
    for _ in range(3):
        make_piece(dossier)
    monkeypatch.setattr(actions, "enqueue", lambda *demande: True)
    monkeypatch.setattr(actions, "LOT", 2)
    assert enqueue_late_analyses(LUNDI + timedelta(seconds=61)) == 2


def test_once_one_is_installed_it_sees_what_was_deposited_before(settings):
    piece = make_submitted().pieces.get()
    assert (analyse_fichier(piece.pk), analyse_fichier(piece.pk)) == (Analyse.NON_ANALYSEE, None)
    with clamd(settings):
        assert analyse_fichier(piece.pk) is Analyse.SAINE


def test_a_file_that_is_gone_fails_nothing():
    piece = make_piece(make_dossier(etape=2))
    piece.fichier.storage.delete(piece.fichier.name)
    assert (analyse_fichier(piece.pk), make_apercu(piece.pk)) == (None, False)
