"""What a TOML text becomes, and the sentences that refuse one whose shape is wrong."""

# ruff: noqa: E501 (a table: one spoilt text, one line)

from datetime import date, datetime

import pytest

from dossiers.referentiel.condition import Clause
from dossiers.referentiel.dispositif import Echeance, ExempleDispositif, Profil
from dossiers.referentiel.erreur import ReferentielInvalide
from dossiers.referentiel.exigence import Exemple, Exigence, Format, Kind, Lecture, Porteur
from dossiers.referentiel.question import Choix, Portee, Question
from dossiers.referentiel.source import Certitude
from dossiers.referentiel.texte import read_commun, read_dispositif
from tests.referentiel.textes import COMMUN, DISPOSITIF, LU, commun, dispositif

FAQ = "https://exemple.gouv.fr/faq"

SPOILT = [
    ("couloir = ", "couloir ", "texte : ce n’est pas du TOML lisible, ligne 5, colonne 9 : il manque « = » après un nom de champ."),
    ("[[profil]]", "[[profils]]", "[[profils]] : bloc inconnu. Admis : profil, question, exigence, echeance, exemple, dispositif, faits."),
    ("[dispositif]", "[[dispositif]]", "[dispositif] : ce bloc est obligatoire, ajoutez-le en tête du fichier."),
    ("[[profil]]", "[profil]", "[profil] : écrivez ce bloc entre doubles crochets : [[profil]]."),
    ("[faits]\nexception_eai = true", "[[faits]]", "[dispositif], champ « faits » : attend un tableau comme { montage = true }."),
    ("exception_eai = true", "exception_eai = 1", "[dispositif], champ « faits » : « exception_eai » attend true/false ou un mot."),
    ('couloir = "mdv"', 'couloir = "ville"', "[dispositif], champ « couloir » : attend un de ces codes : mdv."),
    ('couloir = "mdv"\n', "", "[dispositif], champ « couloir » : attend un de ces codes : mdv."),
    ('couloir = "mdv"', 'couloire = "mdv"', "[dispositif], champ « couloire » : ce champ n’existe pas. Vouliez-vous écrire « couloir » ?"),
    ('vague = "2"', 'faits = { a = true }\nvague = "2"', "[dispositif], champ « faits » : ce champ n’existe pas."),
    ('reprend = ["nil"]', 'reprend = "nil"', "[dispositif], champ « reprend » : attend une liste de codes entre crochets."),
    ('reprend = ["nil"]', 'reprend = ["nul"]', "[dispositif], champ « reprend » : « nul » n’est pas dans commun.toml. Vouliez-vous écrire « nil » ?"),
    ('reprend = ["nil"]', "reprend = [1]", "[dispositif], champ « reprend » : « 1 » n’est pas dans commun.toml."),
    ('questions = ["montage"]', 'questions = ["moteur"]', "[dispositif], champ « questions » : « moteur » n’est pas dans commun.toml."),
    ('reference = "faq"', 'reference = "fac"', "[dispositif], champ « reference » : « fac » n’est ni une adresse https:// ni le code d’une source. Connues : faq."),
]  # fmt: skip


@pytest.mark.parametrize(("avant", "apres", "phrase"), SPOILT, ids=range(len(SPOILT)))
def test_wrong_shape_is_refused_with_a_sentence(avant, apres, phrase):
    with pytest.raises(ReferentielInvalide) as refus:
        dispositif(avant, apres)
    assert str(refus.value) == f"essai.toml, {phrase}"


@pytest.mark.parametrize("bloc", ["profil", "question", "exigence", "echeance", "exemple"])
def test_block_that_is_not_a_table_is_refused(bloc):
    texte = f'{bloc} = ["a"]\n[dispositif]\nreference = "faq"\ncouloir = "mdv"\n'
    with pytest.raises(ReferentielInvalide) as refus:
        read_dispositif(texte, commun(), "essai.toml")
    assert str(refus.value) == f"essai.toml, [[{bloc}]] n° 1 : attend un bloc de champs."


