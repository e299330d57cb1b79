"""What the suite asks of any dispositif beyond what the program refuses: of every file, and of the example of the page.

A rule takes a dispositif and returns its faults, one text each; none when all is well. docs/referentiel.md lists them.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass
from enum import StrEnum

from dossiers.referentiel.dispositif import Dispositif
from dossiers.referentiel.exigence import Exigence, Kind
from dossiers.rules.exemple import check_exemples
from tests.rules.textes import LE

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


Textes = Iterable[tuple[str, str, str]]


def wrong_typography(textes: Textes) -> list[str]:
    return [
        f"{chemin} : {faute} : {texte}"
        for chemin, _, texte in textes
        for faute, motif in TYPOGRAPHIE.items()
        if re.search(motif, texte)
    ]


def unfinished(textes: Textes) -> list[str]:
    return [
        f"{chemin} : {texte}" for chemin, champ, texte in textes if champ in PHRASES and texte[-1:] not in (*".?!", "")
    ]


def examples_hold(lu: Dispositif) -> list[str]:
    return list(check_exemples(lu, LE))


def typography(lu: Dispositif) -> list[str]:
    return wrong_typography(texts(lu, lu.code))


def sentences_end(lu: Dispositif) -> list[str]:
    return unfinished(texts(lu, lu.code))


def questions_are_questions(lu: Dispositif) -> list[str]:
    return [question.code for question in lu.questions if not question.libelle.endswith("\u202f?")]


def conditions_are_exemplified_both_ways(lu: Dispositif) -> list[str]:
    """A rule that no example shows asking, or not asking, is not tested."""
    return [f"{e.code} : {sorted(absents)}" for e in lu.exigences if (absents := _unshown(e, lu))]


def _unshown(exigence: Exigence, lu: Dispositif) -> set[str]:
    montres = {exemple.alors for exemple in exigence.exemples}
    montres |= {dict(exemple.alors).get(exigence.code, "") for exemple in lu.exemples}
    return ({"oui", "non"} if exigence.faits else {"oui"}) - montres


def what_is_asked_serves(lu: Dispositif) -> list[str]:
    """Each question and each line of [faits] is read by a requirement."""
    lus = {fait for exigence in lu.exigences for fait in exigence.faits}
    return sorted({*(question.code for question in lu.questions), *dict(lu.faits)} - lus)


def references_are_official(lu: Dispositif) -> list[str]:
    return sorted(adresse for adresse in references(lu) if not OFFICIELS.fullmatch(adresse))


def references(lu: Dispositif) -> set[str]:
    """Every address that the dispositif cites."""
    return {lu.reference, *(item.reference for item in (*lu.questions, *lu.exigences, *lu.echeances))}


def requirements_say_why_and_how(lu: Dispositif) -> list[str]:
    besoins = {Kind.PIECE: ("motif", "preuve"), Kind.IDENTIFIANT: ("motif", "aide", "obtenir")}
    return [
        f"{exigence.code} : {champ}"
        for exigence in lu.exigences
        for champ in besoins.get(exigence.kind, ("motif",))
        if not getattr(exigence, champ)
    ]


def one_profile_is_for_all(lu: Dispositif) -> list[str]:
    toujours = [profil.code for profil in lu.profils if profil.toujours]
    return [] if len(toujours) == 1 else [f"toujours : {toujours}"]


REGLES: tuple[Callable[[Dispositif], list[str]], ...] = (
    examples_hold,
    typography,
    sentences_end,
    questions_are_questions,
    conditions_are_exemplified_both_ways,
    what_is_asked_serves,
    references_are_official,
    requirements_say_why_and_how,
    one_profile_is_for_all,
)
