"""What a calendar feed holds, and whose it is."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core import signing

from dossiers.models import Agenda, Compte, Dossier
from dossiers.queries.adresse import absolute_url
from dossiers.queries.perimetre import Introuvable, appartenance_of, dossiers_of
from dossiers.queries.situation import followed_dispositif
from dossiers.referentiel.dispositif import Echeance
from dossiers.rules.jour import PARIS
from dossiers.rules.parcours import EN_COURS
from dossiers.rules.situation import Situation

SEL = "dossiers.agenda"
PLAFOND = 500


@dataclass(frozen=True)
class Date:
    """One limit of one dossier, for whoever writes calendars."""

    uid: str
    code: str
    titre: str
    texte: str
    lien: str
    le: datetime
    vu_le: datetime


def jeton_agenda(agenda: Agenda) -> str:
    """The secret of an address: signed, so that none can be guessed nor kept alive; the same each time it is shown."""
    return signing.Signer(salt=SEL).sign_object([agenda.compte_id, agenda.serie.hex])


def compte_of_agenda(jeton: str) -> Compte:
    """Whose feed it is. Raises `Introuvable` for a forged or revoked one, and for an account that is closed."""
    try:
        pk, serie = signing.Signer(salt=SEL).unsign_object(jeton)
    except signing.BadSignature:
        raise Introuvable("Cette adresse n’est pas de nous.") from None
    agenda = Agenda.objects.select_related("compte").filter(compte=pk, serie=UUID(serie)).first()
    if agenda is None or not agenda.compte.is_active:
        raise Introuvable("Cette adresse ne sert plus.")
    return agenda.compte


def dates_of(compte: Compte, le: datetime) -> list[Date]:
    """The limits of a person's open dossiers: their company's, or those of which they are the référent.

    Empty for someone who belongs nowhere any more.
    """
    if not compte.est_ans and appartenance_of(compte) is None:
        return []
    siens = dossiers_of(compte).reels().filter(etat__in=[etat.value for etat in EN_COURS])
    siens = siens.filter(referent=compte) if compte.est_ans else siens
    complets = siens.select_related("referentiel", "calendrier", "solution", "editeur").order_by("pk")[:PLAFOND]
    return [
        _date(dossier, echeance, le, compte.est_ans)
        for dossier in complets
        for echeance in followed_dispositif(dossier).echeances
    ]


def entrees_of(dossier: Dossier, situation: Situation) -> list[Date]:
    """The limits of one dossier, for its company."""
    return [_date(dossier, echeance, situation.le, ans=False) for echeance in situation.dispositif.echeances]


def _date(dossier: Dossier, echeance: Echeance, le: datetime, ans: bool) -> Date:
    page = "instruction:dossier" if ans else "depot:calendrier"
    qui = f"{dossier.solution} ({dossier.editeur})" if ans else str(dossier.solution)
    return Date(
        uid=f"{dossier.uuid}-{echeance.code}@suivi-segur",
        code=echeance.code,
        titre=f"{echeance.libelle} – {qui}",
        texte=f"Date limite du dossier {dossier.reference}, heure de Paris. Source : {echeance.reference}",
        lien=absolute_url(page, dossier.uuid),
        le=echeance.limite.replace(tzinfo=PARIS),
        vu_le=le,
    )
