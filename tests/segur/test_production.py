"""The production settings: complete, or refused with a sentence."""

import os
import runpy
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

COMPLETE = {
    "SECRET_KEY": "une-cle-assez-longue-et-assez-variee-pour-la-production-0123456789",
    "DATABASE_URL": "postgres://segur:secret@base.example:5432/segur?sslmode=require",
    "REDIS_URL": "redis://broker.example:6379/0",
    "ALLOWED_HOSTS": "suivi.example,www.suivi.example",
    "ADRESSE_DU_SITE": "https://suivi.example",
    "SEGUR_PROXYS": "1",
}


@pytest.mark.parametrize("missing", COMPLETE)
def test_what_is_missing_is_named(monkeypatch, missing):
    for name, value in COMPLETE.items():
        monkeypatch.setenv(name, "" if name == missing else value)
    with pytest.raises(ImproperlyConfigured) as refused:
        runpy.run_module("segur.settings.prod")
    assert str(refused.value) == f"The environment variable {missing} is required in production."


def test_django_finds_nothing_to_say_of_a_complete_production(tmp_path):
    here = {name: value for name, value in os.environ.items() if name != "DJANGO_ALLOW_ASYNC_UNSAFE"}
    env = {**here, **COMPLETE, "DJANGO_SETTINGS_MODULE": "segur.settings.prod", "SEGUR_VAR": str(tmp_path)}
    command = [sys.executable, "-W", "error::DeprecationWarning", "manage.py", "check", "--deploy"]
    check = subprocess.run(
        [*command, "--fail-level", "INFO"], cwd=settings.BASE_DIR, env=env, capture_output=True, text=True, check=False
    )
    assert (check.returncode, check.stderr) == (0, "")


def test_production_is_no_demonstration(monkeypatch):
    for name, value in {**COMPLETE, "SEGUR_DEMONSTRATION": "oui"}.items():
        monkeypatch.setenv(name, value)
    production = runpy.run_module("segur.settings.prod")
    names = ("DEBUG", "DEMONSTRATION", "ALLOWED_HOSTS", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE")
    assert [production[name] for name in names] == [False, False, ["suivi.example", "www.suivi.example"], True, True]


@pytest.mark.parametrize("module", ["segur", "segur.wsgi", "segur.asgi"])
def test_without_being_told_it_is_a_production(module):
    """The package is imported before its entry points: what it sets by default is what they serve."""
    untold = {name: value for name, value in os.environ.items() if name not in {*COMPLETE, "DJANGO_SETTINGS_MODULE"}}
    code = f"import {module}, django; django.setup()"
    started = subprocess.run(
        [sys.executable, "-c", code], cwd=settings.BASE_DIR, env=untold, capture_output=True, text=True, check=False
    )
    refusal = (
        "django.core.exceptions.ImproperlyConfigured: The environment variable SECRET_KEY is required in production."
    )
    assert (started.returncode, started.stderr.strip().splitlines()[-1]) == (1, refusal)
