"""The search on the database of the day: its order, its scope, what was mended, its cost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dossiers.actions.fiche import publish_aide
from dossiers.queries.recherche import resultats_of
from tests.aide.questions import AUTRES, RIEN, VINGT
from tests.factories import LGC, LGC_VA1, LUNDI, make_referentiel

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _aide(base_du_module) -> None:
    """The answers of a fresh install, and two dispositifs: with the EAI exception, and without."""
    make_referentiel(LGC)
    make_referentiel(LGC_VA1)
    publish_aide(le=LUNDI)


def first_two(texte: str, dispositif: str = "") -> list[str]:
    return [trouvee.fiche.code for trouvee in resultats_of(texte, dispositif).trouvees[:2]]


def test_questions_as_people_type_them():
    """All at once: publishing the help for each would cost more than asking. The twenty of the issue come first, what
    means nothing comes last and finds nothing.
    """
    ratees = [(texte, first_two(texte)) for texte, code in (*VINGT, *AUTRES) if code not in first_two(texte)]
    assert ratees == []
    assert (len(VINGT), len(AUTRES) > 200) == (20, True)
    assert [(texte, first_two(texte)) for texte in RIEN if first_two(texte)] == []


def test_words_mended_are_said():
    assert resultats_of("homolgation").corrections == {"homolgation": "homologation"}
    assert resultats_of("didentification").corrections == {"didentification": "identification"}


def test_the_order_is_the_same_on_both_databases():
    """The whole ranking of a common word, written here once: the candidates differ in nothing from one to the other."""
    assert [trouvee.fiche.code for trouvee in resultats_of("montage").trouvees] == [
        "montage-avec-exception-eai",
        "montage-sans-exception",
        "nil-conteste",
        "sgl-alimentation-dmp",
    ]


@pytest.mark.parametrize(
    ("dispositif", "codes"),
    [
        (LGC, ["montage-avec-exception-eai"]),
        (LGC_VA1, ["montage-sans-exception"]),
        ("INCONNU", ["montage-avec-exception-eai"]),
    ],
)
def test_a_dispositif_keeps_its_own_answer(dispositif, codes):
    trouvees = first_two("montage solution tierce", dispositif)
    assert trouvees[:1] == codes
    autre = {"montage-avec-exception-eai", "montage-sans-exception"} - set(codes)
    assert (dispositif != "INCONNU") is (autre.isdisjoint(trouvees))


def test_another_offre_is_still_found_from_a_dispositif():
    assert first_two("message d’erreur e-CPS", LGC)[0] == "ecps-message-d-erreur"


def test_it_costs_three_queries(django_assert_num_queries):
    resultats_of("montage")
    with django_assert_num_queries(3):
        resultats_of("montage solution tierce", LGC)
    with django_assert_num_queries(2):
        resultats_of("xyzzy")


def test_the_full_text_of_the_database_is_what_is_read():
    resultats_of("montage")
    with CaptureQueriesContext(
        connection,
    ) as lues:
        resultats_of("montage")
    plein = "dossiers_mots_plein MATCH" if connection.vendor == "sqlite" else "@@ to_tsquery('simple'"
    assert [plein in requete["sql"] for requete in lues] == [False, False, True]
