"""Where a refusal is said: beside the fields of a form, or at the top of the next page for a geste that has none.

`Interdit` goes through: `segur/acces.py` answers it by a 403.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from django.contrib import messages
from django.http import HttpRequest

from dossiers.rules.refus import Interdit, Refus


@contextmanager
def tell_refusal(dire: Callable[[Refus], None]) -> Iterator[None]:
    """What is refused inside stops there, and is given to `dire`: `form.show_refusal`."""
    try:
        yield
    except Interdit:
        raise
    except Refus as refus:
        dire(refus)


def announce_refusal(request: HttpRequest) -> AbstractContextManager[None]:
    """What is refused inside stops there, and is said on the next page."""
    return tell_refusal(lambda refus: messages.error(request, refus.phrase))
