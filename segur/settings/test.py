"""The test suite: fast hashes, mails in memory, messages to no broker unless a test starts real processes."""

import tempfile
from pathlib import Path

from segur.settings.base import *  # noqa: F403

SECRET_KEY = "tests"  # noqa: S105
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
# Never the data of a `make run` in progress: conftest.py gives each test its own folder of pieces.
VAR = Path(tempfile.gettempdir()) / "segur-tests"
STATIC_ROOT = None
MEDIA_ROOT = VAR / "pieces"
CLAMD_URL = ""
CELERY_TASK_ALWAYS_EAGER = False
CELERY_BROKER_URL = "memory://"
# A digest leaves at once: a test says so when it wants it to wait.
RELANCE_REGROUPEMENT = 0.0
