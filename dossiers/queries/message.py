"""The messages of a dossier, those of the contact form, and what is known of a person before they write."""

from django.db.models import QuerySet

from dossiers.models import Dossier, Fiche, Message
from dossiers.rules.preparation import prepare_etape
from dossiers.rules.situation import Situation

PAGE = 50


def messages_of(dossier: Dossier) -> list[Message]:
    """The thread of a dossier, oldest first; the last fifty."""
    derniers = Message.objects.filter(dossier=dossier).select_related("par").order_by("-le", "-pk")[:PAGE]
    return list(reversed(derniers))


def messages_publics() -> QuerySet[Message]:
    """What came by the contact form, what waits first."""
    return Message.objects.filter(dossier=None).select_related("par").order_by("-traite_le", "le", "pk")


def known_of(situation: Situation, dossier: Dossier) -> list[tuple[str, str]]:
    """What a message of a dossier starts with, so that nobody explains twice."""
    preparation = prepare_etape(situation)
    bloquants = [f"{ligne.libelle} ({ligne.etat.libelle})" for ligne in preparation.bloquantes]
    etape = situation.dispositif.etape(situation.etape)
    lignes = [
        ("Dossier", dossier.reference),
        ("Entreprise", str(dossier.editeur)),
        ("Solution", str(dossier.solution)),
        ("Dispositif", situation.dispositif.libelle),
        ("Étape", f"{etape.numero}, {etape.libelle}\u00a0: {situation.etat.libelle}"),
    ]
    return [*lignes, ("Reste à régler", " ; ".join(bloquants))] if bloquants else lignes


def known_of_fiche(fiche: Fiche) -> list[tuple[str, str]]:
    """The answer someone has just read."""
    return [("Réponse lue", f"{fiche.question} ({fiche})")]