def test_unknown_block_of_the_common_part():
    with pytest.raises(ReferentielInvalide) as refus:
        read_commun(COMMUN.replace("[[couloir]]", "[[couloirs]]"))
    assert str(refus.value) == (
        "commun.toml, [[couloirs]] : bloc inconnu. Admis : couloir, etape, partie, source, statut, question, exigence, "
        "fermeture, relance, jalon."
    )


def test_unknown_source_when_there_is_none():
    texte = COMMUN[: COMMUN.index("[[source]]")] + COMMUN[COMMUN.index("[[question]]") :]
    with pytest.raises(ReferentielInvalide) as refus:
        read_commun(texte)
    assert str(refus.value) == (
        "commun.toml, [[question]] « montage », champ « reference » : "
        "« faq » n’est ni une adresse https:// ni le code d’une source. Connues : aucune."
    )


def test_whole_dispositif():
    lu = dispositif()
    assert (lu.code, lu.libelle, lu.produit, lu.vague) == ("DSR-ESSAI", "Un dispositif d’essai", "LGC", "2")
    assert (lu.couloir.libelle, lu.reference, lu.lu_le) == ("Médecin de ville", FAQ, LU)
    assert (lu.financement, lu.certitude, lu.note) == (True, Certitude.VU, "")
    assert lu.faits == (("exception_eai", True),)
    assert lu.profils == (Profil("general", "Général", True),)
    assert lu.echeances == (Echeance("depot", "Dépôt", datetime(2026, 9, 10, 12), FAQ, LU, 2),)
    assert lu.exemples == (ExempleDispositif((("montage", True),), (("nil", "non"),)),)


def test_questions_of_the_catalogue_come_first():
    montage, hebergement = dispositif().questions
    assert montage == Question("montage", "Un montage ?", 2, "situation", FAQ, LU)
    assert hebergement == Question(
        "hebergement",
        "Qui héberge ?",
        2,
        "situation",
        "https://exemple.gouv.fr/hebergement",
        date(2026, 2, 1),
        Portee.DOSSIER,
        choix=(Choix("soi", "Nous"), Choix("tiers", "Un tiers")),
    )


def test_whole_exigence():
    nil, contrat = dispositif().exigences
    assert nil.sauf == (Clause((("montage", True),)),)
    assert contrat == Exigence(
        code="contrat",
        libelle="Contrat d’hébergement",
        etape=2,
        kind=Kind.PIECE,
        partie="situation",
        reference=FAQ,
        lu_le=LU,
        exemples=(Exemple((("hebergement", "tiers"), ("profil_general", True)), "oui"),),
        portee=Portee.DOSSIER,
        porteur=Porteur.EDITEUR,
        format=Format.TEXTE,
        si=Clause((("hebergement", ("tiers",)), ("profil_general", True))),
        lecture=Lecture("statut", "examen"),
        distinct_de=("nil",),
    )


def test_exigences_follow_the_parts_of_the_form():
    parties = '[[partie]]\ncode = "avant"\nlibelle = "Avant"\netape = 2\n\n[[partie]]'
    communs = commun("[[partie]]", parties)
    avant, apres = DISPOSITIF.rsplit('partie = "situation"', 1)
    lu = read_dispositif(f'{avant}partie = "avant"{apres}', communs)
    assert [exigence.code for exigence in lu.exigences] == ["contrat", "nil"]


def test_reading_date_of_the_block_wins_over_that_of_the_source():
    lu = dispositif('reference = "faq"', 'reference = "faq"\nlu_le = 2026-03-03')
    assert (lu.reference, lu.lu_le) == (FAQ, date(2026, 3, 3))


def test_text_is_trimmed():
    assert dispositif('"Un dispositif d’essai"', '"""\nUn dispositif d’essai\n"""').libelle == "Un dispositif d’essai"


def test_no_facts_at_all():
    assert dispositif("[faits]\nexception_eai = true\n", "").faits == ()
