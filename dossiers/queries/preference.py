"""The link that stops the reminders without signing in: whoever holds it may stop those of one person, nothing else."""

from django.core import signing

from dossiers.models import Appartenance
from dossiers.queries.perimetre import Introuvable

SEL = "dossiers.preference.arret"


def jeton_of(appartenance: Appartenance) -> str:
    """The signed token of a person's place in a company; it never expires, and dies with that place."""
    return signing.dumps(appartenance.pk, salt=SEL)


def appartenance_of_jeton(jeton: str) -> Appartenance:
    """Whose reminders this token stops. Raises `Introuvable` for a forged one, or for someone who has left."""
    try:
        pk = signing.loads(jeton, salt=SEL)
    except signing.BadSignature:
        raise Introuvable("Ce lien n’est pas de nous.") from None
    trouvee = Appartenance.objects.select_related("editeur").filter(pk=pk).first()
    if trouvee is None:
        raise Introuvable("Cette personne a quitté l’entreprise.")
    return trouvee
