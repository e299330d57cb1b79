"""A mail of the outbox with all it speaks of, and whether it is still due at the moment it would leave."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from dossiers.models import Appartenance, Avis, Compte, Dispense, Dossier, Envoi, Message, Retenue, Soumission, Tiers
from dossiers.queries.avis import state_of_avis
from dossiers.queries.dispense import asks_again
from dossiers.queries.recapitulatif import LOIN, Bloc, blocs_of, relances_of
from dossiers.queries.situation import situation_of
from dossiers.queries.tiers import Attente, attentes_of
from dossiers.rules.avis import EtatAvis
from dossiers.rules.calendrier import day_of, moment
from dossiers.rules.envoi import Genre
from dossiers.rules.situation import Situation


@dataclass(frozen=True)
class Correspondant:
    """Someone who has no account here: what a mail needs of them."""

    courriel: str
    prenom: str = ""
    est_ans: bool = False
    is_active: bool = True


@dataclass
class EnvoiLu:
    """An outbox row read at the moment `le`; each part is looked up when it is asked for, once."""

    envoi: Envoi
    le: datetime

    @cached_property
    def destinataire(self) -> Compte | Tiers | Correspondant | None:
        """Whom it is written to: an account, the person whose opinion is asked, or the contact at a third party; None
        once that is gone.
        """
        if self.envoi.destinataire_id:
            return self.envoi.destinataire
        if self.envoi.genre == Genre.AVIS:
            return Correspondant(self.avis.courriel)
        return Tiers.objects.filter(pk=self.envoi.donnees["tiers"]).first()

    @cached_property
    def attentes(self) -> list[Attente]:
        """What is awaited from a third party."""
        return attentes_of(self.destinataire, self.le)

    @cached_property
    def avis(self) -> Avis:
        """The opinion the mail asks for."""
        complet = Avis.objects.select_related("dossier", "soumission", "demande_par")
        return complet.get(pk=self.envoi.donnees["avis"])

    @cached_property
    def situation(self) -> Situation:
        return situation_of(self.envoi.dossier, self.le)

    @cached_property
    def blocs(self) -> list[Bloc]:
        """The dossiers of a digest of which something still holds, the most urgent first."""
        return blocs_of(self.envoi.destinataire, relances_of(self.envoi), self.le)

    @cached_property
    def soumission(self) -> Soumission:
        """The submission the mail is about."""
        return Soumission.objects.select_related("dossier", "par").get(pk=self.envoi.donnees["soumission"])

    @cached_property
    def message(self) -> Message:
        """The message the mail is about."""
        return Message.objects.select_related("par").get(pk=self.envoi.donnees["message"])

    @cached_property
    def dispense(self) -> Dispense:
        """The waiver the mail is about."""
        complet = Dispense.objects.select_related(
            *("origine__editeur", "origine__solution", "origine__referentiel", "accordee_par", "levee_par")
        )
        return complet.get(pk=self.envoi.donnees["dispense"])

    @cached_property
    def confies(self) -> list[Dossier]:
        """Of the dossiers that the mail hands over, those that are still the person's."""
        tenus = Dossier.objects.filter(pk__in=self.envoi.donnees["dossiers"], referent=self.envoi.destinataire_id)
        return list(tenus.select_related("editeur", "solution").order_by("du_le", "pk"))

    @cached_property
    def appartenance(self) -> Appartenance | None:
        """The place of the person the mail is for in the dossier's company; None once they have left it."""
        places = Appartenance.objects.select_related("editeur").filter(compte=self.envoi.destinataire_id)
        dossier = self.envoi.dossier
        return (places if dossier is None else places.filter(editeur=dossier.editeur_id)).first()


def read_envoi(pk: int, le: datetime) -> EnvoiLu:
    """The row with its dossier. Raises `Envoi.DoesNotExist`."""
    complet = Envoi.objects.select_related(
        *("destinataire", "dossier__editeur", "dossier__solution", "dossier__referentiel", "dossier__referent"),
        "dossier__calendrier",
    )
    return EnvoiLu(complet.get(pk=pk), le)


def is_due(lu: EnvoiLu) -> bool:
    """Whether the mail should still leave. Receipts and decisions are due to whoever is still of the company.

    Nothing leaves for an account that is closed, nor about a company to someone who has left it.
    """
    qui = lu.destinataire
    return qui is not None and qui.is_active and DUS[Genre(lu.envoi.genre)](lu)


def _to_member(lu: EnvoiLu) -> bool:
    return lu.appartenance is not None


def _always(lu: EnvoiLu) -> bool:
    """Asked for by the person: an open account is enough."""
    return True


def _to_reviewer(lu: EnvoiLu) -> bool:
    return lu.envoi.destinataire.est_ans and not lu.soumission.decision


def _to_correspondent(lu: EnvoiLu) -> bool:
    """Someone of the ANS, or of the company."""
    return lu.envoi.destinataire.est_ans or _to_member(lu)


def _dispense(lu: EnvoiLu) -> bool:
    """What was granted, or ends soon, is told while it holds; that it was taken back, always. Its term is told only to
    those of whom it asks something again.
    """
    sujet, dispense = lu.envoi.donnees["sujet"], lu.dispense
    if not _to_correspondent(lu):
        return False
    if sujet == "levee":
        return True
    tenue = dispense.levee_le is None and (dispense.expire_le or LOIN) > lu.le
    if sujet == "accordee":
        return tenue
    return (tenue or sujet == "echue") and asks_again(dispense)


def _avis(lu: EnvoiLu) -> bool:
    """While its answer is awaited."""
    return state_of_avis(lu.avis, lu.le) is EtatAvis.ATTENDU


def _to_ans(lu: EnvoiLu) -> bool:
    return lu.envoi.destinataire.est_ans


def _to_new_referent(lu: EnvoiLu) -> bool:
    return lu.envoi.destinataire.est_ans and bool(lu.confies)


def _digest(lu: EnvoiLu) -> bool:
    return bool(lu.blocs)


def _to_tiers(lu: EnvoiLu) -> bool:
    """While something is awaited; not twice a day, when one was delayed: each says everything."""
    jour = moment(day_of(lu.le), 0)
    prefixe = lu.envoi.cle.rpartition(":")[0]
    partis = Envoi.objects.filter(genre=Genre.RELANCE_TIERS, envoye_le__gte=jour, cle__startswith=f"{prefixe}:")
    return bool(lu.attentes) and not partis.exists()


def _retenue(lu: EnvoiLu) -> bool:
    """To an administrator, while the wave waits for a decision."""
    ouverte = Retenue.objects.filter(pk=lu.envoi.donnees["retenue"], etat=Retenue.Etat.OUVERTE)
    return lu.envoi.destinataire.est_ans and ouverte.exists()


DUS: dict[Genre, Callable[[EnvoiLu], bool]] = {
    Genre.RECEPISSE: _to_member,
    Genre.VALIDER: _to_member,
    Genre.DEMANDER_COMPLEMENTS: _to_member,
    Genre.REFUSER: _to_member,
    Genre.REVOCATION: _to_correspondent,
    Genre.INVITATION: _to_member,
    Genre.MOT_DE_PASSE: _always,
    Genre.A_INSTRUIRE: _to_reviewer,
    Genre.CONFIE: _to_new_referent,
    Genre.MESSAGE: _to_correspondent,
    Genre.CONTACT: _to_ans,
    Genre.AVIS: _avis,
    Genre.RELANCE: _digest,
    Genre.RELANCE_ANS: _digest,
    Genre.RELANCE_TIERS: _to_tiers,
    Genre.RETENUE: _retenue,
    Genre.DISPENSE: _dispense,
}
