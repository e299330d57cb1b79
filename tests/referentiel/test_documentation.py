"""docs/referentiel.md is enough to write an eighth dispositif: its example works, and no field is left out."""

import re
from dataclasses import fields
from datetime import date, datetime
from pathlib import Path

import pytest

from dossiers.referentiel.commun import Couloir, Etape, Fermeture, Partie
from dossiers.referentiel.dispositif import Dispositif, Echeance, ExempleDispositif, Profil
from dossiers.referentiel.echelle import Statut
from dossiers.referentiel.exigence import Exemple, Exigence, Format, Kind, Lecture, Porteur
from dossiers.referentiel.jalon import Fin, Jalon
from dossiers.referentiel.question import Choix, Portee, Question
from dossiers.referentiel.relance import Depuis, Pour, Relance
from dossiers.referentiel.source import Certitude, Source
from dossiers.referentiel.texte import BLOCS_COMMUN, BLOCS_DISPOSITIF, TETE, read_dispositif
from dossiers.rules.exemple import check_exemples
from dossiers.rules.exigence import judge_exigences
from dossiers.rules.question import questions_pertinentes, read_faits
from tests.referentiel.regles import REGLES
from tests.rules.textes import LE, commun

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "referentiel.md").read_text(encoding="utf-8")
EXEMPLE = re.search(r"```toml\n(\[dispositif\].*?)```", PAGE, re.DOTALL).group(1)
DEDUITS = {"commun", "profils", "exigences", "echeances", "faits"}
PROPRES = {"financement": False, "proxy": False, "profil_general": True, "profil_groupement": True}


def read_eighth(tmp_path: Path, texte: str = EXEMPLE) -> Dispositif:
    """The example of the page, as a file a person has just written."""
    chemin = tmp_path / "dsr-off-lgo-va2.toml"
    chemin.write_text(texte, encoding="utf-8")
    return read_dispositif(chemin.read_text(encoding="utf-8"), commun(), chemin.name)


def test_eighth_dispositif_reads_and_its_examples_hold(tmp_path):
    lu = read_eighth(tmp_path)
    assert (lu.code, lu.couloir.libelle, lu.certitude, lu.lu_le) == (
        *("DSR-OFF-LGO-Va2", "Officine", Certitude.INFERE, date(2026, 11, 23)),
    )
    assert [echeance.limite for echeance in lu.echeances] == [datetime(2027, 3, 31, 14)]
    assert check_exemples(lu, LE) == ()


@pytest.mark.parametrize("regle", REGLES, ids=lambda regle: regle.__name__)
def test_eighth_dispositif_keeps_the_rules_of_the_suite(tmp_path, regle):
    assert regle(read_eighth(tmp_path)) == []


def test_eighth_dispositif_is_asked_and_judged_end_to_end(tmp_path):
    lu, reponses = read_eighth(tmp_path), {}
    parcours = []
    for question, reponse in (("montage", "oui"), ("moteur", "oui"), ("hebergement", "tiers"), ("", "")):
        faits = read_faits(lu, PROPRES, reponses)
        montrees = [posee.code for posee in questions_pertinentes(lu, faits, LE, 2)]
        verdicts = "".join(verdict.valeur.value[0] for verdict in judge_exigences(lu, faits, LE, 2))
        parcours.append((montrees, verdicts))
        reponses[question] = reponse
    assert [exigence.code for exigence in lu.exigences_de(2)] == [
        *("nie", "nil", "nil_tiers", "preuve_cnda", "solution_tiers", "versions_obsoletes", "contrat_hebergement"),
    ]
    assert parcours == [
        (["montage", "hebergement"], "oiiiini"),
        (["montage", "moteur", "hebergement"], "oiiioni"),
        (["montage", "moteur", "hebergement"], "oonooni"),
        (["montage", "moteur", "hebergement"], "oonoono"),
    ]


def test_eighth_dispositif_whose_example_lies_is_told(tmp_path):
    faux = EXEMPLE.replace('hebergement = "soi" }, alors = "non"', 'hebergement = "soi" }, alors = "oui"')
    assert check_exemples(read_eighth(tmp_path, faux), LE) == (
        "DSR-OFF-LGO-Va2, exigence « contrat_hebergement », exemple n° 4 : quand profil_groupement = oui, "
        "hebergement = soi, attendu « oui », obtenu « non ». Corrigez l’exemple ou la condition.",
    )


@pytest.mark.parametrize(
    "cls",
    [
        Profil,
        Echeance,
        ExempleDispositif,
        Question,
        Choix,
        Exigence,
        Exemple,
        Lecture,
        Couloir,
        Etape,
        Partie,
        Statut,
        Source,
        Fermeture,
        Relance,
        Jalon,
    ],
)
def test_every_field_is_explained(cls):
    assert [champ.name for champ in fields(cls) if not _explained(champ.name)] == []


def test_every_field_of_the_head_is_explained():
    assert [champ for champ in TETE if not _explained(champ)] == []
    assert {champ.name for champ in fields(Dispositif)} - DEDUITS - {"exemples"} <= {*TETE}


def test_every_block_is_explained():
    blocs = {*(f"[[{bloc}]]" for bloc in (*BLOCS_COMMUN, *BLOCS_DISPOSITIF)), "[dispositif]", "[faits]"}
    assert {bloc for bloc in blocs if f"`{bloc}`" not in PAGE} == set()


@pytest.mark.parametrize("enum", [Kind, Format, Porteur, Portee, Certitude, Depuis, Pour, Fin])
def test_every_word_is_explained(enum):
    assert [mot.value for mot in enum if f'`"{mot.value}"`' not in PAGE] == []


def _explained(champ: str) -> bool:
    return f"`{champ}`" in PAGE or re.search(rf"[{{,] {champ} = ", PAGE) is not None
