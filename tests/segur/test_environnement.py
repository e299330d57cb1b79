"""What the environment says."""

import os
from pathlib import Path

import pytest

from segur.environnement import (
    SOCKET_MAX,
    SQLITE_OPTIONS,
    find_socket,
    read_broker,
    read_choice,
    read_database,
    read_flag,
)

VAR = Path("/var/segur")


@pytest.mark.parametrize("value", ["1", "oui", "Oui", "true", "YES", " 1 "])
def test_flag_is_raised(monkeypatch, value):
    monkeypatch.setenv("SEGUR_ESSAI", value)
    assert read_flag("SEGUR_ESSAI") is True


@pytest.mark.parametrize("value", ["0", "non", "false", "", "peut-être"])
def test_flag_is_lowered(monkeypatch, value):
    monkeypatch.setenv("SEGUR_ESSAI", value)
    assert read_flag("SEGUR_ESSAI", default=True) is False


def test_flag_unset_is_its_default(monkeypatch):
    monkeypatch.delenv("SEGUR_ESSAI", raising=False)
    assert [read_flag("SEGUR_ESSAI"), read_flag("SEGUR_ESSAI", default=True)] == [False, True]


@pytest.mark.parametrize(("value", "expected"), [("", "metropole"), (" Alsace ", "alsace"), ("metropole", "metropole")])
def test_choice(monkeypatch, value, expected):
    monkeypatch.setenv("SEGUR_ESSAI", value)
    assert read_choice("SEGUR_ESSAI", ("metropole", "alsace"), "metropole") == expected


def test_choice_that_is_none_of_them(monkeypatch):
    monkeypatch.setenv("SEGUR_ESSAI", "lune")
    with pytest.raises(ValueError, match="SEGUR_ESSAI must be one of: metropole, alsace"):
        read_choice("SEGUR_ESSAI", ("metropole", "alsace"), "metropole")


def test_without_url_the_tuned_sqlite_file_in_a_folder_that_is_there(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", " ")
    var = tmp_path / "neuf" / "var"
    assert read_database(var) == {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": var / "segur.sqlite3",
        "OPTIONS": SQLITE_OPTIONS,
    }
    assert var.is_dir()
    assert read_database(var)["NAME"] == var / "segur.sqlite3"


def test_folder_that_cannot_be_made_is_left_to_the_database_to_tell(monkeypatch, tmp_path):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    (tmp_path / "fichier").touch()
    var = tmp_path / "fichier" / "var"
    assert read_database(var)["NAME"] == var / "segur.sqlite3"


def test_no_folder_is_made_for_postgresql(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", "postgres://ann@base.example/suivi")
    read_database(tmp_path / "var")
    assert list(tmp_path.iterdir()) == []


def test_postgresql_with_its_escaped_password(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://ann%40ans:p%2Fss%3A@base.example:5433/su%C3%AFvi?sslmode=require")
    assert read_database(VAR) == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "suïvi",
        "USER": "ann@ans",
        "PASSWORD": "p/ss:",
        "HOST": "base.example",
        "PORT": "5433",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"sslmode": "require"},
    }


@pytest.mark.parametrize("url", ["mysql://h/b", "postgres://h", "postgres://h/", "segur.sqlite3"])
def test_unknown_database_is_refused_with_a_sentence(monkeypatch, url):
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(ValueError, match=r"^DATABASE_URL must look like postgres://user:password@host:5432/name\.$"):
        read_database(VAR)


def test_broker_of_the_environment(monkeypatch):
    monkeypatch.setenv("REDIS_URL", "redis://broker.example:6379/2")
    assert read_broker(VAR) == "redis://broker.example:6379/2"


def test_without_url_the_embedded_broker(monkeypatch):
    monkeypatch.delenv("REDIS_URL", raising=False)
    assert read_broker(VAR) == "redis+socket:///var/segur/broker/broker.sock"


@pytest.mark.parametrize("folder", ["d" * SOCKET_MAX, "dossier à accents", "deux mots"])
def test_socket_moves_to_a_short_folder_of_its_own(folder):
    moved, other = find_socket(VAR / folder), find_socket(VAR / folder / "autre")
    assert [path.parent.name.startswith(f"segur-{os.getuid()}-") for path in (moved, other)] == [True, True]
    assert len({moved, other, find_socket(VAR)}) == 3
    assert moved == find_socket(VAR / folder)


def test_longest_path_the_system_takes():
    room = SOCKET_MAX - len("//broker/broker.sock")
    assert [find_socket(Path("/" + "d" * size)).parts[1] == "d" * size for size in (room, room + 1)] == [True, False]
