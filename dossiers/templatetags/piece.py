"""What is said of a proof where it is withheld, and what the antivirus has seen."""

from django import template
from django.db.models import Count

from dossiers.gateways.antivirus import has_antivirus
from dossiers.models import Piece
from dossiers.rules.retenue import ANALYSES, Analyse, barred_because, withheld_because

register = template.Library()


@register.filter
def ecartee(piece: Piece) -> str:
    """Why nobody gets it any more; empty when it is not so."""
    return barred_because(piece.garde)


@register.filter
def retenue(piece: Piece) -> str:
    """Why the ANS does not get its original; empty when it does."""
    return withheld_because(piece.garde, antivirus=has_antivirus())


@register.simple_tag
def bilan_antivirus() -> dict:
    """Whether an antivirus is installed; (label, how many proofs) for each state; how many are in quarantine."""
    comptes = dict(Piece.objects.order_by("analyse").values_list("analyse").annotate(Count("pk")))
    return {
        "installe": has_antivirus(),
        "etats": [(ANALYSES[analyse], comptes.get(analyse.value, 0)) for analyse in Analyse],
        "non_analysees": comptes.get(Analyse.NON_ANALYSEE.value, 0),
        "quarantaines": Piece.objects.filter(quarantaine_le__isnull=False).count(),
    }
