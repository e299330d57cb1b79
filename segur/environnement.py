"""What the environment says, turned into what Django expects.

Input: environment variables. Output: plain dicts and strings. A value that cannot be understood raises
`ValueError` with a sentence that names the variable and how to mend it.
"""

import hashlib
import os
import re
import tempfile
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
}
SOCKET_MAX = 107


def read_flag(name: str, default: bool = False) -> bool:
    """True for 1/oui/true/yes, whatever the case; `default` when the variable is unset."""
    value = os.environ.get(name)
    return default if value is None else value.strip().lower() in {"1", "oui", "true", "yes"}


def read_choice(name: str, choices: Collection[str], default: str) -> str:
    """One of `choices`; `default` when the variable is unset or empty."""
    value = os.environ.get(name, "").strip().lower() or default
    if value not in choices:
        raise ValueError(f"{name} must be one of: {', '.join(choices)}.")
    return value


def read_database(var: Path) -> dict[str, Any]:
    """The DATABASES entry: `DATABASE_URL` when set (postgres://…?sslmode=require), the tuned SQLite file otherwise.

    Only then is `var` made: SQLite makes its file, not the folder. A folder that cannot be made is left to the first
    connection to tell.
    """
    url = os.environ.get("DATABASE_URL", "").strip()
    if not url:
        with suppress(OSError):
            var.mkdir(mode=0o700, parents=True, exist_ok=True)
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": var / "segur.sqlite3", "OPTIONS": SQLITE_OPTIONS}
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ValueError("DATABASE_URL must look like postgres://user:password@host:5432/name.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


def read_storage() -> dict[str, Any]:
    """The STORAGES entry of the proofs: an S3-compatible bucket when `SEGUR_S3_BUCKET` is set, the disk otherwise.

    Private, and never by an address of the bucket: files leave through Django, so that rights hold.
    """
    bucket = os.environ.get("SEGUR_S3_BUCKET", "").strip()
    if not bucket:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    manquants = [nom for nom in ("SEGUR_S3_CLE", "SEGUR_S3_SECRET") if not os.environ.get(nom)]
    if manquants:
        raise ValueError(f"SEGUR_S3_BUCKET is set: {' and '.join(manquants)} must be too.")
    options = {
        "bucket_name": bucket,
        "endpoint_url": os.environ.get("SEGUR_S3_ADRESSE") or None,
        "region_name": os.environ.get("SEGUR_S3_REGION") or None,
        "access_key": os.environ["SEGUR_S3_CLE"],
        "secret_key": os.environ["SEGUR_S3_SECRET"],
        "default_acl": "private",
        "querystring_auth": False,
        "file_overwrite": False,
        "signature_version": "s3v4",
        "addressing_style": "path",
    }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}


def find_socket(var: Path) -> Path:
    """Where the embedded broker listens: under `var`, or in a short folder when the system would refuse that path.

    A unix socket's path holds 107 bytes at most, and an address spells some characters otherwise.
    """
    socket = var / "broker" / "broker.sock"
    if len(os.fsencode(socket)) <= SOCKET_MAX and re.fullmatch(r"[\w./-]+", str(socket), re.ASCII):
        return socket
    mark = hashlib.sha256(os.fsencode(var)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"segur-{os.getuid()}-{mark}" / "broker.sock"


def read_broker(var: Path) -> str:
    """The broker's address: `REDIS_URL` when set, the embedded server's unix socket otherwise."""
    return os.environ.get("REDIS_URL", "").strip() or f"redis+socket://{find_socket(var)}"
