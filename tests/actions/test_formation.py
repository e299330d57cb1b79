"""Training dossiers: a whole life of one, and nothing of it anywhere else."""

from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from stdnum.fr import siren

from dossiers.actions.apercu import make_apercu
from dossiers.actions.avis import ask_avis
from dossiers.actions.confie import post_confie
from dossiers.actions.dispense import grant_dispense, lift_dispense, sweep_dispenses
from dossiers.actions.dossier import take_dossier
from dossiers.actions.envoi import post_envoi, sweep_envois
from dossiers.actions.etape import decide_etape
from dossiers.actions.formation import COURRIEL, ensure_fictif, restart_formation, start_formation, sweep_formations
from dossiers.actions.jointe import purge_jointe
from dossiers.actions.message import write_message
from dossiers.actions.reconciliation import reconcile_pieces
from dossiers.actions.relance import ask_relance, sweep_relances
from dossiers.models import Compte, Dossier, Editeur, Envoi, Evenement, Jointe, Piece, Relance
from dossiers.models.editeur import SIREN_FORMATION, check_siren
from dossiers.queries.situation import situation_of
from dossiers.queries.trace import verify_chain
from dossiers.rules.dispense import Portee
from dossiers.rules.formation import EXERCICES, find_exercice
from dossiers.rules.garde import expected_examens
from dossiers.rules.parcours import Etat
from dossiers.rules.refus import Interdit, Refus
from dossiers.rules.situation import Examen
from tests.factories import (
    LUNDI,
    MOT_DE_PASSE,
    fresh,
    make_administrateur,
    make_dossier,
    make_instructeur,
    make_membre,
    make_message,
    make_referentiel,
    make_submitted,
    picture,
    upload,
)

pytestmark = pytest.mark.django_db
CODES = (
    "DSR-BIO-SGL-Va2",
    "DSR-HOP-DPI-Va2",
    "DSR-HOP-PFI-Va2",
    "DSR-IMG-DB-Va2",
    "DSR-MDV-LGC-Va1",
    "DSR-MDV-LGC-Va2",
    "REM-MS-DUI-Va2",
)


def start(exercice: str = "propre", par: Compte | None = None, le=LUNDI, code: str = "DSR-MDV-LGC-Va2") -> Dossier:
    return start_formation(
        exercice=find_exercice(exercice), referentiel=make_referentiel(code), par=par or make_instructeur(), le=le
    )


@pytest.mark.parametrize("exercice", [e.code for e in EXERCICES])
def test_each_exercise_is_sent_and_synthetic(exercice: str) -> None:
    dossier = start(exercice)
    assert (dossier.formation, dossier.etape, dossier.etat) == (True, 2, Etat.SOUMISE)
    assert (dossier.editeur.formation, dossier.editeur.siren) == (True, SIREN_FORMATION)
    assert dossier.cree_par.courriel == COURRIEL


@pytest.mark.parametrize("code", CODES)
def test_every_dispositif_of_the_fixtures_can_be_trained_on(code: str) -> None:
    assert start(code=code).etat == Etat.SOUMISE


def test_the_reviewer_who_asked_is_in_its_history_and_the_exercise_is_not_said_in_its_name() -> None:
    par = make_instructeur()
    dossier = start("sous_seuil", par)
    evenement = dossier.evenements.get(geste="s_entrainer")
    assert (evenement.par, evenement.donnees) == (par, {"exercice": "sous_seuil"})
    assert "seuil" not in str(dossier.solution)


def test_two_exercises_do_not_share_their_numbers() -> None:
    un, deux = start(), start()
    assert un.solution_id != deux.solution_id
    assert un.nil != deux.nil


def test_a_montage_needs_no_proof() -> None:
    contenu = start("montage").soumissions.get().contenu
    assert contenu["reponses"]["montage"] == "oui"


def test_someone_of_a_company_cannot_train() -> None:
    with pytest.raises(Interdit, match="S’entraîner"):
        start(par=make_membre())
    assert Dossier.objects.count() == 0


def test_beginning_again_makes_another_of_the_same_exercise() -> None:
    par = make_instructeur()
    dossier = start("autre_nil", par)
    autre = restart_formation(dossier=dossier, par=par, le=LUNDI)
    assert autre.pk != dossier.pk
    assert autre.evenements.get(geste="s_entrainer").donnees == {"exercice": "autre_nil"}


def test_a_real_dossier_is_not_begun_again() -> None:
    with pytest.raises(Refus, match="n’est pas un dossier de formation"):
        restart_formation(dossier=make_submitted(), par=make_instructeur(), le=LUNDI)


