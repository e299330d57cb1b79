"""Closures, rungs and steps: what they become, and each refusal word for word."""

# ruff: noqa: E501 (a table: one spoilt text, one line)

from datetime import date

import pytest

from dossiers.referentiel.commun import Fermeture
from dossiers.referentiel.erreur import ReferentielInvalide
from dossiers.referentiel.exigence import Porteur
from dossiers.referentiel.jalon import Fin, Jalon
from dossiers.referentiel.relance import Depuis, Pour, Relance
from dossiers.referentiel.texte import read_commun
from tests.referentiel.textes import COMMUN

TEMPS = """
[[fermeture]]
du = 2026-12-24
au = 2026-12-31
libelle = "Fin d’année"

[[relance]]
code = "premiere"
depuis = "silence"
jours = 3
pour = "porteur"
texte = "Rien n’a bougé."

[[relance]]
code = "lenteur"
depuis = "instruction"
jours = 3
pour = "porteur"
texte = "L’envoi attend."

[[jalon]]
code = "demande"
libelle = "Demande au CNDA"
etape = 2
fin = "statut"
statut = "examen"
porteur = "cnda"
jours = 20

[[jalon]]
code = "envoi"
libelle = "Envoi"
etape = 2
fin = "soumission"
porteur = "editeur"
jours = 5
apres = ["demande"]
"""
JOURS = "attend au moins un jour, et un nombre différent à chaque échelon compté depuis la même chose."
CODE = "attend des minuscules sans accent, des chiffres et « _ », 30 caractères au plus."
SPOILT = [
    ("au = 2026-12-31", "au = 2026-12-01", "[[fermeture]] n° 1, champ « au » : ne peut pas précéder « du »."),
    ('code = "premiere"', 'code = "Première"', f"[[relance]] « Première », champ « code » : {CODE}"),
    ('code = "lenteur"', 'code = "premiere"', "[[relance]] « premiere », champ « code » : « premiere » est écrit deux fois."),
    ("jours = 3\n", "jours = -1\n", "[[relance]] « premiere », champ « jours » : attend un nombre de jours ouvrés, de 0 à 500."),
    ("jours = 3\n", "jours = 0\n", f"[[relance]] « premiere », champ « jours » : {JOURS}"),
    ('depuis = "instruction"', 'depuis = "silence"', f"[[relance]] « premiere », champ « jours » : {JOURS}"),
    ('pour = "porteur"\ntexte = "L', 'pour = "mandataire"\ntexte = "L', "[[relance]] « lenteur », champ « pour » : pendant l’instruction, c’est l’ANS qui agit : attend porteur (le référent, ou qui doit lire) ou ans."),
    ('"instruction"\njours = 3\npour = "porteur"', '"relecture"\njours = 3\npour = "mandataire"', "[[relance]] « lenteur », champ « pour » : pendant l’instruction, c’est l’ANS qui agit : attend porteur (le référent, ou qui doit lire) ou ans."),
    ('pour = "porteur"', 'pour = "voisin"', "[[relance]] « premiere », champ « pour » : attend un de ces mots : porteur, mandataire, ans."),
    ("etape = 2\nfin", "etape = 5\nfin", "[[jalon]] « demande », champ « etape » : attend 1, 2, 3 ou 4."),
    ('apres = ["demande"]', 'apres = ["demandes"]', "[[jalon]] « envoi », champ « apres » : « demandes » n’est pas un jalon écrit plus haut. Vouliez-vous écrire « demande » ?"),
    ('apres = ["demande"]', 'apres = ["envoi"]', "[[jalon]] « envoi », champ « apres » : « envoi » n’est pas un jalon écrit plus haut."),
    ('statut = "examen"', 'statut = "refuse"', "[[jalon]] « demande », champ « statut » : se donne quand « fin » vaut statut, et alors seulement : examen."),
    ('fin = "soumission"', 'fin = "soumission"\nstatut = "examen"', "[[jalon]] « envoi », champ « statut » : se donne quand « fin » vaut statut, et alors seulement : examen."),
]  # fmt: skip


def test_what_the_blocks_become():
    lu = read_commun(COMMUN + TEMPS)
    assert lu.fermetures == (Fermeture(date(2026, 12, 24), date(2026, 12, 31), "Fin d’année"),)
    assert lu.relances == (
        Relance("premiere", Depuis.SILENCE, 3, Pour.PORTEUR, "Rien n’a bougé."),
        Relance("lenteur", Depuis.INSTRUCTION, 3, Pour.PORTEUR, "L’envoi attend."),
    )
    assert lu.jalons == (
        Jalon("demande", "Demande au CNDA", 2, Fin.STATUT, Porteur.CNDA, 20, statut="examen"),
        Jalon("envoi", "Envoi", 2, Fin.SOUMISSION, Porteur.EDITEUR, 5, apres=("demande",)),
    )


def test_a_text_without_them_still_reads():
    lu = read_commun(COMMUN)
    assert (lu.fermetures, lu.relances, lu.jalons) == ((), (), ())


@pytest.mark.parametrize(("avant", "apres", "phrase"), SPOILT, ids=range(len(SPOILT)))
def test_what_does_not_hold_is_refused_with_a_sentence(avant, apres, phrase):
    assert avant in TEMPS
    with pytest.raises(ReferentielInvalide) as refus:
        read_commun(COMMUN + TEMPS.replace(avant, apres, 1))
    assert str(refus.value) == f"commun.toml, {phrase}"
