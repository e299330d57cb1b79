"""Every text of a fresh install: it reads, its examples hold, it cites its source and its certitude, in good French."""

import ast
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from dossiers.referentiel.dispositif import Dispositif
from dossiers.referentiel.source import Certitude
from tests.referentiel.regles import PHRASES, REGLES, TYPOGRAPHIE, references, texts, unfinished, wrong_typography
from tests.rules.textes import TEXTES, commun, dispositif, read

RACINE = TEXTES.parents[1]
# The dispositifs of a fresh install. An eighth file is read and judged like them, and needs no line here.
LIVRES = (
    "DSR-BIO-SGL-Va2",
    "DSR-HOP-DPI-Va2",
    "DSR-HOP-PFI-Va2",
    "DSR-IMG-DB-Va2",
    "DSR-MDV-LGC-Va1",
    "DSR-MDV-LGC-Va2",
    "REM-MS-DUI-Va2",
)
FICHIERS = sorted(chemin.name for chemin in TEXTES.iterdir() if chemin.name != "commun.toml")
# Codes met in a public text as those of a dispositif. The REM's code is met, but as that of a list of requirements.
CODES_VUS = {"DSR-MDV-LGC-Va1", "DSR-MDV-LGC-Va2", "DSR-IMG-DB-Va2"}


def dispositifs() -> tuple[Dispositif, ...]:
    return tuple(read(fichier) for fichier in FICHIERS)


def all_texts() -> list[tuple[str, str, str]]:
    lus = [texts(lu, lu.code) for lu in dispositifs()]
    return [item for lot in (texts(commun(), "commun"), *lus) for item in lot if item[2]]


@pytest.mark.parametrize("fichier", FICHIERS)
def test_file_is_named_by_its_code(fichier):
    assert f"{read(fichier).code.lower()}.toml" == fichier


@pytest.mark.parametrize("regle", REGLES, ids=lambda regle: regle.__name__)
@pytest.mark.parametrize("fichier", FICHIERS)
def test_dispositif_keeps_the_rules_of_the_suite(fichier, regle):
    assert regle(read(fichier)) == []


def test_common_part_keeps_them_too():
    textes = list(texts(commun(), "commun"))
    assert (wrong_typography(textes), unfinished(textes)) == ([], [])


def test_fresh_install_has_its_seven_dispositifs():
    assert {lu.code for lu in dispositifs()} >= set(LIVRES)


def test_every_source_is_cited():
    citees = {adresse for lu in dispositifs() for adresse in references(lu)}
    assert {source.adresse for source in commun().sources} - citees == set()


def test_catalogue_is_used():
    communs = commun()
    codes = {item.code for lu in dispositifs() for item in (*lu.questions, *lu.exigences)}
    assert {item.code for item in (*communs.questions, *communs.exigences)} - codes == set()


def test_dispositif_whose_code_was_not_met_says_so():
    assert {code for code in LIVRES if dispositif(code).certitude is Certitude.VU} == CODES_VUS


@pytest.mark.parametrize("code", LIVRES)
def test_what_is_deduced_is_said_in_words_too(code):
    lu = dispositif(code)
    deduits = [exigence for exigence in lu.exigences if exigence.certitude is not Certitude.VU]
    assert [exigence.code for exigence in deduits if "dédui" not in exigence.motif] == []
    if lu.certitude is not Certitude.VU or any(e.certitude is not Certitude.VU for e in lu.echeances):
        assert "dédui" in lu.note


def test_only_the_status_met_in_a_text_is_certain():
    assert [statut.code for statut in commun().echelle.statuts if statut.certitude is Certitude.VU] == ["pre_examen"]


@pytest.mark.parametrize(
    ("faute", "texte"),
    [
        ("straight apostrophe", "l'ANS"),
        ("straight quotation mark", 'un "mot"'),
        ("three dots", "etc..."),
        ("two spaces", "un  mot"),
        ("no space before : ; ! ?", "ainsi: oui"),
        ("no space before : ; ! ?", "quoi?"),
        ("breakable space before : ; ! ?", "ainsi : oui"),
        ("breakable space before : ; ! ?", "quoi ?"),
        ("no-break space missing after «", "« mot\u00a0»"),
        ("no-break space missing before »", "«\u00a0mot »"),
        ("space at an end", "mot "),
    ],
)
def test_typography_is_really_checked(faute, texte):
    assert re.search(TYPOGRAPHIE[faute], texte)
    assert not re.search(
        TYPOGRAPHIE[faute], "L’ANS dit\u00a0: «\u00a0oui\u00a0», à https://esante.gouv.fr\u202f; et vous\u202f?"
    )


