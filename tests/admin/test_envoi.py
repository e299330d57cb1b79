"""The log of mails: every kind has its words."""

from dossiers.admin.envoi import LIBELLES
from dossiers.rules.envoi import Genre


def test_every_kind_of_mail_has_its_words():
    assert set(LIBELLES) == set(Genre)
