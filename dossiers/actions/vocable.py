"""Keeps what the search reads in step with the answers in force: their stems, and how many hold each word."""

import uuid
from collections import Counter
from collections.abc import Callable, Iterable
from functools import lru_cache

from django.db import transaction

from dossiers.models import Fiche, Mots, Vocable
from dossiers.queries.aide import aide_of, empreinte_lexique, table_lexique
from dossiers.queries.vocabulaire import TOTAL
from dossiers.rules.portee import read_portee
from dossiers.rules.vocable import stem, words_of

LOT = 400
# Texts read once: answers share their thématique, and formulations.
TEXTES = 4_096


@transaction.atomic
def index_fiches(*, fiches: Iterable[Fiche], retirees: Iterable[int] = ()) -> None:
    """Writes the words of answers newly in force, drops those of answers that are no longer (by id)."""
    Vocable.objects.select_for_update().get_or_create(mot=TOTAL)
    comptes: Counter[str] = Counter()
    anciens = Mots.objects.filter(fiche__in=list(retirees))
    for vocables in anciens.order_by("pk").values_list("vocables", flat=True):
        comptes.subtract([TOTAL, *vocables.split()])
    anciens.delete()
    table = table_lexique()
    read = lru_cache(TEXTES)(lambda texte: words_of(texte, table))
    lignes = [_words_of(fiche, read) for fiche in fiches]
    for ligne in lignes:
        comptes.update([TOTAL, *ligne.vocables.split()])
    Mots.objects.bulk_create(lignes, batch_size=LOT)
    _apply(comptes)


def reindex_fiches() -> int:
    """Reads again all the answers in force when the lexicon changed since; returns how many were."""
    if not Mots.objects.exclude(lexique=empreinte_lexique()).exists():
        return 0
    with transaction.atomic():
        Mots.objects.all().delete()
        Vocable.objects.all().delete()
        fiches = list(Fiche.objects.filter(courante=True, retiree=False).order_by("pk"))
        index_fiches(fiches=fiches)
    return len(fiches)


def _words_of(fiche: Fiche, read: Callable[[str], list[str]]) -> Mots:
    thematique = aide_of().thematique(read_portee(fiche.portee).thematique).libelle
    questions = [read(texte) for texte in (fiche.question, *fiche.formulations)]
    textes = [read(texte) for texte in (fiche.essentiel, fiche.texte, thematique)]
    formulations = [" ".join(map(stem, mots)) for mots in questions]
    corps = sorted({stem(mot) for mots in textes for mot in mots})
    tout = {racine for texte in formulations for racine in texte.split()} | set(corps)
    vocables = {mot for mots in (*questions, *textes) for mot in mots}
    return Mots(
        fiche=fiche,
        formulations=[texte for texte in formulations if texte],
        corps=" ".join(corps),
        tout=" ".join(sorted(tout)),
        vocables=" ".join(sorted(vocables)),
        lexique=empreinte_lexique(),
    )


def _apply(comptes: Counter[str]) -> None:
    """Adds the counts to the words, and says that something changed."""
    changes = {mot: nombre for mot, nombre in comptes.items() if nombre}
    connus: dict[str, Vocable] = {}
    mots = sorted(changes)
    for debut in range(0, len(mots), LOT):
        connus |= {v.mot: v for v in Vocable.objects.filter(mot__in=mots[debut : debut + LOT]).order_by("pk")}
    for mot, vocable in connus.items():
        vocable.fiches += changes[mot]
    Vocable.objects.bulk_update(connus.values(), ["fiches"], batch_size=LOT)
    neufs = [Vocable(mot=mot, fiches=nombre) for mot, nombre in changes.items() if mot not in connus]
    Vocable.objects.bulk_create(neufs, batch_size=LOT)
    Vocable.objects.filter(mot=TOTAL).update(revision=uuid.uuid4().hex)
