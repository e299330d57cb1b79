"""The trace: each event of a dossier is chained to the one before by a digest that anyone can recompute."""

import hashlib
import json
from collections.abc import Mapping

ORIGINE = "0" * 64


def canonical(contenu: Mapping[str, object]) -> str:
    """The one JSON text of a content: sorted keys, no spaces, accents as they are."""
    return json.dumps(contenu, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest(contenu: Mapping[str, object], precedent: str = "") -> str:
    """sha256(previous ‖ canonical JSON), in hexadecimal."""
    return hashlib.sha256((precedent + canonical(contenu)).encode()).hexdigest()
