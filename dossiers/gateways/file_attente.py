"""The task queue: asks for a task by its name, and never fails nor delays the person whose geste asked for it.

What must happen is a row of the outbox; this is only the hint that it may happen now. A broker that is down, slow or
frozen costs about a second (socket time-outs of the settings), once for all the hints of a geste, and is counted; the
sweeper does the rest.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from celery import current_app
from kombu.exceptions import KombuError, OperationalError
from redis.exceptions import RedisError

journal = logging.getLogger(__name__)
# Hints that were lost since the process started, by task name.
perdus: dict[str, int] = {}
# Seconds without a try after a failure: the ten mails of one geste wait for one time-out, not for ten.
REPIT = 5.0
_muet_jusqu_a = 0.0
_retenu: ContextVar[bool] = ContextVar("retenu", default=False)


def enqueue(tache: str, *arguments: int | str) -> bool:
    """Asks for a task; True when the broker took it, False (and counted) when it could not be reached."""
    global _muet_jusqu_a
    if _retenu.get():
        return False
    if time.monotonic() < _muet_jusqu_a:
        return lose(tache, "répit")
    try:
        current_app.send_task(tache, args=arguments, retry=False, ignore_result=True)
    except (KombuError, OperationalError, RedisError, OSError) as erreur:
        _muet_jusqu_a = time.monotonic() + REPIT
        return lose(tache, type(erreur).__name__)
    return True


@contextmanager
def hold_hints() -> Iterator[None]:
    """Nothing is asked for inside: for what writes much at once, and leaves all of it to the sweepers."""
    jeton = _retenu.set(True)
    try:
        yield
    finally:
        _retenu.reset(jeton)


def lose(tache: str, cause: str) -> bool:
    """Counts and tells a lost hint; always False."""
    perdus[tache] = perdus.get(tache, 0) + 1
    journal.warning("file d'attente injoignable : %s (%s)", tache, cause)
    return False