# What people read is also in templates and in the program. A space may stand beside a value there: only what is wrong
# whatever surrounds it is looked for.
TYPOGRAPHIE_DU_PROGRAMME = {
    "breakable space before : ; ! ? »": r" [:;!?»](?=[\s.,)\x00\x01]|$)",
    "breakable space after «": r"« ",
    "straight apostrophe": r"(?<=[A-Za-zÀ-ÿ])'(?=[A-Za-zÀ-ÿ])",
    "three dots": r"\.\.\.",
}
COMMENTAIRES = re.compile(r"{% comment %}.*?{% endcomment %}|{#.*?#}", re.S)
BALISES, HTML = re.compile(r"{%.*?%}|{{.*?}}", re.S), re.compile(r"<[^>]*>")
ARGUMENTS = re.compile(r'(?:titre|texte|libelle|ici|precision|etiquette)="([^"]*)"')
# Written for machines: a diagram, what the interpreter warns of.
POUR_LES_MACHINES = {"dossiers/rules/diagramme.py", "segur/processus.py"}


def template_texts() -> Iterator[tuple[str, str]]:
    """(file, text) for what a template writes itself, values and elements reduced to one character each."""
    for chemin in sorted((RACINE / "templates").rglob("*")):
        if chemin.suffix in (".html", ".txt"):
            source = COMMENTAIRES.sub("", chemin.read_text(encoding="utf-8"))
            textes = [HTML.sub("\x01", BALISES.sub("\x00", source)), *ARGUMENTS.findall(source)]
            yield from ((str(chemin.relative_to(RACINE)), texte) for texte in textes)


def program_texts() -> Iterator[tuple[str, str]]:
    """(file:line, text) for the strings of the program, docstrings and what goes to the journal aside."""
    for racine in ("dossiers", "segur"):
        for chemin in sorted((RACINE / racine).rglob("*.py")):
            nom = str(chemin.relative_to(RACINE))
            if nom not in POUR_LES_MACHINES:
                arbre = ast.parse(chemin.read_text(encoding="utf-8"))
                yield from ((f"{nom}:{texte.lineno}", texte.value) for texte in _strings(arbre))


def _strings(arbre: ast.Module) -> list[ast.Constant]:
    muets = {id(noeud.value) for noeud in ast.walk(arbre) if isinstance(noeud, ast.Expr)}
    muets |= {id(lu) for noeud in ast.walk(arbre) if _is_journal(noeud) for lu in ast.walk(noeud)}
    textes = [noeud for noeud in ast.walk(arbre) if isinstance(noeud, ast.Constant) and id(noeud) not in muets]
    return [texte for texte in textes if isinstance(texte.value, str)]


def _is_journal(noeud: ast.AST) -> bool:
    if not isinstance(noeud, ast.Call) or not isinstance(noeud.func, ast.Attribute):
        return False
    return isinstance(noeud.func.value, ast.Name) and noeud.func.value.id == "journal"


@pytest.mark.parametrize(("faute", "motif"), TYPOGRAPHIE_DU_PROGRAMME.items())
@pytest.mark.parametrize("textes", [template_texts, program_texts])
def test_typography_of_templates_and_of_the_program(textes, faute, motif):
    fautes = [
        (ou, texte[max(0, m.start() - 30) : m.end() + 10]) for ou, texte in textes() for m in re.finditer(motif, texte)
    ]
    assert fautes == []


def test_templates_and_the_program_are_really_read():
    gabarits, phrases = dict(template_texts()), [texte for _, texte in program_texts()]
    assert len(gabarits) > 80
    assert "Mes dossiers" in " ".join(texte for ou, texte in template_texts() if ou.endswith("depot/portefeuille.html"))
    assert "La charte est acceptée. L’étape 2 «\u00a0Éligibilité\u00a0» est ouverte." in phrases
    assert [faute for faute, motif in TYPOGRAPHIE_DU_PROGRAMME.items() if not re.search(motif, FAUTIF)] == []


