"""Training dossiers are outside of every statistic: what is counted with some is what is counted without."""

import ast
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings

from dossiers.actions.etape import decide_etape
from dossiers.actions.formation import start_formation
from dossiers.models import Dossier, Editeur, Piece
from dossiers.queries.agenda import dates_of
from dossiers.queries.analyse import bilan_of_analyses
from dossiers.queries.calendrier import calendrier_of
from dossiers.queries.delai import delai_of
from dossiers.queries.duree import durees_of
from dossiers.queries.equipe import membres_of, partage_of
from dossiers.queries.file import Filtre, Vue, file_of
from dossiers.queries.piece import with_lecture
from dossiers.queries.referentiel import dispositif_of
from dossiers.queries.rejeu import replays_of
from dossiers.queries.situation import situation_of
from dossiers.queries.tableau import dossiers_suivis, export_rows, tableau_of
from dossiers.queries.utilite import taches
from dossiers.rules.formation import EXERCICES
from dossiers.rules.garde import expected_examens
from dossiers.rules.situation import Examen
from tests.factories import LUNDI, fresh, make_decided, make_instructeur, make_referentiel, make_submitted

pytestmark = pytest.mark.django_db
LE = LUNDI + timedelta(days=3)


@pytest.fixture
def ans():
    return make_instructeur()


def train(ans) -> None:
    """One of each exercise; the first is validated, the second contested."""
    for rang, exercice in enumerate(EXERCICES):
        dossier = start_formation(exercice=exercice, referentiel=make_referentiel(), par=ans, le=LUNDI)
        codes = expected_examens(situation_of(dossier, LE))
        verdict = ("a_corriger", "Non.") if rang == 1 else ("conforme", "")
        examens = {code: Examen(code, *verdict) for code in codes}
        decision = {0: "valider", 1: "demander_complements"}.get(rang)
        if decision:
            version = fresh(dossier).version
            decide_etape(dossier=dossier, decision=decision, examens=examens, version=version, par=ans, le=LE)


def counted(ans) -> dict[str, object]:
    """Everything that counts, lists or measures dossiers for the ANS."""
    suivis = dossiers_suivis(ans)
    commun = dispositif_of(make_referentiel()).commun
    vues = [vue for vue in Vue if vue is not Vue.FORMATION]
    return {
        "tableau": tableau_of(suivis, {"mdv": "Ville"}, LE),
        "export": list(export_rows(suivis, {})),
        "durees": durees_of(commun, calendrier_of(commun)),
        "file": {vue: sorted(file_of(ans, Filtre(vue=vue)).values_list("pk", flat=True)) for vue in vues},
        "antivirus": bilan_of_analyses(),
        "aide": taches(LE.date()),
        "agenda": len(dates_of(ans, LE)),
        "charges": [(m.compte.pk, m.charge, m.douteux, m.en_retard) for m in membres_of(LE)],
        "partage": partage_of(LE).total,
        "delai": delai_of("DSR-MDV-LGC-Va2", 2, calendrier_of(commun)),
        "editeurs": list(Editeur.objects.reels().values_list("pk", flat=True)),
        "dossiers": Dossier.objects.reels().count(),
    }


def test_nothing_counted_changes(ans):
    make_decided("valider", par=ans)
    make_decided("demander_complements", par=ans)
    make_submitted()
    avant = counted(ans)
    train(ans)
    assert Dossier.objects.filter(formation=True).count() == len(EXERCICES)
    assert counted(ans) == avant


def test_a_real_picture_is_not_told_as_seen_in_training_nor_the_other_way(ans):
    train(ans)
    reelle = make_submitted().pieces.get()
    pieces = with_lecture(Piece.objects.select_related("dossier").order_by("pk"))
    Piece.objects.filter(dossier__formation=True).update(sha256=reelle.sha256)
    assert {piece.dossier.formation: replays_of(piece) for piece in pieces} == {True: (), False: ()}


def test_its_formation_is_that_of_its_company(ans):
    train(ans)
    make_submitted()
    assert all(d.formation == d.editeur.formation for d in Dossier.objects.select_related("editeur").order_by("pk"))


# The queries that count, over the dossiers of everyone: each must say, in so many words, that it leaves training out.
COMPTENT = (
    "tableau",
    "duree",
    "utilite",
    "analyse",
    "rejeu",
    "agenda",
    "file",
    "filtre",
    "equipe",
    "doute",
    "decision",
)


@pytest.mark.parametrize("module", COMPTENT)
def test_each_query_that_counts_says_so(module):
    source = (Path(settings.BASE_DIR) / "dossiers" / "queries" / f"{module}.py").read_text("utf-8")
    noms = {noeud.attr for noeud in ast.walk(ast.parse(source)) if isinstance(noeud, ast.Attribute)}
    mots = {noeud.arg for noeud in ast.walk(ast.parse(source)) if isinstance(noeud, ast.keyword)}
    assert "reels" in noms or any("formation" in (mot or "") for mot in mots), module
