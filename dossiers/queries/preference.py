"""The link that stops the reminders without signing in: whoever holds it may stop those of one person, nothing else."""

from django.core import signing

from dossiers.models import Appartenance
from dossiers.queries.perimetre import Introuvable

SEL = "dossiers.preference.arret"


def jeton_of(appartenance: Appartenance, sorte: str = "") -> str:
    """The signed token of a person's place in a company, for one kind of reminders or for all of them; it never
    expires, and dies with that place.
    """
    return signing.dumps([appartenance.pk, sorte] if sorte else appartenance.pk, salt=SEL)


def read_jeton(jeton: str) -> tuple[Appartenance, str]:
    """Whose reminders this token stops, and which kind ("": all). Raises `Introuvable` for a forged one, or for someone
    who has left.
    """
    try:
        lu = signing.loads(jeton, salt=SEL)
    except signing.BadSignature:
        raise Introuvable("Ce lien n’est pas de nous.") from None
    pk, sorte = lu if isinstance(lu, list) else (lu, "")
    trouvee = Appartenance.objects.select_related("editeur").filter(pk=pk).first()
    if trouvee is None:
        raise Introuvable("Cette personne a quitté l’entreprise.")
    return trouvee, sorte
