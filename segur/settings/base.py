"""What every environment shares. The others (dev, prod, test) hold differences only."""

import os
from pathlib import Path

from csp.constants import NONE, SELF

from dossiers.rules.calendrier import TERRITOIRES
from segur.environnement import read_broker, read_choice, read_database, read_flag, read_storage

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR = Path(os.environ.get("SEGUR_VAR", BASE_DIR / "var")).resolve()

SECRET_KEY = os.environ.get("SECRET_KEY", "")
DEBUG = False
ALLOWED_HOSTS: list[str] = []
ADRESSE_DU_SITE = os.environ.get("ADRESSE_DU_SITE", "http://localhost:8000")
# The demonstration: accounts shown on the sign-in page, mails readable in the browser. Never in production.
DEMONSTRATION = read_flag("SEGUR_DEMONSTRATION")
# DSFR's Marianne block is for sites of the State only: off unless the setting says so.
BLOC_MARIANNE = read_flag("SEGUR_BLOC_MARIANNE")

INSTALLED_APPS = [
    "dossiers",
    "dsfr",
    "django.forms",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "crispy_forms",
    "django_htmx",
    "csp",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "segur.televersement.refuse_heavy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "segur.frontiere.extend_session",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "segur.frontiere.refuse_nul",
    "django_htmx.middleware.HtmxMiddleware",
    "segur.acces.AnswerRefusals",
]
ROOT_URLCONF = "segur.urls"
WSGI_APPLICATION = "segur.wsgi.application"
ASGI_APPLICATION = "segur.asgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "segur.contexte.site",
            ],
            "builtins": ["dossiers.templatetags.jour"],
        },
    },
]
# Our own pack, in templates/segur/: `dsfr/accordion.html` and others already belong to django-dsfr.
CRISPY_ALLOWED_TEMPLATE_PACKS = ("segur",)
CRISPY_TEMPLATE_PACK = "segur"
CRISPY_FAIL_SILENTLY = False

