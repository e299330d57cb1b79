"""Training dossiers: synthetic, made by the same actions as real ones, by an account that nobody can sign in with."""

import logging
import secrets
from datetime import datetime
from io import BytesIO

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.db import transaction
from django.utils import timezone

from dossiers.actions.charte import accept_charte
from dossiers.actions.dossier import create_dossier, withdraw_dossier
from dossiers.actions.etape import submit_etape
from dossiers.actions.evenement import record_evenement
from dossiers.actions.geste import lock_dossier
from dossiers.actions.jointe import purge_jointe
from dossiers.actions.piece import deposit_piece, purge_original
from dossiers.actions.reponse import save_reponses
from dossiers.gateways.dessin import draw_proof
from dossiers.models import Appartenance, Compte, Dossier, Editeur, Jointe, Piece, Referentiel
from dossiers.models.editeur import SIREN_FORMATION
from dossiers.queries.formation import EVENEMENT, exercice_of, old_formations
from dossiers.queries.perimetre import role_of
from dossiers.queries.situation import situation_of
from dossiers.referentiel.exigence import Exigence
from dossiers.rules.droit import require_droit
from dossiers.rules.formation import (
    RAISON_SOCIALE,
    TOURS_MAX,
    Exercice,
    missing_proofs,
    next_answers,
    picture_of,
)
from dossiers.rules.parcours import EN_COURS, ETAPES_SAISIES, Role
from dossiers.rules.preparation import prepare_etape
from dossiers.rules.refus import Refus
from dossiers.rules.situation import Situation

# A domain that never resolves (RFC 2606).
COURRIEL = "editeur@entrainement.invalid"
VERSION = "1"
LOT = 200
PURGES = {Piece: purge_original, Jointe: purge_jointe}
journal = logging.getLogger(__name__)


def start_formation(
    *, exercice: Exercice, referentiel: Referentiel, par: Compte, le: datetime | None = None
) -> Dossier:
    """A new training dossier of that dispositif, étape 2 sent, ready to be examined.

    Raises `Interdit` for someone not of the ANS, `Refus` when that référentiel asks for what no exercise can answer.
    """
    le = le or timezone.now()
    require_droit("s_entrainer", role_of(par))
    fictif = ensure_fictif()
    numero = 100_000 + secrets.randbelow(900_000)
    dossier = _open(referentiel, fictif, numero, le)
    with transaction.atomic():
        record_evenement(
            dossier=lock_dossier(dossier), geste=EVENEMENT, etape=1, par=par, le=le, donnees={"exercice": exercice.code}
        )
    accept_charte(dossier=dossier, acceptee=True, par=fictif, le=le)
    _fill(dossier, exercice, fictif, numero, le)
    try:
        submit_etape(dossier=dossier, par=fictif, le=le)
    except Refus:
        withdraw_dossier(dossier=dossier, par=fictif, le=le)
        raise Refus("Ce dispositif demande ce qu’aucun exercice ne sait donner : choisissez-en un autre.") from None
    return reread(dossier)


def restart_formation(*, dossier: Dossier, par: Compte, le: datetime | None = None) -> Dossier:
    """The same exercise, anew. Raises `Refus` for a dossier that is none of training, `Interdit`."""
    exercice = exercice_of(dossier)
    if not dossier.formation or exercice is None:
        raise Refus("Ce dossier n’est pas un dossier de formation.")
    return start_formation(exercice=exercice, referentiel=dossier.referentiel, par=par, le=le)


def sweep_formations(*, le: datetime | None = None) -> int:
    """Withdraws the training dossiers that are past their days and erases the bytes of their files, those of their
    messages too; how many it touched. One that fails is said in the log, and does not hold up the others.
    """
    le = le or timezone.now()
    return sum(_try_clear(dossier, le) for dossier in list(old_formations(le)[:LOT]))


@transaction.atomic
def ensure_fictif() -> Compte:
    """The synthetic person and their company: opened the first time, found again after. No password, never active."""
    editeur, _ = Editeur.objects.get_or_create(
        siren=SIREN_FORMATION, defaults={"raison_sociale": RAISON_SOCIALE, "formation": True}
    )
    compte = Compte.objects.filter(courriel=COURRIEL).first() or Compte.objects.create_user(
        COURRIEL, None, prenom="Personne", nom="fictive", is_active=False
    )
    Appartenance.objects.get_or_create(compte=compte, editeur=editeur, defaults={"role": Role.MANDATAIRE.value})
    return compte


def reread(dossier: Dossier) -> Dossier:
    """The dossier as it is now."""
    return Dossier.objects.select_related("editeur", "solution", "referentiel", "referent").get(pk=dossier.pk)


def _open(referentiel: Referentiel, fictif: Compte, numero: int, le: datetime) -> Dossier:
    nom = f"Logiciel d’entraînement n° {numero}"
    return create_dossier(referentiel=referentiel, nom=nom, version_majeure=VERSION, par=fictif, le=le)


def _fill(dossier: Dossier, exercice: Exercice, fictif: Compte, numero: int, le: datetime) -> None:
    """What blocks is answered, until nothing does: an answer may bring other questions."""
    for _ in range(TOURS_MAX):
        situation = situation_of(reread(dossier), le)
        preparation = prepare_etape(situation)
        if preparation.prete:
            return
        valeurs = next_answers(preparation, situation, exercice, numero)
        save_reponses(dossier=dossier, valeurs=valeurs, par=fictif, le=le)
        for exigence in missing_proofs(preparation, situation_of(reread(dossier), le)):
            _deposit(dossier, exigence, exercice, fictif, numero, le)


def _deposit(
    dossier: Dossier, exigence: Exigence, exercice: Exercice, fictif: Compte, numero: int, le: datetime
) -> None:
    situation = situation_of(reread(dossier), le)
    octets = draw_proof(f"Demande de conformité n° {numero}", _lines(exigence, situation, exercice, numero))
    fichier = InMemoryUploadedFile(
        BytesIO(octets), exigence.code, f"entrainement-{numero}.png", "image/png", len(octets), None
    )
    deposit_piece(dossier=dossier, exigence=exigence.code, fichier=fichier, par=fictif, le=le)


def _lines(exigence: Exigence, situation: Situation, exercice: Exercice, numero: int) -> list[tuple[str, str]]:
    image = picture_of(exigence, situation, exercice, numero)
    lignes = [
        ("Logiciel", image.logiciel), ("NIE", image.nie), ("NIL", image.nil), ("Statut", image.statut),
    ]  # fmt: skip
    return [(terme, valeur) for terme, valeur in lignes if valeur]


def _try_clear(dossier: Dossier, le: datetime) -> bool:
    try:
        return _clear(dossier, le)
    except Exception as erreur:
        journal.error("dossier de formation %s : %s", dossier.pk, type(erreur).__name__)
        return False


def _clear(dossier: Dossier, le: datetime) -> bool:
    vivant = dossier.etape in ETAPES_SAISIES and dossier.etat in EN_COURS
    if vivant:
        withdraw_dossier(dossier=dossier, par=dossier.cree_par, le=le)
    effaces = [
        purge(fichier, le=le)
        for genre, purge in PURGES.items()
        for fichier in list(genre.objects.filter(dossier=dossier, purgee_le=None).order_by("pk"))
    ]
    return vivant or any(effaces)
