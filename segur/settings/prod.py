"""Production: PostgreSQL, Redis, HTTPS. What is missing from the environment stops the start with a sentence."""

import os

from django.core.exceptions import ImproperlyConfigured

from segur.settings.base import *  # noqa: F403

for _name in ("SECRET_KEY", "DATABASE_URL", "REDIS_URL", "ALLOWED_HOSTS", "ADRESSE_DU_SITE", "SEGUR_PROXYS"):
    if not os.environ.get(_name):
        raise ImproperlyConfigured(f"The environment variable {_name} is required in production.")

ALLOWED_HOSTS = os.environ["ALLOWED_HOSTS"].split(",")
DEMONSTRATION = False
CSRF_TRUSTED_ORIGINS = [os.environ["ADRESSE_DU_SITE"]]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
# Load balancers ask for the health page from inside, without HTTPS.
SECURE_REDIRECT_EXEMPT = [r"^sante/$"]
SECURE_HSTS_SECONDS = 31_536_000
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
# Whether the whole domain is for HTTPS only is its owner's decision, not this application's.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
