"""What is said of a proof where it is withheld, and what the antivirus has seen."""

from datetime import datetime

from django import template
from django.utils import timezone

from dossiers.gateways.antivirus import has_antivirus
from dossiers.models.fichier import Fichier
from dossiers.queries.analyse import bilan_of_analyses
from dossiers.rules.lecture import is_late
from dossiers.rules.retenue import barred_because, withheld_because

register = template.Library()


@register.filter
def ecartee(fichier: Fichier) -> str:
    """Why nobody gets it any more; empty when it is not so."""
    return barred_because(fichier.garde)


@register.filter
def retenue(fichier: Fichier) -> str:
    """Why the ANS does not get its original; empty when it does."""
    return withheld_because(fichier.garde, antivirus=has_antivirus())


@register.filter
def tarde(depuis: datetime) -> bool:
    """True when what was asked of a worker then should have come since: the page says so, and asks less often."""
    return is_late(depuis, timezone.now())


@register.simple_tag
def bilan_antivirus() -> dict:
    """See `queries/analyse.py`, and whether an antivirus is installed."""
    return bilan_of_analyses() | {"installe": has_antivirus()}
