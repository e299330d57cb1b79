"""The task queue: asks for a task by its name, and never fails nor delays the person whose geste asked for it.

What must happen is a row of the outbox; this is only the hint that it may happen now. A broker that is down, slow or
frozen costs about a second (socket time-outs of the settings) and is counted; the sweeper does the rest.
"""

import logging

from celery import current_app
from kombu.exceptions import KombuError, OperationalError
from redis.exceptions import RedisError

journal = logging.getLogger(__name__)
# Hints that were lost since the process started, by task name.
perdus: dict[str, int] = {}


def enqueue(tache: str, *arguments: int | str) -> bool:
    """Asks for a task; True when the broker took it, False (and counted) when it could not be reached."""
    try:
        current_app.send_task(tache, args=arguments, retry=False, ignore_result=True)
    except (KombuError, OperationalError, RedisError, OSError) as erreur:
        perdus[tache] = perdus.get(tache, 0) + 1
        journal.warning("file d'attente injoignable : %s (%s)", tache, type(erreur).__name__)
        return False
    return True
