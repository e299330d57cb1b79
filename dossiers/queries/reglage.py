"""What the switches say, and who turned them."""

from django.db.models import QuerySet

from dossiers.models import Reglage

HISTORIQUE_MAX = 10
RELECTURE_TAUX = 0


def lecture_active() -> bool:
    """Are proofs read by the machine? Yes, until an administrator stops it."""
    dernier = reglages(Reglage.Code.LECTURE).first()
    return dernier is None or dernier.valeur == Reglage.Valeur.ACTIVE


def lecture_turns() -> list[Reglage]:
    """The last ten turns of the reading's switch, the latest first, each with who turned it."""
    return list(reglages(Reglage.Code.LECTURE).select_related("par")[:HISTORIQUE_MAX])


def partage_turn() -> Reglage | None:
    """The last turn of the automatic share's switch, with who turned it; None while nobody has: it is stopped."""
    return reglages(Reglage.Code.PARTAGE).select_related("par").first()


def relecture_taux() -> int:
    """How many decisions in a hundred are read twice, beyond refusals. None until an administrator says otherwise."""
    dernier = reglages(Reglage.Code.RELECTURE).first()
    return dernier.taux if dernier else RELECTURE_TAUX


def relecture_turns() -> list[Reglage]:
    """The last ten rates, the latest first, each with who set it."""
    return list(reglages(Reglage.Code.RELECTURE).select_related("par")[:HISTORIQUE_MAX])


def reglages(code: str) -> QuerySet[Reglage]:
    """The turns of one switch, the latest first."""
    return Reglage.objects.filter(code=code).order_by("-pk")
