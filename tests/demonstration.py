"""The invented screenshots of the demonstration."""

from dossiers.actions.referentiel import FIXTURES


def demo_picture(nom: str) -> bytes:
    return (FIXTURES.parent / "demo" / nom).read_bytes()
