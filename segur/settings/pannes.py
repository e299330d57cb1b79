"""The campaign of faults: the test suite's own database, but a real broker, a real mail server, and short periods."""

import os

from segur.environnement import read_broker
from segur.settings import base
from segur.settings.test import *  # noqa: F403

VAR = base.VAR
MEDIA_ROOT = VAR / "pieces"
CELERY_BROKER_URL = read_broker(VAR)
# A broker that others use too: nobody takes another's messages.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    **base.CELERY_BROKER_TRANSPORT_OPTIONS,
    "global_keyprefix": os.environ.get("SEGUR_PREFIXE", ""),
}
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
RELANCES_A_TOUTE_HEURE = True
# The whole campaign is one wave larger than usual.
RELANCES_PLANCHER = 1_000_000
