"""The facts that conditions and examples read: which are known, and each refusal word for word."""

# ruff: noqa: E501 (a table: one spoilt text, one line)

import pytest

from dossiers.referentiel.erreur import ReferentielInvalide
from dossiers.referentiel.fait import known_facts
from dossiers.referentiel.texte import read_dispositif
from tests.referentiel.textes import DISPOSITIF, commun, dispositif

EXIGENCE = "[[exigence]] « contrat »"
FAIT = "n’est ni une question, ni un fait du dispositif, ni un profil."
CONNUS = "Connus : financement, proxy, profil_general, exception_eai, montage, hebergement."
SI = 'si = { hebergement = ["tiers"], profil_general = true }'
QUAND = 'quand = { hebergement = "tiers", profil_general = true }'

SPOILT = [
    ('etape = 2\npartie = "situation"\nreference = "https', 'etape = 3\npartie = "suite"\nreference = "https', f"{EXIGENCE}, champ « si » : cette exigence de l’étape 2 dépend de la question « hebergement », qui n’est posée qu’à l’étape 3 : avancez la question ou reculez l’exigence."),
    (SI, "si = { moteur = true }", f"{EXIGENCE}, champ « si » : le fait « moteur » {FAIT} {CONNUS}"),
    (SI, "si = { profil_iam = true }", f"{EXIGENCE}, champ « si » : le fait « profil_iam » {FAIT} Vouliez-vous écrire « profil_general » ? {CONNUS}"),
    (SI, "sauf = [{ moteur = true }]", f"{EXIGENCE}, champ « sauf » : le fait « moteur » {FAIT} {CONNUS}"),
    (SI, 'si = { montage = "oui" }', f"{EXIGENCE}, champ « si » : le fait « montage » attend true ou false."),
    (SI, "si = { hebergement = true }", f"{EXIGENCE}, champ « si » : le fait « hebergement » attend un de ces mots : soi, tiers."),
    (SI, 'si = { hebergement = "autre" }', f"{EXIGENCE}, champ « si » : le fait « hebergement » attend un de ces mots : soi, tiers."),
    (SI, 'sauf = [{ hebergement = ["soi", "autre"] }]', f"{EXIGENCE}, champ « sauf » : le fait « hebergement » attend un de ces mots : soi, tiers."),
    (QUAND, "quand = { moteur = true }", f"{EXIGENCE}, champ « exemples » : le fait « moteur » {FAIT} {CONNUS}"),
    (QUAND, 'quand = { montage = "non" }', f"{EXIGENCE}, champ « exemples » : le fait « montage » attend true ou false."),
    (QUAND, 'quand = { hebergement = "ailleurs" }', f"{EXIGENCE}, champ « exemples » : le fait « hebergement » attend un de ces mots : soi, tiers."),
    ("quand = { montage = true }", "quand = { moteur = true }", f"[[exemple]] n° 1, champ « quand » : le fait « moteur » {FAIT} {CONNUS}"),
    ("quand = { montage = true }", 'quand = { montage = "oui" }', "[[exemple]] n° 1, champ « quand » : le fait « montage » attend true ou false."),
    (SI, "si = { hebergemant = true }", f"{EXIGENCE}, champ « si » : le fait « hebergemant » {FAIT} Vouliez-vous écrire « hebergement » ? {CONNUS}"),
    ('questions = ["montage"]\n', "", "[[exigence]] « nil », champ « sauf » : reprise de commun.toml, elle lit le fait « montage » : ajoutez sa question à « questions » de ce dispositif."),
]  # fmt: skip


@pytest.mark.parametrize(("avant", "apres", "phrase"), SPOILT, ids=range(len(SPOILT)))
def test_fact_that_cannot_be_read_is_refused_with_a_sentence(avant, apres, phrase):
    with pytest.raises(ReferentielInvalide) as refus:
        dispositif(avant, apres)
    assert str(refus.value) == f"essai.toml, {phrase}"


def test_fact_that_a_catalogue_requirement_reads_and_no_question_gives():
    communs = commun("sauf = [{ montage = true }]", "si = { exception_eai = true }")
    with pytest.raises(ReferentielInvalide) as refus:
        read_dispositif(DISPOSITIF.replace("exception_eai = true", ""), communs, "essai.toml")
    assert str(refus.value) == (
        "essai.toml, [[exigence]] « nil », champ « si » : reprise de commun.toml, elle lit le fait "
        "« exception_eai » : ajoutez ce fait à [faits] de ce dispositif."
    )


def test_question_put_before_its_requirement_is_fine():
    communs = commun("[[partie]]", '[[partie]]\ncode = "debut"\nlibelle = "Début"\netape = 1\n\n[[partie]]')
    texte = DISPOSITIF.replace(
        'etape = 2\npartie = "situation"\nreference = "https', 'etape = 1\npartie = "debut"\nreference = "https'
    )
    assert [question.etape for question in read_dispositif(texte, communs).questions] == [2, 1]


def test_known_facts():
    assert known_facts(dispositif("exception_eai = true", 'secteur = "ville"')) == {
        "financement": None,
        "proxy": None,
        "profil_general": None,
        "secteur": ("ville",),
        "montage": None,
        "hebergement": ("soi", "tiers"),
    }


def test_word_fixed_by_the_dispositif_may_be_compared_with_others():
    """A catalogue requirement may name words of dispositifs other than this one."""
    texte = DISPOSITIF.replace("exception_eai = true", 'secteur = "ville"').replace(
        SI, 'si = { secteur = ["ville", "hopital"] }'
    )
    lu = read_dispositif(texte, commun()).exigence("contrat")
    assert lu.faits == ("secteur",)
