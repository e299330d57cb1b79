"""An opinion is asked of someone outside, given once, or no longer wanted. Only the ANS ever reads it."""

import uuid
from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from dossiers.actions.envoi import post_envoi
from dossiers.actions.evenement import record_evenement
from dossiers.actions.geste import Geste, geste, lock_dossier
from dossiers.actions.tentative import slow_down
from dossiers.models import Avis, Compte, Dossier, Piece, Soumission
from dossiers.queries.avis import cle_avis, digest_jeton, jeton_avis, shareable_pieces, state_of_avis
from dossiers.queries.calendrier import current_calendrier
from dossiers.queries.situation import last_soumission
from dossiers.rules.avis import DELAI, EtatAvis, answer_refusal, expiry_of, refusals_of
from dossiers.rules.debit import AVIS
from dossiers.rules.envoi import Genre
from dossiers.rules.refus import Perime, Refus

EVENEMENT = "rendre_avis"
NOM_MAX, COURRIEL_MAX = 120, 254
PHRASE = "Cette demande ne peut pas partir telle quelle."
FICTIF = "Ce dossier est un dossier de formation : personne n’en reçoit de courriel, aucun avis ne peut y être demandé."
CLOSE = "Cette demande d’avis est close : votre texte n’a pas été enregistré."


def ask_avis(
    *,
    dossier: Dossier,
    nom: str,
    courriel: str,
    question: str,
    pieces: Collection[str],
    jours: int = DELAI,
    par: Compte,
    le: datetime | None = None,
) -> Avis:
    """Asks by e-mail, with these proofs (their UUIDs) and no other. Raises `Interdit`, or `Refus` with its fields."""
    le = le or timezone.now()
    champs = {"nom": nom.strip()[:NOM_MAX], "courriel": courriel.strip().lower(), "question": question.strip()}
    with geste("demander_avis", dossier, par=par, le=le) as fait:
        if fait.dossier.formation:
            raise Refus(FICTIF)
        soumission = last_soumission(fait.dossier, fait.situation.etape)
        montrees = [piece for piece in shareable_pieces(soumission) if str(piece.uuid) in set(pieces)]
        _require(champs, montrees, jours)
        _refuse_twin(soumission, champs, le)
        avis = _create(fait, montrees, jours, champs | {"soumission": soumission})
        fait.donnees.update(avis=avis.uuid.hex, codes=sorted({piece.exigence for piece in montrees}))
        donnees = {"avis": avis.pk}
        post_envoi(cle=cle_avis(avis), genre=Genre.AVIS, destinataire=None, le=le, donnees=donnees)
    return avis


def answer_avis(*, avis: Avis, texte: str, sens: str = "", adresse: str, le: datetime | None = None) -> Avis:
    """The opinion, given once. `adresse`: the network's, to slow robots down.

    Raises `Perime` when it is not awaited any more, `Refus` with the wait or with its field.
    """
    le, texte = le or timezone.now(), texte.strip()
    slow_down(adresse=adresse, debit=AVIS, maintenant=le)
    with transaction.atomic():
        dossier = lock_dossier(avis.dossier)
        actuel = Avis.objects.select_related("dossier", "soumission").get(pk=avis.pk)
        if state_of_avis(actuel, le) is not EtatAvis.ATTENDU:
            raise Perime(CLOSE)
        if phrase := answer_refusal(texte):
            raise Refus(phrase, {"texte": phrase})
        actuel.reponse, actuel.sens, actuel.repondu_le = texte, _known(sens), le
        actuel.save(update_fields=["reponse", "sens", "repondu_le"])
        _trace(dossier, actuel, le)
    return actuel


def withdraw_avis(*, avis: Avis, par: Compte, le: datetime | None = None) -> Avis:
    """The opinion is no longer wanted: its page closes. Raises `Interdit`, or `Refus` once it is no more awaited."""
    le = le or timezone.now()
    with geste("retirer_avis", avis.dossier, par=par, le=le) as fait:
        actuel = Avis.objects.select_related("dossier", "soumission").get(pk=avis.pk)
        etat = state_of_avis(actuel, le)
        if etat not in (EtatAvis.ATTENDU, EtatAvis.EXPIRE):
            raise Refus(f"Cette demande ne peut plus être retirée : {etat.libelle}.")
        actuel.retire_par, actuel.retire_le = par, le
        actuel.save(update_fields=["retire_par", "retire_le"])
        fait.donnees["avis"] = actuel.uuid.hex
    return actuel


def _create(fait: Geste, pieces: list[Piece], jours: int, champs: dict[str, object]) -> Avis:
    numero = uuid.uuid4()
    avis = Avis.objects.create(
        uuid=numero,
        dossier=fait.dossier,
        demande_par=fait.par,
        le=fait.le,
        expire_le=expiry_of(fait.le, jours, current_calendrier()),
        empreinte=digest_jeton(jeton_avis(numero)),
        **champs,
    )
    avis.pieces.set(pieces)
    return avis


def _require(champs: dict[str, str], pieces: list[Piece], jours: int) -> None:
    refus = refusals_of(**champs, pieces=len(pieces), jours=jours)
    if "courriel" not in refus and not _is_address(champs["courriel"]):
        refus["courriel"] = "Cette adresse n’est pas complète. Exemple : prenom.nom@exemple.fr"
    if refus:
        raise Refus(PHRASE, refus)


def _refuse_twin(soumission: Soumission, champs: dict[str, str], le: datetime) -> None:
    """A button pressed twice writes once."""
    pareilles = soumission.avis.filter(courriel=champs["courriel"], question=champs["question"])
    if pareilles.filter(repondu_le=None, retire_le=None, expire_le__gt=le).exists():
        phrase = "Cette question est déjà posée à cette personne\u00a0: sa réponse est attendue."
        raise Refus(phrase, {"question": phrase})


def _is_address(courriel: str) -> bool:
    try:
        validate_email(courriel)
    except ValidationError:
        return False
    return len(courriel) <= COURRIEL_MAX


def _known(sens: str) -> str:
    return sens if sens in Avis.Sens.values else ""


def _trace(dossier: Dossier, avis: Avis, le: datetime) -> None:
    """By nobody who has an account: what is hashed names nobody."""
    donnees = {"avis": avis.uuid.hex, "sens": avis.sens}
    record_evenement(dossier=dossier, geste=EVENEMENT, etape=dossier.etape, par=None, le=le, donnees=donnees)
    Dossier.objects.filter(pk=dossier.pk).update(version=F("version") + 1)
