"""The draft of an étape: all that a form posts is kept, what cannot be is answered field by field."""

import time
from collections.abc import Mapping
from uuid import UUID

from django.core import signing
from django.db import transaction
from django.http import HttpRequest

from dossiers.actions.geste import lock_dossier
from dossiers.actions.piece import PLUS_EN_PLACE, deposit_pieces, remove_piece
from dossiers.actions.reponse import lock_partage, save_reponses
from dossiers.depot.montre import sort_valeurs
from dossiers.models import Dossier
from dossiers.queries.referentiel import dispositif_of
from dossiers.rules.champ import answer_codes
from dossiers.rules.identifiant import LONGUEUR_TEXTE
from dossiers.rules.phrase import field_label
from dossiers.rules.refus import Refus
from dossiers.rules.situation import Situation
from segur.formulaires import NUL, REFUS_NUL

TROP_LONG = f"Ce texte dépasse {LONGUEUR_TEXTE} caractères : il n’a pas été enregistré, raccourcissez-le."
AJOUT = "oui"
# Seconds spent on files before those that remain are left: each may take six more.
PATIENCE = 3.0
TROP_LONG_A_OUVRIR = "Les autres fichiers ont pris trop de temps : déposez celui-ci à nouveau, seul."
SEL = "depot.brouillon.refus"


def save_brouillon(request: HttpRequest, dossier: Dossier) -> dict[str, str]:
    """Keeps all that was posted; returns the refusals by field, "" for what belongs to none.

    What is too long is not kept at all rather than cut short; a NUL byte alone is taken out, and said; what was not
    touched is left alone, and what someone else changed meanwhile too.
    """
    champs = answer_codes(dispositif_of(dossier.referentiel), dossier.etape)
    valeurs = {code: texte for code, texte in request.POST.items() if code in champs}
    refus = {code: REFUS_NUL for code, texte in valeurs.items() if NUL in texte}
    refus |= {code: TROP_LONG for code, texte in valeurs.items() if len(texte) > LONGUEUR_TEXTE}
    courtes = {code: texte for code, texte in valeurs.items() if len(texte) <= LONGUEUR_TEXTE}
    return refus | _save(request, dossier, courtes) | _deposit(request, dossier) | _remove(request, dossier)


def remember_refus(refus: Mapping[str, str]) -> str:
    """Refusals of files, signed, for the page to give back: nothing else remembers a file that was not taken, and its
    sentence must not leave as soon as the draft saves itself again. "" when there are none.
    """
    return signing.dumps(dict(refus), salt=SEL) if refus else ""


def recall_refus(request: HttpRequest) -> dict[str, str]:
    """Those that the page gives back, for the fields that have not been given another file since."""
    try:
        refus = signing.loads(request.POST.get("refus", ""), salt=SEL)
    except signing.BadSignature:
        return {}
    return {code: phrase for code, phrase in refus.items() if code not in request.FILES}


def refused_texts(request: HttpRequest, refus: Mapping[str, str]) -> dict[str, str]:
    """What was typed in the fields refused, and is kept nowhere else: the page gives it back."""
    return {code: texte.replace(NUL, "") for code, texte in request.POST.items() if code in refus}


def unsaved(request: HttpRequest, situation: Situation, numero: int) -> list[tuple[str, str]]:
    """(label, text) for each field of an étape that was posted and differs from what is known."""
    codes = answer_codes(situation.dispositif, numero)
    postees = [(code, texte.replace(NUL, "").strip()) for code, texte in request.POST.items() if code in codes]
    return [
        (field_label(code, situation.dispositif), texte)
        for code, texte in postees
        if texte and texte != situation.reponses.get(code, "")
    ]


def _save(request: HttpRequest, dossier: Dossier, valeurs: Mapping[str, str]) -> dict[str, str]:
    """What others saved, here or in another dossier of the company, is looked at once both are locked: nothing comes
    between the look and the write.
    """
    with transaction.atomic():
        verrouille = lock_dossier(dossier)
        lock_partage(verrouille)
        gardees, conflits = sort_valeurs(request, verrouille, valeurs)
        try:
            save_reponses(dossier=dossier, valeurs=gardees, par=request.user)
        except Refus as erreur:
            return {"": erreur.phrase}
    return conflits


def _deposit(request: HttpRequest, dossier: Dossier) -> dict[str, str]:
    """One file after the other; those that would keep the person waiting are given back with a sentence."""
    refus: dict[str, str] = {}
    debut = time.monotonic()
    for code, fichiers in request.FILES.lists():
        if time.monotonic() - debut > PATIENCE:
            refus[code] = TROP_LONG_A_OUVRIR
            continue
        ajout = request.POST.get(f"suite_{code}") == AJOUT
        try:
            deposit_pieces(dossier=dossier, exigence=code, fichiers=fichiers, par=request.user, ajout=ajout)
        except Refus as erreur:
            refus |= erreur.champs or {code: erreur.phrase}
    return refus


def _remove(request: HttpRequest, dossier: Dossier) -> dict[str, str]:
    """The file of a proof whose button was pressed, if any."""
    retiree = request.POST.get("retirer", "")
    if not retiree:
        return {}
    try:
        remove_piece(dossier=dossier, piece=UUID(retiree), par=request.user)
    except ValueError:
        return {"": PLUS_EN_PLACE}
    except Refus as erreur:
        return erreur.champs or {"": erreur.phrase}
    return {}
