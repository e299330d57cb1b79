"""Every text of a fresh install: it reads, its examples hold, it cites its source and its certitude, in good French."""

import ast
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

import pytest

from dossiers.referentiel.dispositif import Dispositif
from dossiers.referentiel.exigence import Exigence, Kind
from dossiers.referentiel.question import Question
from dossiers.referentiel.source import Certitude
from dossiers.rules.exemple import check_exemples
from tests.rules.textes import LE, TEXTES, commun, dispositif

RACINE = TEXTES.parents[1]
CODES = (
    "DSR-BIO-SGL-Va2",
    "DSR-HOP-DPI-Va2",
    "DSR-HOP-PFI-Va2",
    "DSR-IMG-DB-Va2",
    "DSR-MDV-LGC-Va1",
    "DSR-MDV-LGC-Va2",
    "REM-MS-DUI-Va2",
)
# Codes met in a public text as those of a dispositif. The REM's code is met, but as that of a list of requirements.
CODES_VUS = {"DSR-MDV-LGC-Va1", "DSR-MDV-LGC-Va2", "DSR-IMG-DB-Va2"}
OFFICIELS = re.compile(r"https://([a-z0-9-]+\.)*(gouv\.fr|ameli\.fr)/[!-~]*")
# Texts that a person reads; the rest are codes, addresses and words of the format.
MUETS = {
    "code",
    "reference",
    "adresse",
    "partie",
    "formats_fichier",
    "distinct_de",
    "fait",
    "statut_min",
    "produit",
    "vague",
}
PHRASES = {"contenu", "attente", "introduction", "aide", "motif", "preuve", "obtenir", "note"}

TYPOGRAPHIE = {
    "straight apostrophe": r"'",
    "straight quotation mark": r'"',
    "three dots": r"\.\.\.",
    "two spaces": r"\s\s",
    "no space before : ; ! ?": r"[^\s][;!?]|[^\s]:(?!//)",
    "breakable space before : ; ! ?": r" [:;!?]",
    "no-break space missing after «": r"«(?!\u00a0)",
    "no-break space missing before »": r"(?<!\u00a0)»",
    "space at an end": r"^\s|\s$",
}


def dispositifs() -> tuple[Dispositif, ...]:
    return tuple(dispositif(code) for code in CODES)


def texts(objet: object, chemin: str = "", champ: str = "") -> Iterator[tuple[str, str, str]]:
    """(path, field, text) for everything that a person reads in a référentiel, the common part aside."""
    if isinstance(objet, StrEnum) or champ in MUETS:
        return
    if isinstance(objet, str):
        yield chemin, champ, objet
    elif isinstance(objet, tuple) and champ not in ("quand", "alors", "faits", "si", "sauf"):
        for rang, item in enumerate(objet):
            yield from texts(item, f"{chemin}[{getattr(item, 'code', rang)}]", champ)
    elif is_dataclass(objet):
        for lu in fields(objet):
            if lu.name != "commun":
                yield from texts(getattr(objet, lu.name), f"{chemin}.{lu.name}", lu.name)


def all_texts() -> list[tuple[str, str, str]]:
    lus = [texts(lu, lu.code) for lu in dispositifs()]
    return [item for lot in (texts(commun(), "commun"), *lus) for item in lot if item[2]]


def items() -> list[tuple[str, Question | Exigence]]:
    return [(lu.code, item) for lu in dispositifs() for item in (*lu.questions, *lu.exigences)]


def test_one_file_per_dispositif_named_by_its_code():
    assert sorted(chemin.name for chemin in TEXTES.iterdir()) == sorted(
        ["commun.toml", *(f"{code.lower()}.toml" for code in CODES)]
    )
    assert tuple(lu.code for lu in dispositifs()) == CODES


@pytest.mark.parametrize("code", CODES)
def test_examples_hold(code):
    assert check_exemples(dispositif(code), LE) == ()


