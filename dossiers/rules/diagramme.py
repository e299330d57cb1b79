"""The text of docs/parcours.md, from the table of transitions: `manage.py dessiner_parcours > docs/parcours.md`.

A test holds the file against the table: whoever changes a row writes the page anew.
"""

from collections.abc import Iterator

from dossiers.rules.parcours import ETATS, ROLES, Etat, Role
from dossiers.rules.transition import TRANSITIONS, Transition

GARDES_DITES = {
    "preparation_complete": "rien ne manque de ce que l’ANS pourrait renvoyer",
    "tout_conforme": "chaque exigence a son verdict, aucune n’est à corriger",
    "corrections_motivees": "chaque exigence a son verdict, une au moins est à corriger, chacune avec son motif",
}
ENTETE = """# Le parcours d’une étape

Cette page est écrite par `python manage.py dessiner_parcours > docs/parcours.md` d’après la table `TRANSITIONS` de
`dossiers/rules/transition.py` ; un essai la compare à la table. Pas de ligne, pas de geste.

Un dossier se tient à la première étape qui n’est ni validée ni fermée. Les étapes 3 et 4 s’ouvrent, mais ne se
remplissent pas encore ici : aucun geste ne les fait avancer.
"""


def write_parcours() -> str:
    """The whole page, in Markdown: one diagram per étape, then the table of gestes."""
    etapes = sorted({etape for t in TRANSITIONS if t.vers for etape in t.etapes})
    return "\n".join([ENTETE, *(_draw(etape) for etape in etapes), _tabulate()])


def _draw(etape: int) -> str:
    lignes = [f"## Étape {etape}", "", "```mermaid", "stateDiagram-v2", f"    [*] --> {Etat.OUVERTE}"]
    lignes += [f"    {etat} : {ETATS[etat]}" for etat in _reached(etape)]
    lignes += _arrows(etape)
    return "\n".join([*lignes, "```", ""])


def _arrows(etape: int) -> Iterator[str]:
    for t in TRANSITIONS:
        for etat in _reached(etape):
            if etape in t.etapes and etat in t.de and t.vers:
                ouvre = f" (ouvre l’étape {t.ouvre})" if t.ouvre else ""
                yield f"    {etat} --> {t.vers} : {t.libelle}{ouvre}"


def _reached(etape: int) -> list[Etat]:
    """The states this étape can be in once it is open, in the order of their list."""
    atteints = {Etat.OUVERTE}
    while nouveaux := {t.vers for t in TRANSITIONS if etape in t.etapes and t.vers and t.de & atteints} - atteints:
        atteints |= nouveaux
    return [etat for etat in Etat if etat in atteints]


def _tabulate() -> str:
    lignes = [
        "## Les gestes",
        "",
        "| geste | étape | depuis | vers | qui | à condition que |",
        "|---|---|---|---|---|---|",
    ]
    return "\n".join([*lignes, *(_row(t) for t in TRANSITIONS), ""])


def _row(t: Transition) -> str:
    vers = f"{ETATS[t.vers]}{f', ouvre l’étape {t.ouvre}' if t.ouvre else ''}" if t.vers else "sans changement"
    cellules = [
        f"{t.libelle} (`{t.geste}`)",
        ", ".join(map(str, sorted(t.etapes))),
        ", ".join(ETATS[etat] for etat in Etat if etat in t.de),
        vers,
        ", ".join(ROLES[role] for role in Role if role in t.roles),
        GARDES_DITES.get(t.garde, ""),
    ]
    return f"| {' | '.join(cellules)} |"