DATABASES = {"default": read_database(VAR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "dossiers.Compte"
LOGIN_URL = "connexion"
LOGIN_REDIRECT_URL = "accueil"
LOGOUT_REDIRECT_URL = "accueil"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français")]
FORMAT_MODULE_PATH = ["segur.formats"]
TIME_ZONE = "Europe/Paris"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": read_storage(),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = VAR / "pieces"
# Bytes: above this an upload goes through a file; a request body without its files is bounded by the second.
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_048_576
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_HANDLERS = [
    "segur.televersement.BoundedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_NUMBER_FILES = 20
# What a dossier, then a company, may keep: replaced pieces count too, they are evidence.
QUOTA_DOSSIER_PIECES = int(os.environ.get("SEGUR_QUOTA_DOSSIER_PIECES", "200"))
QUOTA_DOSSIER_OCTETS = int(os.environ.get("SEGUR_QUOTA_DOSSIER_MO", "500")) * 1024 * 1024
QUOTA_EDITEUR_PIECES = int(os.environ.get("SEGUR_QUOTA_EDITEUR_PIECES", "5000"))
QUOTA_EDITEUR_OCTETS = int(os.environ.get("SEGUR_QUOTA_EDITEUR_MO", "10000")) * 1024 * 1024
# ClamAV's daemon, tcp://host:port or unix:///path; without it files are « non analysés ».
CLAMD_URL = os.environ.get("CLAMD_URL", "").strip()

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = read_flag("EMAIL_USE_TLS")
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "Suivi Ségur <ne-pas-repondre@localhost>")

CELERY_BROKER_URL = read_broker(VAR)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_PUBLISH_RETRY = False
# A worker never gives up a broker that is away; whoever publishes gives up at once (docs/decisions/…-le-courtier.md).
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
# Seconds. The visibility time-out is longer than the longest task: a killed worker's task comes back after it.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 600,
    "socket_timeout": 1,
    "socket_connect_timeout": 1,
    "max_retries": 0,
    "unacked_restore_throttle": 1,
}
CELERY_TIMEZONE = "Europe/Paris"
# Seconds between two sweeps. Each may run twice at once without harm (unique keys, claims); one that no worker took
# in time is dropped: the next says the same.
PERIODES = {
    "dossiers.tasks.envoi.sweep_envois": float(os.environ.get("SEGUR_PERIODE_ENVOIS", "60")),
    "dossiers.tasks.relance.sweep_relances": float(os.environ.get("SEGUR_PERIODE_RELANCES", "300")),
    "dossiers.tasks.calendrier.sweep_calendriers": float(os.environ.get("SEGUR_PERIODE_CALENDRIERS", "3600")),
    "dossiers.tasks.dispense.sweep_dispenses": float(os.environ.get("SEGUR_PERIODE_DISPENSES", "600")),
    "dossiers.tasks.formation.sweep_formations": float(os.environ.get("SEGUR_PERIODE_FORMATIONS", "86400")),
    "dossiers.tasks.piece.sweep_apercus": float(os.environ.get("SEGUR_PERIODE_APERCUS", "120")),
    "dossiers.tasks.piece.sweep_orphelins": float(os.environ.get("SEGUR_PERIODE_ORPHELINS", "86400")),
    "dossiers.tasks.piece.sweep_analyses": float(os.environ.get("SEGUR_PERIODE_ANALYSES", "120")),
    "dossiers.tasks.partage.sweep_partage": float(os.environ.get("SEGUR_PERIODE_PARTAGE", "600")),
    "dossiers.tasks.lot.sweep_lots": float(os.environ.get("SEGUR_PERIODE_LOTS", "60")),
    "dossiers.tasks.lecture.sweep_lectures": float(os.environ.get("SEGUR_PERIODE_LECTURES", "30")),
}
CELERY_BEAT_SCHEDULE = {
    tache: {"task": tache, "schedule": periode, "options": {"expires": periode}} for tache, periode in PERIODES.items()
}
# Seconds: a mail that waits longer than the first is asked for again; a worker has the second to send one.
ENVOI_RETARD = float(os.environ.get("SEGUR_ENVOI_RETARD", "60"))
ENVOI_VERROU = float(os.environ.get("SEGUR_ENVOI_VERROU", "300"))
# No mail leaves while this is set: after the restore of a dump, what it holds as waiting may have left already.
ENVOIS_SUSPENDUS = read_flag("SEGUR_ENVOIS_SUSPENDUS")

# The model that reads proofs is heavy: one process alone consumes this queue (segur/processus.py).
CELERY_TASK_ROUTES = {"dossiers.tasks.lecture.read": {"queue": "lecture"}}
# Seconds: a reading that waits longer than the first is asked for again; a reader has the second to make one.
LECTURE_RETARD = float(os.environ.get("SEGUR_LECTURE_RETARD", "30"))
LECTURE_VERROU = float(os.environ.get("SEGUR_LECTURE_VERROU", "120"))

# Whose public holidays are not worked (docs/exploitation.md lists them).
TERRITOIRE = read_choice("SEGUR_TERRITOIRE", TERRITOIRES, "metropole")
# The rungs of the reminders are in the référentiel; here, the hour of Paris from which they leave, and how long
# (seconds) a digest waits for the other dossiers of the same person.
RELANCE_HEURE = 9
RELANCE_REGROUPEMENT = float(os.environ.get("SEGUR_RELANCE_REGROUPEMENT", "120"))
# A wave of more mails than the floor, and than so many times a usual day, waits for an administrator.
RELANCES_PLANCHER = int(os.environ.get("SEGUR_RELANCES_PLANCHER", "200"))
RELANCES_FACTEUR = float(os.environ.get("SEGUR_RELANCES_FACTEUR", "3"))
# Reminders leave on working days, from that hour to the evening; at any hour for a demonstration or a test of faults.
RELANCES_A_TOUTE_HEURE = read_flag("SEGUR_RELANCES_A_TOUTE_HEURE")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [SELF],
        "manifest-src": [SELF],
    }
}
SESSION_ENGINE = "segur.session"
SESSION_COOKIE_HTTPONLY = True
# Seconds after the last use (segur/frontiere.py, extend_session).
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
# How many proxies of ours stand before the application: each adds an address to X-Forwarded-For.
PROXYS = int(os.environ.get("SEGUR_PROXYS") or 0)
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "segur.vues.page_perimee"

# Everything to the standard error, one line each; no address, name nor value of a person is ever logged.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"ligne": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"erreurs": {"class": "logging.StreamHandler", "formatter": "ligne"}},
    "root": {"handlers": ["erreurs"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["erreurs"], "level": "WARNING", "propagate": False}},
}