@pytest.mark.parametrize("code", CODES)
def test_every_condition_is_exemplified_both_ways(code):
    """A rule that no example shows asking, or not asking, is not tested."""
    lu = dispositif(code)
    for exigence in lu.exigences:
        verdicts = {exemple.alors for exemple in exigence.exemples}
        verdicts |= {dict(exemple.alors).get(exigence.code, "") for exemple in lu.exemples} - {""}
        assert verdicts >= ({"oui", "non"} if exigence.faits else {"oui"}), exigence.code


@pytest.mark.parametrize("code", CODES)
def test_every_question_is_read_by_a_requirement(code):
    lu = dispositif(code)
    lus = {fait for exigence in lu.exigences for fait in exigence.faits}
    assert {question.code for question in lu.questions} - lus == set()
    assert {fait for fait, _ in lu.faits} - lus == set()


def test_every_reference_is_an_official_address():
    adresses = {item.reference for _, item in items()} | {lu.reference for lu in dispositifs()}
    adresses |= {echeance.reference for lu in dispositifs() for echeance in lu.echeances}
    assert {adresse for adresse in adresses if not OFFICIELS.fullmatch(adresse)} == set()
    assert adresses == {source.adresse for source in commun().sources}


def test_catalogue_is_used():
    communs = commun()
    codes = {item.code for _, item in items()}
    assert {item.code for item in (*communs.questions, *communs.exigences)} - codes == set()


def test_dispositif_whose_code_was_not_met_says_so():
    assert {lu.code for lu in dispositifs() if lu.certitude is Certitude.VU} == CODES_VUS


@pytest.mark.parametrize("code", CODES)
def test_what_is_deduced_is_said_in_words_too(code):
    lu = dispositif(code)
    deduits = [exigence for exigence in lu.exigences if exigence.certitude is not Certitude.VU]
    assert [exigence.code for exigence in deduits if "dédui" not in exigence.motif] == []
    if lu.certitude is not Certitude.VU or any(e.certitude is not Certitude.VU for e in lu.echeances):
        assert "dédui" in lu.note


def test_only_the_status_met_in_a_text_is_certain():
    assert [statut.code for statut in commun().echelle.statuts if statut.certitude is Certitude.VU] == ["pre_examen"]


@pytest.mark.parametrize(("faute", "motif"), TYPOGRAPHIE.items())
def test_typography(faute, motif):
    assert [(chemin, texte) for chemin, _, texte in all_texts() if re.search(motif, texte)] == []


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


def test_sentences_end():
    assert [
        (chemin, texte) for chemin, champ, texte in all_texts() if champ in PHRASES and texte[-1] not in ".?!"
    ] == []


def test_questions_are_questions():
    questions = {item.libelle for _, item in items() if isinstance(item, Question)}
    assert {libelle for libelle in questions if not libelle.endswith("\u202f?")} == set()


def test_many_texts_are_read():
    """The walk through the texts sees them: titles, sentences, labels of the ladder, cases."""
    champs = {champ for _, champ, _ in all_texts()}
    assert champs >= PHRASES | {"libelle", "libelles", "titre", "phrase"}


def test_every_requirement_says_why_and_how():
    exigences = [(code, item) for code, item in items() if isinstance(item, Exigence)]
    assert [(code, e.code) for code, e in exigences if not e.motif] == []
    assert [(code, e.code) for code, e in exigences if e.kind is Kind.PIECE and not (e.preuve and e.lecture)] == []
    assert [(code, e.code) for code, e in exigences if e.kind is Kind.IDENTIFIANT and not (e.obtenir and e.aide)] == []


def test_every_dispositif_has_its_general_profile():
    assert {lu.code: [profil.code for profil in lu.profils if profil.toujours] for lu in dispositifs()} == {
        code: ["general"] for code in CODES
    }


def test_calendars():
    calendriers = {lu.code: [echeance.limite for echeance in lu.echeances] for lu in dispositifs() if lu.echeances}
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
    ecrits = [
        (str(chemin.relative_to(RACINE)), code)
        for chemin in _programs()
        for code in CODES
        if code in chemin.read_text(encoding="utf-8")
    ]
    assert ecrits == []


def _programs() -> list[Path]:
    return [chemin for chemin in (RACINE / "dossiers").rglob("*.py") if "management" not in chemin.parts]
