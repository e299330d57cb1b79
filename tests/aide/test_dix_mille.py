"""Ten thousand answers: what search and guided questions cost. Processor time: machines are shared."""

from datetime import date
from statistics import median
from time import process_time

import pytest
from django.db import connection

from dossiers.actions.vocable import index_fiches
from dossiers.models import Fiche, Mots
from dossiers.queries.recherche import CANDIDATES, resultats_of
from dossiers.rules.portee import Portee, write_portee
from tests.factories import LGC, LUNDI

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("aide")]
NOMBRE = 10_000
# Seconds, of one request.
BORNE = 0.05
SYLLABES = ("ba", "ko", "mi", "ru", "ta", "vel", "dor", "pin", "sul", "gra")
OFFRES, COULOIRS = (
    ("segur", "identification", "terminologies", "mcs"),
    ("hop", "mdv", "bio", "img", "off", "ms", "sf", "cd", "para"),
)


def word(rang: int) -> str:
    """A word of its own for each number."""
    return "".join(SYLLABES[int(chiffre)] for chiffre in f"{rang:05}")


def many() -> None:
    """Answers that share common words (logiciel, dossier, homologation) and scopes of every kind."""
    portees = [
        write_portee(Portee("parcours", (OFFRES[rang % 4],), (COULOIRS[rang % 9],) * (rang % 3 == 0)))
        for rang in range(36)
    ]
    fiches = [
        Fiche(
            code=f"masse-{rang}",
            version=1,
            sujet=f"masse-{rang}",
            question=f"Comment {word(rang)} mon logiciel pour {word(rang % 97)} ?",
            essentiel=f"Le dossier d’homologation {word(rang % 1009)} suffit.",
            texte=f"Détail {word(rang % 31)}.",
            formulations=[f"{word(rang % 503)} du dossier"],
            portee=portees[rang % 36],
            sources=[["ANS", "https://esante.gouv.fr/", "2026-11-26"]],
            responsable="Équipe",
            revoir_le=date(2099, 1, 1),
            sha256=f"{rang:064}",
            publie_le=LUNDI,
        )
        for rang in range(NOMBRE)
    ]
    Fiche.objects.bulk_create(fiches, batch_size=2_000)
    index_fiches(fiches=fiches)


def cost(appel) -> float:
    """The median processor time of five calls, the first one (which fills the caches) aside."""
    appel()
    durees = []
    for _ in range(5):
        debut = process_time()
        appel()
        durees.append(process_time() - debut)
    return median(durees)


QUESTIONS = (
    "homogation EAI obligatoire",
    "dossier logiciel homologation",
    "comment faire mon dossier de logiciel",
    f"{word(4321)} logiciel",
    f"{word(4321)}x logiciel",
    "xyzzyxyzzy plughplugh",
    # As many words to mend as are ever looked at, glued or mistyped, some from their first letter.
    " ".join(("homolgationdossier", *(f"x{word(rang)[1:]}z" for rang in (1234, 5678, 9012, 3456, 7890)))),
    "dos sier log iciel homo logation mon tage sol ution exc eption",
)


def test_search_and_guided_questions_stay_cheap(client, django_assert_num_queries, record_property):
    many()
    durees = {texte: cost(lambda texte=texte: resultats_of(texte, LGC)) for texte in QUESTIONS}
    assert [t.fiche.code for t in resultats_of(f"{word(4321)} logiciel").trouvees][:1] == ["masse-4321"]
    assert [t.fiche.code for t in resultats_of("exception eai montage", LGC).trouvees][:1] == [
        "montage-avec-exception-eai"
    ]
    with django_assert_num_queries(3):
        resultats_of("dossier logiciel homologation", LGC)
    pages = ("/aide/guide/", "/aide/guide/?offre=segur", "/aide/guide/?offre=segur&couloir=hop&voir=oui")
    durees |= {page: cost(lambda page=page: client.get(page)) for page in pages}
    with django_assert_num_queries(2):
        client.get(pages[1])
    with django_assert_num_queries(4):
        page = client.get(pages[2])
    assert page.content.count(b"<article") == 30
    lentes = {quoi: duree for quoi, duree in durees.items() if duree > BORNE}
    record_property("chiffres", ", ".join(f"{quoi} : {duree * 1000:.0f} ms" for quoi, duree in durees.items()))
    assert lentes == {}
    assert_plans()


def assert_plans() -> None:
    """The full text of the database is read, never the whole table; the ranking looks at a bounded number of rows."""
    lignes = Mots.objects.filter(tout__pleintexte="dossi").order_by("pk")
    assert len(lignes[:CANDIDATES]) == CANDIDATES
    if connection.vendor == "postgresql":
        with connection.cursor() as curseur:
            curseur.execute("ANALYZE dossiers_mots")
    plan = Mots.objects.filter(tout__pleintexte="masse | montag").explain()
    assert ("mots_plein" if connection.vendor == "postgresql" else "VIRTUAL TABLE INDEX") in plan
