"""What the antivirus has seen, in all."""

from django.db.models import Count

from dossiers.models import Piece
from dossiers.rules.retenue import ANALYSES, Analyse


def bilan_of_analyses() -> dict:
    """(label, how many proofs) for each state; how many are not analysed, how many in quarantine. Two queries."""
    pieces = Piece.objects.filter(dossier__formation=False)
    comptes = dict(pieces.order_by("analyse").values_list("analyse").annotate(Count("pk")))
    return {
        "etats": [(ANALYSES[analyse], comptes.get(analyse.value, 0)) for analyse in Analyse],
        "non_analysees": comptes.get(Analyse.NON_ANALYSEE.value, 0),
        "quarantaines": pieces.filter(quarantaine_le__isnull=False).count(),
    }
