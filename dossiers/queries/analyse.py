"""What the antivirus has seen, in all."""

from collections import Counter

from django.db.models import Count

from dossiers.queries.fichier import GENRES
from dossiers.rules.retenue import ANALYSES, Analyse


def bilan_of_analyses() -> dict:
    """(label, how many files) for each state; how many are not analysed, how many in quarantine: proofs and attachments
    together. Two queries.
    """
    comptes: Counter[str] = Counter()
    quarantaines = 0
    for genre in GENRES:
        lignes = genre.objects.order_by().values_list("analyse").annotate(Count("pk"), Count("quarantaine_le"))
        for analyse, nombre, ecartes in lignes:
            comptes[analyse] += nombre
            quarantaines += ecartes
    return {
        "etats": [(ANALYSES[analyse], comptes[analyse.value]) for analyse in Analyse],
        "non_analysees": comptes[Analyse.NON_ANALYSEE.value],
        "quarantaines": quarantaines,
    }
