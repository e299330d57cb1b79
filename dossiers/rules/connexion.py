"""How long an address waits after failed sign-ins: free twice, then 1 minute, doubling to 15. Never for good.

A lock that lasted would let a competitor close an account by typing wrong passwords.
"""

from datetime import timedelta

ESSAIS_LIBRES = 2
PREMIERE_ATTENTE = timedelta(minutes=1)
ATTENTE_MAXIMALE = timedelta(minutes=15)
OUBLI = timedelta(hours=24)


def attente_apres(echecs: int) -> timedelta:
    """The wait after that many failures in a row: 0, 0, then 1, 2, 4, 8, 15, 15… minutes from the third on."""
    if echecs <= ESSAIS_LIBRES:
        return timedelta(0)
    doublings = min(echecs - ESSAIS_LIBRES - 1, 10)
    return min(PREMIERE_ATTENTE * 2**doublings, ATTENTE_MAXIMALE)


def phrase_attente(reste: timedelta) -> str:
    """What a person who must wait is told; `reste` is rounded up to the minute."""
    minutes = max(1, -(-int(reste.total_seconds()) // 60))
    return f"Trop d’essais pour cette adresse. Attendez {minutes} minute{'s' * (minutes > 1)}, puis réessayez."
