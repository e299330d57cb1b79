"""The queue costs what it shows, not what exists: each tab in each order walks along an index, whatever lies behind.

`make bench` measures pages, counts, neighbours and searches among 100,000 and 1,000,000 dossiers; the suite holds the
plans on a few thousand. A million is for PostgreSQL: on SQLite one tab sorts what it holds.
"""

import os
import time
from collections.abc import Callable
from datetime import timedelta
from statistics import median

import pytest
from django.db import connection

from dossiers.models import Compte, Dossier, Editeur, Solution
from dossiers.queries.file import bounded_count, file_page, next_in_file, walk
from dossiers.queries.filtre import Filtre, Referent, Tri, Vue, file_of
from dossiers.rules.priorite import JAMAIS
from tests.bench.test_balayage import SERIES
from tests.factories import LUNDI, make_dossier, make_instructeur, make_membre

pytestmark = [pytest.mark.bench, pytest.mark.django_db, pytest.mark.xdist_group("bench")]
LONGUE = os.environ.get("BENCH") == "longue"
PEU, BEAUCOUP = (100_000, 1_000_000) if LONGUE else (500, 5_000)
EDITEURS, INSTRUCTEURS = (2_000, 20) if LONGUE else (20, 5)
TOURS, RAPPORT_MAX = 5 if LONGUE else 1, 2.0
POSTGRES = connection.vendor == "postgresql"
# Spread over two months, in an order that is not that of the keys.
INSTANTS = {
    "postgresql": "timestamptz '2026-03-02 10:00+01' + ((CAST(n AS bigint) * {pas}) %% 5000000) * interval '1 second'",
    "sqlite": "datetime('2026-03-02 09:00:00', ((CAST(n AS bigint) * {pas}) %% 5000000) || ' seconds')",
}
# Of ten dossiers one waits for the ANS (a quarter of these for nobody yet), four for their éditeur or a third party.
QUI = (
    "CASE n %% 10 WHEN 0 THEN 'ans' WHEN 1 THEN 'editeur' WHEN 2 THEN 'editeur' WHEN 3 THEN 'cnda' "
    "WHEN 4 THEN 'tiers' ELSE '' END"
)
INDEX = {
    (Vue.MOI, Tri.DUS): "dossier_referent_du",
    (Vue.EQUIPE, Tri.DUS): "dossier_bloqueur_du",
    (Vue.EQUIPE, Tri.RECENTS): "dossier_bloqueur_attente",
    (Vue.EQUIPE, Tri.ANCIENS): "dossier_bloqueur_attente",
    (Vue.EDITEUR, Tri.DUS): "dossier_bloqueur_du",
    (Vue.EDITEUR, Tri.RECENTS): "dossier_bloqueur_attente",
    (Vue.TOUS, Tri.DUS): "dossier_du",
    (Vue.TOUS, Tri.RECENTS): "dossier_attente",
    (Vue.TOUS, Tri.ANCIENS): "dossier_attente",
}
TIERS = {(Vue.TIERS, Tri.DUS): "dossier_tiers_du", (Vue.TIERS, Tri.RECENTS): "dossier_tiers_attente"}


def fill(total: int) -> None:
    """Copies of a dossier up to that many: of many companies, in every state, with every one of the ANS."""
    deja = Dossier.objects.count()
    serie, uuid = SERIES[connection.vendor]
    modele = Dossier.objects.order_by("pk").first()
    premier_editeur, premiere_solution, premier_compte = (_first_key(m) for m in (Editeur, Solution, Compte))
    instant = INSTANTS[connection.vendor]
    propres = {
        "uuid": uuid,
        "numero": "n",
        "editeur_id": f"{premier_editeur} + n %% {EDITEURS}",
        "solution_id": f"{premiere_solution} + n %% {EDITEURS}",
        "referent_id": f"CASE WHEN n %% 10 = 0 AND n %% 40 <> 0 THEN {premier_compte} + (n / 10) %% {INSTRUCTEURS} END",
        "bloqueur": QUI,
        "etat": "CASE WHEN n %% 10 = 0 THEN 'soumise' WHEN n %% 10 < 5 THEN 'ouverte' ELSE 'refusee' END",
        "du_le": f"CASE WHEN n %% 10 < 5 THEN {instant.format(pas=7919)} ELSE %s END",
        "attente_le": instant.format(pas=104729),
        "douteux": "n %% 30 = 0",
        "doutes": "CASE WHEN n %% 30 = 0 THEN 'premier' ELSE '' END",
        "nie": "CAST(n AS varchar(20))",
        "nil": "CAST(n AS varchar(20))",
    }
    colonnes = [champ.column for champ in Dossier._meta.concrete_fields if not champ.primary_key]
    valeurs = ", ".join(propres.get(colonne, colonne) for colonne in colonnes)
    requete = (
        f"INSERT INTO dossiers_dossier ({', '.join(colonnes)}) "  # noqa: S608
        f"SELECT {valeurs} FROM dossiers_dossier, {serie} WHERE dossiers_dossier.id = %s"
    )
    with connection.cursor() as curseur:
        curseur.execute(requete, [JAMAIS, deja + 1, total, modele.pk])
        curseur.execute("ANALYZE")


def _first_key(modele: type) -> int:
    """The first of a run of keys that `people` made."""
    return modele.objects.order_by("-pk").values_list("pk", flat=True)[{Compte: INSTRUCTEURS}.get(modele, EDITEURS) - 1]


