"""One machine: SQLite, the embedded broker, mails kept in a folder and read in the browser."""

import os

from segur.settings.base import *  # noqa: F403
from segur.settings.base import STORAGES, VAR

SECRET_KEY = os.environ.get("SECRET_KEY", "demonstration-seulement-aucun-secret")
ALLOWED_HOSTS = ["*"]
DEMONSTRATION = True
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR / "courriels"
DEFAULT_FROM_EMAIL = "Suivi Ségur <ne-pas-repondre@suivi-segur.example>"

# DEBUG is off, yet nothing is collected: WhiteNoise reads the files where they lie, so the first start compresses
# nothing (the DSFR alone has 1,600 files) and an edited style sheet is seen at once. Production has the manifest.
STATIC_ROOT = None
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
