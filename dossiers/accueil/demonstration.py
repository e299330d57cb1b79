"""The accounts of the demonstration, as `fixtures/demo/comptes.toml` lists them."""

import tomllib
from functools import cache
from typing import Any

from django.conf import settings


@cache
def list_comptes() -> list[dict[str, Any]]:
    """One dict per account: courriel, prenom, nom, role, editeur, mot_de_passe. Empty when the file is not there."""
    path = settings.BASE_DIR / "fixtures" / "demo" / "comptes.toml"
    return tomllib.loads(path.read_text("utf-8"))["compte"] if path.exists() else []