def people() -> Compte:
    """The companies, one solution each, the reviewers: keys that follow one another. Returns a reviewer."""
    make_dossier(make_membre())
    Editeur.objects.bulk_create(
        Editeur(raison_sociale=f"Entreprise {n:05}", siren=f"{n:09}") for n in range(1, EDITEURS + 1)
    )
    editeurs = Editeur.objects.order_by("-pk")[:EDITEURS][::-1]
    Solution.objects.bulk_create(Solution(editeur=e, nom=f"Logiciel {e.siren}", version_majeure="1") for e in editeurs)
    return [make_instructeur() for _ in range(INSTRUCTEURS)][-1]


@pytest.fixture
def ans() -> Compte:
    return people()


@pytest.mark.parametrize("q", ["00417", "entreprise 00417"])
def test_a_search_goes_by_index_to_what_it_names(ans, q):
    fill(BEAUCOUP)
    disable("seqscan", "indexscan")
    plan = file_of(ans, Filtre(vue=Vue.TOUS, q=q)).order_by().explain()
    attendus = ("BitmapOr", "dossier_nie_trigrammes", "dossier_nil_trigrammes") if POSTGRES else ()
    assert [index for index in attendus if index not in plan] == []


def prefer_order() -> None:
    """Among few rows PostgreSQL would rather sort: it is asked to sort only when no index gives the order."""
    disable("sort")


def disable(*chemins: str) -> None:
    """Ways that PostgreSQL takes only when there is no other: a few thousand rows make all of them cheap."""
    if POSTGRES:
        with connection.cursor() as curseur:
            for chemin in chemins:
                curseur.execute(f"SET LOCAL enable_{chemin} = off")


def is_sorted(plan: str) -> bool:
    """True when the database sorts what it has found instead of finding it in order."""
    return "Sort" in plan or "TEMP B-TREE" in plan


def pages(compte: Compte, filtre: Filtre) -> list[str]:
    """The plans of a first page and of one from the middle, as the queue asks for them."""
    dossiers = file_of(compte, filtre)
    milieu = (LUNDI + timedelta(days=30), 1)
    return [walk(dossiers, filtre.tri, repere)[:26].explain() for repere in (None, milieu)]


def test_each_tab_in_each_order_walks_along_its_index(ans):
    fill(BEAUCOUP)
    prefer_order()
    attendus = INDEX | (TIERS if POSTGRES else {})
    for (vue, tri), index in attendus.items():
        for plan in pages(ans, Filtre(vue=vue, tri=tri)):
            assert (index in plan, is_sorted(plan)) == (True, False), (vue, tri, plan)
    for doute in (True, False):
        for plan in pages(ans, Filtre(vue=Vue.EQUIPE, doute=doute)):
            assert "dossier_douteux" in plan or "dossier_bloqueur_du" in plan, plan
            assert not is_sorted(plan), plan
    for plan in pages(ans, Filtre(vue=Vue.EQUIPE, referent=Referent.PERSONNE)):
        assert "dossier_referent_du" in plan or "dossier_bloqueur_du" in plan


def seconds(act: Callable[[], object]) -> float:
    act()
    durees = []
    for _ in range(TOURS):
        debut = time.perf_counter()
        act()
        durees.append(time.perf_counter() - debut)
    return median(durees)


def measures(compte: Compte) -> dict[str, float]:
    """Milliseconds of what the queue does, by name."""
    ici = Dossier.objects.filter(bloqueur="ans").order_by("du_le", "pk")[20]
    actes: dict[str, Callable[[], object]] = {}
    for vue, tri in (*INDEX, *TIERS):
        filtre = Filtre(vue=vue, tri=tri)
        actes[f"{vue.value}, {tri.value}"] = lambda f=filtre: file_page(file_of(compte, f), LUNDI, tri=f.tri)
    filtres = {"douteux": Filtre(vue=Vue.EQUIPE, doute=True), "nets": Filtre(vue=Vue.EQUIPE, doute=False)}
    filtres |= {mot: Filtre(vue=Vue.TOUS, q=q) for mot, q in RECHERCHES.items()}
    for nom, filtre in filtres.items():
        actes[nom] = lambda f=filtre: file_page(file_of(compte, f), LUNDI, tri=f.tri)
    actes["suivant"] = lambda: next_in_file(compte, ici, filtre=Filtre(vue=Vue.EQUIPE))
    actes["compte borné"] = lambda: bounded_count(file_of(compte, Filtre(vue=Vue.EQUIPE)))
    return {nom: 1000 * seconds(acte) for nom, acte in actes.items()}


RECHERCHES = {
    "cherche une entreprise": "entreprise 00417",
    "cherche un numéro": "0417",
    "cherche un mot commun": "logiciel",
    "cherche en vain": "introuvable",
}


def test_a_page_costs_the_same_among_a_million(ans, record_property):
    couts = {}
    for total in (PEU, BEAUCOUP):
        fill(total)
        couts[total] = measures(ans)
    lignes = [f"{nom} : {couts[PEU][nom]:.1f} → {couts[BEAUCOUP][nom]:.1f} ms" for nom in couts[PEU]]
    record_property("chiffres", f"File, {PEU} → {BEAUCOUP} dossiers. " + " ; ".join(lignes))
    lents = {
        nom: (couts[PEU][nom], cout)
        for nom, cout in couts[BEAUCOUP].items()
        if not nom.startswith("cherche") and cout > 20 and cout > RAPPORT_MAX * couts[PEU][nom]
    }
    assert not LONGUE or lents == {}
