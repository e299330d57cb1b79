"""How often a visitor, or an account, may write: freely at first, then ever more slowly. Never forbidden for good."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Debit:
    """`libres` acts a day without waiting, then `premiere`, doubling to `maximale`.

    `objet` names the counter, `origine` what it counts by, `actes` what it counts, in words.
    """

    objet: str
    libres: int
    premiere: timedelta
    maximale: timedelta
    origine: str = "réseau"
    actes: str = "d’envois"

    def attente(self, faits: int) -> timedelta:
        """The wait after that many acts."""
        if faits <= self.libres:
            return timedelta(0)
        return min(self.premiere * 2 ** min(faits - self.libres - 1, 10), self.maximale)

    def phrase(self, reste: timedelta) -> str:
        """What a visitor who must wait is told."""
        minutes = max(1, -(-int(reste.total_seconds()) // 60))
        duree = f"{minutes} minute{'s' * (minutes > 1)}"
        return f"Beaucoup {self.actes} viennent de votre {self.origine}. Attendez {duree}, puis réessayez."


VOTE = Debit("vote", 10, timedelta(minutes=1), timedelta(minutes=30))
CONTACT = Debit("contact", 3, timedelta(minutes=2), timedelta(hours=1))
MESSAGE = Debit("message", 20, timedelta(minutes=1), timedelta(minutes=30), "compte")
RECHERCHE = Debit("recherche", 30, timedelta(minutes=1), timedelta(minutes=30))
VERIFICATION = Debit("verification", 60, timedelta(minutes=1), timedelta(minutes=30), actes="de vérifications")
AVIS = Debit("avis", 10, timedelta(minutes=1), timedelta(minutes=30))
