"""The trace: each event of a dossier is chained to the one before by a digest that anyone can recompute."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime

ORIGINE = "0" * 64


def canonical(contenu: Mapping[str, object]) -> str:
    """The one JSON text of a content: sorted keys, no spaces, accents as they are."""
    return json.dumps(contenu, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest(contenu: Mapping[str, object], precedent: str = "") -> str:
    """sha256(previous ‖ canonical JSON), in hexadecimal."""
    return hashlib.sha256((precedent + canonical(contenu)).encode()).hexdigest()


def hashed_content(
    *, dossier: str, rang: int, geste: str, etape: int, par: str, le: datetime, donnees: Mapping[str, object]
) -> dict[str, object]:
    """What is hashed of an event: identifiers instead of names, and the moment in UTC, as a database gives it back."""
    moment = le.astimezone(UTC).isoformat(timespec="microseconds")
    return {
        "dossier": dossier,
        "rang": rang,
        "geste": geste,
        "etape": etape,
        "par": par,
        "le": moment,
        "donnees": dict(donnees),
    }
