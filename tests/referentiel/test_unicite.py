"""A code names one thing only: each way of giving it twice, word for word."""

# ruff: noqa: E501 (a table: one spoilt text, one line)

import pytest

from dossiers.referentiel.erreur import ReferentielInvalide
from tests.referentiel.textes import commun, dispositif

QUESTION, ECHEANCE = "[[question]] « hebergement »", "[[echeance]] « depot »"
DEUX_FOIS, DEJA = "est écrit deux fois.", "est déjà pris par"
CHANGEZ = " : changez l’un des deux."

SPOILT = [
    ('code = "contrat"', 'code = "nil"', "[[exigence]] « nil », champ « code » : « nil » est déjà repris par « reprend » : ôtez-le de l’un des deux."),
    ('code = "hebergement"', 'code = "montage"', "[[question]] « montage », champ « code » : « montage » est déjà repris par « questions » : ôtez-le de l’un des deux."),
    ('code = "hebergement"', 'code = "exception_eai"', f"[[question]] « exception_eai », champ « code » : « exception_eai » {DEJA} une ligne de [faits]{CHANGEZ}"),
    ('code = "hebergement"', 'code = "financement"', f"[[question]] « financement », champ « code » : « financement » {DEJA} un fait que donne le dossier lui-même{CHANGEZ}"),
    ('code = "hebergement"', 'code = "contrat"', f"[[exigence]] « contrat », champ « code » : « contrat » {DEJA} un autre bloc [[question]]{CHANGEZ}"),
    ("exception_eai = true", "proxy = true", f"[faits], champ « proxy » : « proxy » {DEJA} un fait que donne le dossier lui-même{CHANGEZ}"),
    ("exception_eai = true", "profil_general = true", f"[faits], champ « profil_general » : « profil_general » {DEJA} le [[profil]] « general »{CHANGEZ}"),
    ("exception_eai = true", "montage = true", "[faits], champ « montage » : « montage » est déjà repris par « questions » : ôtez-le de l’un des deux."),
    ('reprend = ["nil"]', 'reprend = ["nil", "nil"]', f"[dispositif], champ « reprend » : « nil » {DEUX_FOIS}"),
    ("[[profil]]", '[[profil]]\ncode = "general"\nlibelle = "Général"\n[[profil]]', f"[[profil]] « general », champ « code » : « general » {DEUX_FOIS}"),
    ("[[echeance]]", '[[echeance]]\ncode = "depot"\nlibelle = "Dépôt"\nlimite = 2026-09-10T12:00:00\nreference = "faq"\n[[echeance]]', f"{ECHEANCE}, champ « code » : « depot » {DEUX_FOIS}"),
    ('code = "tiers"', 'code = "soi"', f"{QUESTION}, champ « choix » : « soi » est écrit deux fois."),
]  # fmt: skip

SPOILT_COMMUN = [
    ("[[couloir]]", '[[couloir]]\ncode = "mdv"\nlibelle = "Ville"\n[[couloir]]', "[[couloir]] « mdv », champ « code » : « mdv » est écrit deux fois."),
    ("[[partie]]", '[[partie]]\ncode = "situation"\nlibelle = "Situation"\netape = 2\n[[partie]]', "[[partie]] « situation », champ « code » : « situation » est écrit deux fois."),
    ('code = "refuse"', 'code = "examen"', "[[statut]] « examen », champ « code » : « examen » est écrit deux fois."),
    ("libelles = []", "libelles = []\nrang = 1", "[[statut]], champ « rang » : « 1 » est écrit deux fois."),
    ("libelles = []", 'libelles = ["EN EXAMEN"]', "[[statut]], champ « libelles » : « en examen » est écrit deux fois."),
]  # fmt: skip


@pytest.mark.parametrize(("avant", "apres", "phrase"), SPOILT, ids=range(len(SPOILT)))
def test_code_that_names_two_things_is_refused_with_a_sentence(avant, apres, phrase):
    with pytest.raises(ReferentielInvalide) as refus:
        dispositif(avant, apres)
    assert str(refus.value) == f"essai.toml, {phrase}"


@pytest.mark.parametrize(("avant", "apres", "phrase"), SPOILT_COMMUN, ids=range(len(SPOILT_COMMUN)))
def test_code_written_twice_in_the_common_part_is_refused_with_a_sentence(avant, apres, phrase):
    with pytest.raises(ReferentielInvalide) as refus:
        commun(avant, apres)
    assert str(refus.value) == f"commun.toml, {phrase}"


def test_profil_may_bear_the_code_of_a_question():
    """Its fact is named after it, `profil_montage`: the two are told apart."""
    texte = dispositif("[[profil]]", '[[profil]]\ncode = "montage"\nlibelle = "Montage"\n[[profil]]')
    assert [profil.code for profil in texte.profils] == ["montage", "general"]
