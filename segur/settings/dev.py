"""One machine: SQLite, the embedded broker, mails kept in a folder and read in the browser."""

import os

from segur.settings.base import *  # noqa: F403
from segur.settings.base import VAR

SECRET_KEY = os.environ.get("SECRET_KEY", "demonstration-seulement-aucun-secret")
ALLOWED_HOSTS = ["*"]
DEMONSTRATION = True
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR / "courriels"
DEFAULT_FROM_EMAIL = "Suivi Ségur <ne-pas-repondre@suivi-segur.example>"
