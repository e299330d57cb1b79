"""Previews: a picture re-encoded without its metadata, in a child process whose memory and time are bounded.

What a page shows is never the original: a file made to hurt a decoder hurts the child only.
"""

import resource
import subprocess
import sys
from pathlib import Path

SECONDES = 20
MEMOIRE = 1_500 * 1024 * 1024


class ApercuImpossible(RuntimeError):
    """The child could not make the preview: the picture does not open, or asks for too much."""


def make_apercu(source: Path, cible: Path) -> None:
    """Writes the preview (WebP, at most 2,000 pixels a side) of `source` at `cible`. Raises `ApercuImpossible`."""
    commande = [sys.executable, "-I", str(Path(__file__).with_name("apercu_enfant.py")), str(source), str(cible)]
    try:
        subprocess.run(  # noqa: S603
            commande, check=True, timeout=SECONDES, capture_output=True, preexec_fn=_bound
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as erreur:
        raise ApercuImpossible(type(erreur).__name__) from erreur


def _bound() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMOIRE, MEMOIRE))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDES, SECONDES))