class TestSynthetic:
    def test_the_siren_has_the_right_key_and_nobody_may_bear_it(self) -> None:
        assert siren.is_valid(SIREN_FORMATION)
        with pytest.raises(ValidationError, match="Ce SIREN n’est pas valide"):
            check_siren(SIREN_FORMATION)

    @pytest.mark.parametrize(("numero", "formation"), [(SIREN_FORMATION, False), ("732829320", True)])
    def test_the_training_company_and_its_siren_go_together(self, numero: str, formation: bool) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            Editeur.objects.create(raison_sociale="X", siren=numero, formation=formation)

    def test_a_training_dossier_has_no_reminder_even_by_hand_in_the_table(self) -> None:
        dossier = start()
        with pytest.raises(IntegrityError), transaction.atomic():
            Dossier.objects.filter(pk=dossier.pk).update(prochaine_relance=LUNDI)

    def test_nobody_signs_in_as_the_synthetic_person(self) -> None:
        compte = ensure_fictif()
        assert (compte.is_active, compte.has_usable_password()) == (False, False)
        assert authenticate(None, username=COURRIEL, password=MOT_DE_PASSE) is None

    def test_it_is_opened_once(self) -> None:
        assert ensure_fictif() == ensure_fictif()
        assert Editeur.objects.filter(formation=True).count() == 1


def judge(dossier: Dossier, *contestees: str, le=LUNDI) -> dict[str, Examen]:
    codes = expected_examens(situation_of(fresh(dossier), le))
    return {c: Examen(c, "a_corriger", "À revoir.") if c in contestees else Examen(c, "conforme") for c in codes}


class TestNoMail:
    def test_a_whole_life_writes_to_nobody(self, settings, django_capture_on_commit_callbacks) -> None:
        """Sent, taken, questioned, waived, contested, swept for months, decided: not one mail, not one reminder."""
        settings.RELANCES_A_TOUTE_HEURE = True
        referent, admin = make_instructeur(), make_administrateur()
        with django_capture_on_commit_callbacks(execute=True):
            dossier = start(par=referent)
            take_dossier(dossier=dossier, par=referent, le=LUNDI)
            write_message(dossier=fresh(dossier), objet="A", texte="B", contexte=[], par=referent, le=LUNDI)
            dispense = grant_dispense(
                dossier=dossier,
                exigence="nil",
                portee=Portee.EDITEUR,
                motif="Essai.",
                jusqu_au=LUNDI.date() + timedelta(days=5),
                version=fresh(dossier).version,
                par=admin,
                le=LUNDI,
            )
            sweep_dispenses(le=LUNDI + timedelta(hours=1))
            lift_dispense(dispense=dispense, motif="Fini.", par=admin, le=LUNDI + timedelta(hours=2))
            decide_etape(
                dossier=dossier,
                decision="demander_complements",
                examens=judge(dossier, "preuve_cnda", le=LUNDI + timedelta(days=1)),
                version=fresh(dossier).version,
                par=referent,
                le=LUNDI + timedelta(days=1),
            )
            for jour in range(1, 120, 7):
                sweep_relances(le=LUNDI + timedelta(days=jour))
                sweep_envois(le=LUNDI + timedelta(days=jour))
        assert (Envoi.objects.count(), Relance.objects.count(), len(mail.outbox)) == (0, 0, 0)
        assert fresh(dossier).prochaine_relance is None

    def test_a_reminder_by_hand_is_refused(self) -> None:
        par = make_instructeur()
        dossier = start(par=par)
        decide_etape(
            dossier=dossier,
            decision="demander_complements",
            examens=judge(dossier, "preuve_cnda"),
            version=dossier.version,
            par=par,
            le=LUNDI,
        )
        with pytest.raises(Refus, match="personne n’est relancé"):
            ask_relance(dossier=dossier, par=par, le=LUNDI + timedelta(days=2))

    def test_no_opinion_is_asked_of_anyone(self) -> None:
        dossier = start()
        pieces = [str(piece.uuid) for piece in dossier.pieces.all()]
        demande = {"nom": "Zoé", "courriel": "zoe@exemple.fr", "question": "Est-ce net ?", "pieces": pieces}
        with pytest.raises(Refus, match="aucun avis ne peut y être demandé"):
            ask_avis(dossier=dossier, par=make_instructeur(), le=LUNDI, **demande)
        assert Envoi.objects.count() == 0

    def test_a_colleague_who_is_given_one_is_not_written_to(self) -> None:
        dossier = start()
        assert post_confie(dossiers=[dossier], a=make_instructeur(), par=make_administrateur(), le=LUNDI) is None
        assert Envoi.objects.count() == 0

    def test_the_outbox_itself_takes_none(self) -> None:
        dossier = start()
        compte = make_administrateur()
        assert post_envoi(cle="a", genre="valider", destinataire=compte, le=LUNDI, dossier=dossier) is None
        assert Envoi.objects.count() == 0


