"""One digest a person: what was written for them over all their dossiers becomes one mail, one a day at most.

A limit within 48 hours may cost a second mail. What comes while a digest waits joins it; what comes after it left waits
for the next working day.
"""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import OuterRef, Subquery

from dossiers.actions.envoi import TACHE_ENVOI
from dossiers.actions.retenue import permitted_passage
from dossiers.actions.tiers import post_tiers
from dossiers.gateways.file_attente import enqueue
from dossiers.models import Compte, Envoi
from dossiers.queries.recapitulatif import DIGESTS, gone_today
from dossiers.queries.relance import pending_relances
from dossiers.rules.calendrier import day_of
from dossiers.rules.envoi import Genre
from dossiers.rules.relance import Sorte, is_pressing
from dossiers.rules.vague import Passage

LOT = 200


def post_recapitulatifs(*, le: datetime) -> int:
    """Puts what waits in digests; of a wave that is held, what is urgent at most. Returns how many reminders found
    their mail.
    """
    _hurry(le)
    if not pending_relances().exists():
        return 0
    passage = permitted_passage(le=le)
    if passage is Passage.RIEN:
        return 0
    retenue = passage is Passage.URGENT
    attendent = pending_relances().filter(urgente=True) if retenue else pending_relances()
    destinataires = list(attendent.order_by("destinataire").values_list("destinataire", flat=True).distinct())
    return sum(_post_lot(lot, le, retenue) for lot in _lots(destinataires))


def _hurry(le: datetime) -> None:
    """What waits for a limit that has come near meanwhile is urgent from now on."""
    calmes = pending_relances().filter(sorte=Sorte.ECHEANCE, urgente=False)
    echelons = calmes.order_by("echelon").values_list("echelon", flat=True).distinct()
    if proches := [echelon for echelon in echelons if is_pressing(echelon, le)]:
        calmes.filter(echelon__in=proches).update(urgente=True)


def _lots(destinataires: list[int]) -> Iterator[list[int]]:
    for debut in range(0, len(destinataires), LOT):
        yield destinataires[debut : debut + LOT]


@transaction.atomic
def _post_lot(destinataires: list[int], le: datetime, retenue: bool) -> int:
    """The digest that waits takes what comes; without one, the day's is opened; once the day's left, was given up or
    could not leave, urgent ones alone have another. Their rows stay locked: no worker takes them meanwhile, and two
    sweeps at once open one. `retenue`: a wave is held, and only what is urgent finds its mail.
    """
    attendent = _expected(destinataires)
    libres = set(destinataires) - attendent
    _open(libres - gone_today(libres, le), le, urgent=False)
    clos = libres - _expected(libres)
    presses = pending_relances().filter(destinataire__in=clos, urgente=True)
    _open(set(presses.order_by().values_list("destinataire", flat=True)), le, urgent=True)
    trouvees = _attach(destinataires, destinataires if retenue else clos)
    if trouvees:
        post_tiers(envois=_waiting_pks(destinataires), le=le)
    return trouvees


def _expected(destinataires: Collection[int]) -> set[int]:
    """The people among these whose digest has not begun to leave."""
    return set(_waiting(destinataires).values_list("destinataire", flat=True))


def _waiting(destinataires: Collection[int]):
    """The digests that have not begun to leave, their rows locked."""
    attente = Envoi.objects.select_for_update().filter(destinataire__in=destinataires, etat=Envoi.Etat.ATTENTE)
    return attente.filter(genre__in=DIGESTS).order_by("pk")


def _open(destinataires: Collection[int], le: datetime, *, urgent: bool) -> None:
    """A new digest for each, once a day; the worker is told at once when it need not wait."""
    comptes = Compte.objects.in_bulk(list(destinataires))
    depart = le + timedelta(seconds=settings.RELANCE_REGROUPEMENT)
    envois = [
        Envoi(
            cle=f"{Genre.RELANCE}:{compte.pk}:{day_of(le)}{':urgent' if urgent else ''}",
            genre=Genre.RELANCE_ANS if compte.est_ans else Genre.RELANCE,
            destinataire=compte,
            donnees={"urgent": urgent},
            a_partir_de=depart,
            cree_le=le,
        )
        for compte in comptes.values()
    ]
    Envoi.objects.bulk_create(envois, ignore_conflicts=True)
    if depart == le:
        cles = [envoi.cle for envoi in envois]
        transaction.on_commit(lambda: _hint(cles), robust=True)


def _hint(cles: list[str]) -> None:
    for pk in Envoi.objects.filter(cle__in=cles, etat=Envoi.Etat.ATTENTE).order_by("pk").values_list("pk", flat=True):
        enqueue(TACHE_ENVOI, pk)


def _attach(destinataires: Collection[int], presses: Collection[int]) -> int:
    """Each reminder to the digest of its person that waits; of `presses`, only what is urgent."""
    en_attente = dict(_waiting(destinataires).values_list("destinataire", "pk"))
    if not en_attente:
        return 0
    sien = Envoi.objects.filter(pk__in=list(en_attente.values()), destinataire=OuterRef("destinataire")).order_by("pk")
    siennes = pending_relances().filter(destinataire__in=list(en_attente))
    calmes = siennes.exclude(destinataire__in=list(presses), urgente=False)
    return calmes.update(envoi=Subquery(sien.values("pk")[:1]))


def _waiting_pks(destinataires: Collection[int]) -> list[int]:
    return list(_waiting(destinataires).values_list("pk", flat=True))
