"""What a database must know of the proofs, whatever it holds."""

import pytest
from django.db import connection

from dossiers.models import Piece

pytestmark = pytest.mark.django_db


def test_the_same_picture_is_found_without_reading_all_of_them():
    with connection.cursor() as curseur:
        contraintes = connection.introspection.get_constraints(curseur, Piece._meta.db_table)
    assert (contraintes["piece_empreinte"]["columns"], contraintes["piece_empreinte"]["index"]) == (["sha256"], True)