class TestSweep:
    def test_the_old_are_withdrawn_and_the_bytes_of_their_proofs_erased(self) -> None:
        dossier, plus_tard = start(), LUNDI + timedelta(days=8)
        piece = dossier.pieces.get()
        assert sweep_formations(le=plus_tard) == 1
        assert fresh(dossier).etat == Etat.RETIREE
        assert Piece.objects.get(pk=piece.pk).purgee_le == plus_tard
        assert not piece.fichier.storage.exists(piece.fichier.name)
        assert fresh(dossier).editeur.pieces_deposees == 0
        assert sweep_formations(le=plus_tard) == 0

    def test_what_was_joined_to_its_messages_is_erased_with_them(self) -> None:
        par, plus_tard = make_instructeur(), LUNDI + timedelta(days=8)
        dossier = start(par=par)
        take_dossier(dossier=dossier, par=par, le=LUNDI)
        envoi = {
            "objet": "A",
            "texte": "B",
            "contexte": [],
            "fichiers": [upload("a.png"), upload("b.png", picture("JPEG"))],
        }
        jointes = list(write_message(dossier=fresh(dossier), par=par, le=LUNDI, **envoi).jointes.order_by("pk"))
        make_apercu(jointes[0].pk, genre=Jointe)
        avec_apercu, sans = Jointe.objects.order_by("pk")
        noms = [avec_apercu.fichier.name, avec_apercu.apercu.name, sans.fichier.name]
        assert fresh(dossier).editeur.pieces_deposees == 3
        assert sweep_formations(le=plus_tard) == 1
        assert [sans.fichier.storage.exists(nom) for nom in noms] == [False, False, False]
        rangees = Jointe.objects.order_by("pk").values_list("purgee_le", "apercu", "etat_apercu", "sha256")
        assert list(rangees) == [(plus_tard, "", "illisible", jointe.sha256) for jointe in jointes]
        assert (fresh(dossier).editeur.pieces_deposees, fresh(dossier).editeur.octets_deposes) == (0, 0)
        assert list(dossier.evenements.filter(geste="effacer_jointe").values_list("par", "donnees")) == [
            (None, {"sha256": jointe.sha256}) for jointe in jointes
        ]
        assert (sweep_formations(le=plus_tard), purge_jointe(sans, le=plus_tard)) == (0, False)
        assert reconcile_pieces(le=plus_tard).perdus == ()
        assert verify_chain(fresh(dossier)) == ()

    def test_a_decided_one_of_which_only_an_attachment_is_left_is_seen(self) -> None:
        """The proofs were erased before the attachment came: the sweep comes back for it alone."""
        par, plus_tard = make_instructeur(), LUNDI + timedelta(days=8)
        dossier = start(par=par)
        sweep_formations(le=plus_tard)
        envoi = {"objet": "A", "texte": "B", "contexte": [], "fichiers": [upload("a.png")]}
        jointe = write_message(dossier=fresh(dossier), par=par, le=plus_tard, **envoi).jointes.get()
        assert sweep_formations(le=plus_tard) == 1
        assert not jointe.fichier.storage.exists(jointe.fichier.name)

    def test_the_attachment_of_a_real_dossier_is_not_erased(self) -> None:
        jointe = make_message(make_dossier(), fichiers=[upload("a.png")]).jointes.get()
        assert (purge_jointe(jointe), jointe.fichier.storage.exists(jointe.fichier.name)) == (False, True)
        assert Jointe.objects.get().purgee_le is None

    def test_the_recent_stay(self) -> None:
        dossier = start()
        assert sweep_formations(le=LUNDI + timedelta(days=6)) == 0
        assert fresh(dossier).etat == Etat.SOUMISE

    def test_a_real_dossier_is_never_touched(self) -> None:
        dossier = make_submitted()
        assert sweep_formations(le=LUNDI + timedelta(days=400)) == 0
        assert (fresh(dossier).etat, dossier.pieces.get().purgee_le) == (Etat.SOUMISE, None)

    def test_a_decided_one_keeps_its_decision_and_loses_its_bytes(self) -> None:
        par, plus_tard = make_instructeur(), LUNDI + timedelta(days=8)
        dossier = start(par=par)
        decide_etape(
            dossier=dossier, decision="valider", examens=judge(dossier), version=dossier.version, par=par, le=LUNDI
        )
        assert sweep_formations(le=plus_tard) == 1
        assert fresh(dossier).etapes.get(numero=2).etat == Etat.VALIDEE
        assert Evenement.objects.filter(dossier=dossier, geste="effacer_original").count() == 1
