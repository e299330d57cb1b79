"""The messages of a dossier, those of the contact form, and what is known of a person before they write."""

from django.db.models import Q, QuerySet

from dossiers.models import Compte, Dossier, Fiche, Message
from dossiers.rules.message import Attente, Cote, Ecrit, attente_of
from dossiers.rules.preparation import prepare_etape
from dossiers.rules.situation import Situation

PAGE = 50


def messages_of(dossier: Dossier, avant: int = 0) -> tuple[list[Message], int]:
    """A page of the thread of a dossier with what is joined to it, oldest first: the last fifty, or the fifty before
    the message `avant`; and the message before which the next older ones are, 0 when there are none.
    """
    fil = Message.objects.filter(dossier=dossier).select_related("par", "sans_suite_par")
    if avant and (repere := fil.filter(pk=avant).first()):
        fil = fil.filter(Q(le__lt=repere.le) | Q(le=repere.le, pk__lt=repere.pk))
    trouves = list(fil.prefetch_related("jointes").order_by("-le", "-pk")[: PAGE + 1])
    page = trouves[:PAGE][::-1]
    return page, page[0].pk if len(trouves) > PAGE else 0


def side_of(compte: Compte) -> Cote:
    """The side of a thread this person writes on."""
    return Cote.ANS if compte.est_ans else Cote.EDITEUR


def awaited_in(dossier: Dossier) -> Attente | None:
    """Whose answer the whole thread awaits, computed afresh."""
    fil = Message.objects.filter(dossier=dossier).order_by("le", "pk")
    lignes = fil.values_list("cote", "attend_reponse", "le", "sans_suite_le")
    return attente_of(Ecrit(Cote(cote), attend, le, sans is not None) for cote, attend, le, sans in lignes)


def shown_attente(dossier: Dossier) -> Attente | None:
    """The same, as kept on the row."""
    if not dossier.reponse_attendue:
        return None
    return Attente(Cote(dossier.reponse_attendue), dossier.reponse_attendue_le)


def awaiting(dossiers: QuerySet[Dossier], cote: Cote) -> QuerySet[Dossier]:
    """Those of which that side owes an answer: a column with its index, for queues and portfolios."""
    # The second condition says nothing more, and lets both databases use the index, which holds no other row.
    return dossiers.filter(reponse_attendue=cote.value, reponse_attendue_le__isnull=False)


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
