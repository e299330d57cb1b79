"""The cases of the help: each published dispositif once, each couloir without any, each service."""

import pytest

from dossiers.queries import portee
from dossiers.queries.portee import cas_of, catalogue
from dossiers.queries.referentiel import dispositif_of
from tests.factories import LGC, LGC_VA1, make_referentiel

pytestmark = pytest.mark.django_db


def test_before_any_dispositif_the_offre_alone():
    cas = catalogue().cas
    assert [(c.offre, c.couloir, c.dispositif) for c in cas if c.produit is None] == [("segur", None, None)]
    assert {c.offre for c in cas if c.produit} & {"segur"} == set()


def test_each_dispositif_once_and_the_couloirs_that_have_none():
    lgc, va1 = make_referentiel(LGC), make_referentiel(LGC_VA1)
    lu = catalogue()
    attendus = [cas_of(dispositif_of(referentiel)) for referentiel in (va1, lgc)]
    assert sorted(lu.cas[:2], key=lambda cas: cas.dispositif) == attendus
    assert [(c.couloir, c.produit, dict(c.faits)["exception_eai"]) for c in attendus] == [
        ("mdv", "LGC", False),
        ("mdv", "LGC", True),
    ]
    couloirs = [c.couloir for c in lu.cas if c.couloir and not c.dispositif]
    assert len(couloirs) == len(set(couloirs)) > 5
    assert "mdv" not in couloirs


def test_codes_have_their_names():
    make_referentiel(LGC)
    lu = catalogue()
    noms = [
        lu.libelle(*paire) for paire in (("couloir", "mdv"), ("offre", "segur"), ("exigence", "nil"), ("fait", "x"))
    ]
    assert noms == [
        "Médecin de ville",
        "Référencement Ségur d’un logiciel",
        "Numéro d’identification logiciel (NIL)",
        "x",
    ]


def test_one_query_once_the_texts_are_read(django_assert_num_queries):
    portee._catalogue.cache_clear()
    make_referentiel(LGC)
    catalogue()
    with django_assert_num_queries(1):
        catalogue()
    make_referentiel(LGC_VA1)
    with django_assert_num_queries(2):
        assert {c.dispositif for c in catalogue().cas if c.dispositif} == {LGC, LGC_VA1}
