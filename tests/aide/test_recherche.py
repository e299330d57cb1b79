"""The search on the database of the day: typos, plurals, synonyms, scopes; what is found, what is not, its cost."""

import json

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dossiers.actions.recherche import record_recherche, settle_recherche
from dossiers.models import Recherche
from dossiers.queries.recherche import resultats_of
from dossiers.rules.refus import Interdit
from tests.aide.questions import AUTRES, RIEN, VINGT
from tests.factories import LGC, LGC_VA1, LUNDI, make_administrateur, make_instructeur

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("aide")]


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


def test_words_mended_are_said():
    assert resultats_of("homolgation").corrections == {"homolgation": "homologation"}
    assert resultats_of("didentification").corrections == {"didentification": "identification"}


def test_it_costs_three_queries(django_assert_num_queries):
    resultats_of("montage")
    with django_assert_num_queries(3):
        resultats_of("montage solution tierce", LGC)
    with django_assert_num_queries(2):
        resultats_of("xyzzy")


def test_the_command_prints_json_lines(capsys):
    call_command("chercher_aide", "NIL", "--dispositif", LGC)
    lignes = [json.loads(ligne) for ligne in capsys.readouterr().out.splitlines()]
    assert list(lignes[0]) == ["rang", "code", "titre", "score", "portee", "url"]
    assert (lignes[0]["rang"], lignes[0]["code"]) == (1, "nie-et-nil")
    assert lignes[0]["url"].endswith("/aide/reponse/nie-et-nil/")
    assert [ligne["score"] for ligne in lignes] == sorted((ligne["score"] for ligne in lignes), reverse=True)


def test_the_page_shows_and_records(client):
    page = client.get("/aide/recherche/", {"q": "homogation EAI obligatoire"})
    assert "montage-avec-exception-eai" in page.content.decode()
    assert Recherche.objects.count() == 0
    for _ in range(2):
        vide = client.get("/aide/recherche/", {"q": "Tarte aux pommes !", "dispositif": LGC})
    assert "Aucune réponse à" in vide.content.decode()
    assert [(r.texte, r.dispositif, r.nombre) for r in Recherche.objects.all()] == [("tarte aux pommes", LGC, 2)]


def test_no_question_breaks_it(client):
    questions = ("%00", "'; DROP TABLE", '"AND" OR NOT *', "(", "a" * 5000, "🙂", "NEAR(a b)")
    assert [q for q in questions if client.get("/aide/recherche/", {"q": q}).status_code != 200] == []


def test_a_robot_that_searches_in_vain_is_kept_no_more():
    for rang in range(40):
        record_recherche(texte=f"mot{rang}", dispositif="", adresse="192.0.2.1", le=LUNDI)
    assert Recherche.objects.count() == 31


def test_what_could_name_someone_is_not_kept():
    """Neither an address, nor a number of eight figures or more, however it is spaced."""
    for texte in (
        "un 810003456786",
        "deux 8 1000 345 67.86 pommes",
        "trois rpps10003456786",
        "06 12-34 56 78",
        "quatre zoe@exemple.fr",
        "cinq zoe＠exemple.fr",
        "six 2026 v2",
    ):
        record_recherche(texte=texte, dispositif="", adresse="192.0.2.1", le=LUNDI)
    gardes = list(Recherche.objects.order_by("pk").values_list("texte", flat=True))
    assert gardes == ["un", "deux pommes", "trois rpps", "six 2026 v2"]


def test_an_empty_search_is_settled_until_it_comes_back():
    record_recherche(texte="tarte", dispositif="", adresse="", le=LUNDI)
    recherche = Recherche.objects.get()
    with pytest.raises(Interdit):
        settle_recherche(recherche=recherche, par=make_instructeur())
    settle_recherche(recherche=recherche, par=make_administrateur(), le=LUNDI)
    assert Recherche.objects.filter(traitee_le=None).count() == 0
    record_recherche(texte="Tarte", dispositif="", adresse="", le=LUNDI)
    assert Recherche.objects.get(traitee_le=None).nombre == 2


def test_the_full_text_of_the_database_is_what_is_read():
    resultats_of("montage")
    with CaptureQueriesContext(
        connection,
    ) as lues:
        resultats_of("montage")
    plein = "dossiers_mots_plein MATCH" if connection.vendor == "sqlite" else "@@ to_tsquery('simple'"
    assert [plein in requete["sql"] for requete in lues] == [False, False, True]
