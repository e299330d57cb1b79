"""Two or more people at the same instant, on their own connections: for tests of `django_db(transaction=True)`."""

from collections.abc import Callable
from threading import Barrier, Thread

from django.db import connections

PATIENCE = 60


def run_together(*gestes: Callable[[], object]) -> list[object]:
    """What each geste returned or raised, in order, all started at once."""
    resultats: list[object] = [None] * len(gestes)
    depart = Barrier(len(gestes))

    def run(rang: int) -> None:
        try:
            depart.wait(PATIENCE)
            resultats[rang] = gestes[rang]()
        except Exception as erreur:
            resultats[rang] = erreur
        finally:
            connections.close_all()

    fils = [Thread(target=run, args=(rang,), daemon=True) for rang in range(len(gestes))]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join(PATIENCE)
        assert not fil.is_alive(), "A geste never came back."
    return resultats
