"""What a person wants to be reminded of, and the link that stops it without signing in: whoever holds the link may stop
the reminders of one person, nothing else.
"""

from django.core import signing

from dossiers.models import Appartenance, Compte, Preference
from dossiers.queries.perimetre import Introuvable, appartenance_of
from dossiers.queries.relance import PREFERENCES, PREFERENCES_ANS
from dossiers.rules.relance import Sorte

SEL = "dossiers.preference.arret"
# What bears a person's choice: their place in a company, or their own row at the ANS.
Place = Appartenance | Preference


def place_of(compte: Compte) -> Place:
    """Where the choice of a person is kept; for the ANS a row that may not be written yet. Raises `Introuvable` for
    someone who receives no reminder.
    """
    if compte.est_ans:
        return Preference.objects.filter(compte=compte).first() or Preference(compte=compte)
    place = appartenance_of(compte)
    if place is None:
        raise Introuvable("Ce compte n’appartient à aucune entreprise.")
    return place


def kinds_of(place: Place) -> dict[Sorte, str]:
    """The kinds of reminders that this person may turn off, each with its column."""
    return PREFERENCES_ANS if isinstance(place, Preference) else PREFERENCES


def jeton_of(place: Place, sorte: str = "") -> str:
    """The signed token of a person's choice, for one kind of reminders or for all of them; it never expires, and dies
    with their place.
    """
    if isinstance(place, Preference):
        return signing.dumps({"ans": place.compte_id, "sorte": sorte}, salt=SEL)
    return signing.dumps([place.pk, sorte] if sorte else place.pk, salt=SEL)


def read_jeton(jeton: str) -> tuple[Place, str]:
    """Whose reminders this token stops, and which kind ("": all). Raises `Introuvable` for a forged one, or for someone
    who has left.
    """
    try:
        lu = signing.loads(jeton, salt=SEL)
    except signing.BadSignature:
        raise Introuvable("Ce lien n’est pas de nous.") from None
    if isinstance(lu, dict):
        return _preference(lu["ans"]), lu["sorte"]
    pk, sorte = lu if isinstance(lu, list) else (lu, "")
    trouvee = Appartenance.objects.select_related("editeur").filter(pk=pk).first()
    if trouvee is None:
        raise Introuvable("Cette personne a quitté l’entreprise.")
    return trouvee, sorte


def _preference(pk: int) -> Preference:
    compte = Compte.objects.filter(pk=pk).first()
    if compte is None or not compte.est_ans:
        raise Introuvable("Cette personne a quitté l’ANS.")
    return place_of(compte)
