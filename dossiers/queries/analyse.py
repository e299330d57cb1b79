"""What the antivirus has seen, in all."""

from collections import Counter

from django.db.models import Count

from dossiers.queries.fichier import GENRES
from dossiers.rules.retenue import ANALYSES, Analyse


def bilan_of_analyses() -> dict:
    """(label, how many files) for each state; how many are not analysed, how many in quarantine: proofs and attachments
    together, those of training apart. Two queries.
    """
    comptes: Counter[str] = Counter()
    quarantaines = 0
    for genre in GENRES:
        reels = genre.objects.filter(dossier__formation=False).order_by()
        for analyse, nombre, ecartes in reels.values_list("analyse").annotate(Count("pk"), Count("quarantaine_le")):
            comptes[analyse] += nombre
            quarantaines += ecartes
    return {
        "etats": [(ANALYSES[analyse], comptes[analyse.value]) for analyse in Analyse],
        "non_analysees": comptes[Analyse.NON_ANALYSEE.value],
        "quarantaines": quarantaines,
    }
