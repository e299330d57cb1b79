"""What an éditeur may expect of the ANS: measured on its latest decisions for the same dispositif."""

from datetime import date

from dossiers.models import Decision, Dossier, Soumission
from dossiers.queries.calendrier import current_calendrier
from dossiers.rules.calendrier import Calendrier, day_of
from dossiers.rules.delai import Delai, measure_delai, wait_sentences

# The latest decisions: enough to be true, few enough to be cheap.
LUES = 500


def attente_of(dossier: Dossier, soumission: Soumission, jour: date) -> tuple[str, ...]:
    """What may be expected, that day, of what was sent and waits for the ANS, in sentences; none when it is decided, or
    when fewer than ten decisions were seen. Two queries.
    """
    if soumission.decision:
        return ()
    calendrier = current_calendrier()
    delai = delai_of(dossier.dispositif, soumission.etape, calendrier)
    return wait_sentences(delai, day_of(soumission.le), jour, calendrier) if delai else ()


def delai_of(dispositif: str, etape: int, calendrier: Calendrier) -> Delai | None:
    """The time of the latest decisions of a dispositif at an étape, from each sending. One query, read on its index."""
    rendues = Decision.objects.filter(dispositif=dispositif, etape=etape).order_by("-le", "-pk")
    dates = rendues.values_list("soumission__le", "le")[:LUES]
    return measure_delai([calendrier.count_ouvres(day_of(envoi), day_of(le)) for envoi, le in dates])