FAUTIF = "L'ANS dit : « non »..."


def test_many_texts_are_read():
    """The walk through the texts sees them: titles, sentences, labels of the ladder, cases."""
    champs = {champ for _, champ, _ in all_texts()}
    assert champs >= PHRASES | {"libelle", "libelles", "titre", "phrase"}


def test_calendars():
    calendriers = {
        lu.code: [echeance.limite for echeance in lu.echeances] for lu in map(dispositif, LIVRES) if lu.echeances
    }
    assert calendriers == {
        "DSR-MDV-LGC-Va1": [datetime(2022, 6, 15, 14), datetime(2022, 8, 31, 14)],
        "DSR-IMG-DB-Va2": [
            datetime(2025, 9, 10, 12),
            datetime(2026, 5, 13, 12),
            datetime(2026, 9, 16, 12),
            datetime(2026, 11, 10, 12),
            datetime(2027, 9, 15, 12),
            datetime(2027, 12, 15, 12),
        ],
    }


def test_couloirs_and_etapes():
    assert {couloir.code: couloir.libelle for couloir in commun().couloirs} == {
        "hop": "Hôpital",
        "mdv": "Médecin de ville",
        "bio": "Biologie médicale",
        "img": "Imagerie",
        "off": "Officine",
        "ms": "Social et Médico-social",
        "sf": "Sage-femme",
        "cd": "Chirurgien-Dentiste",
        "para": "Paramédical",
    }
    assert [etape.libelle for etape in commun().etapes] == [
        *("Candidature administrative", "Éligibilité", "Preuves", "Attribution")
    ]


def test_no_code_of_a_dispositif_in_the_program():
    """Nothing is decided on a code: it is not even written there."""
    codes = [lu.code for lu in dispositifs()]
    ecrits = [
        (str(chemin.relative_to(RACINE)), code)
        for chemin in _programs()
        for code in codes
        if code in chemin.read_text(encoding="utf-8")
    ]
    assert ecrits == []


def _programs() -> list[Path]:
    return [chemin for chemin in (RACINE / "dossiers").rglob("*.py") if "management" not in chemin.parts]


# A date for a machine may be written by hand: an address, a file's name, a key, a spreadsheet.
DATES_DES_MACHINES = {"c", "Y-m-d"}
A_LA_MAIN = re.compile(r"strftime|date_format|\{[^{}]*:%(?!Y)|\.minute\b")
TABLEUR = "dossiers/queries/tableau.py"


def test_templates_say_dates_with_one_pack_of_filters():
    """« 1er avril 2026 à 17 h 30 »: templatetags/jour.py, never Django's own `date`, `time` or `now`."""
    autres = [
        (str(chemin.relative_to(RACINE)), trouve)
        for chemin in sorted((RACINE / "templates").rglob("*.*"))
        for trouve in re.findall(
            r"\|(?:date|time)\b(?::[\"'][^\"']*[\"'])?|{% now\b", chemin.read_text(encoding="utf-8")
        )
        if trouve.partition(":")[2].strip("\"'") not in DATES_DES_MACHINES
    ]
    assert autres == []


def test_no_sentence_of_the_program_makes_a_date_by_hand():
    ecrits = [
        str(chemin.relative_to(RACINE))
        for racine in ("dossiers", "segur")
        for chemin in sorted((RACINE / racine).rglob("*.py"))
        if A_LA_MAIN.search(chemin.read_text(encoding="utf-8"))
    ]
    assert ecrits == [TABLEUR, "dossiers/rules/jour.py"]


@pytest.mark.parametrize("faute", ['le.strftime("%H:%M")', 'f"{le:%d/%m/%Y}"', 'f"{le:%H:%M}"', 'f"{ici.minute:02}"'])
def test_dates_made_by_hand_are_really_seen(faute):
    assert A_LA_MAIN.search(faute)
    assert not A_LA_MAIN.search('f"{jour:%Y-%m-%d}.csv"')
