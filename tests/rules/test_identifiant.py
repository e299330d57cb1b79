"""What is typed: how it is kept, and the sentence that says how to mend it."""

import pytest

from dossiers.referentiel.exigence import Format
from dossiers.rules.identifiant import check_valeur, normalise

SIREN = "Ce SIREN n’est pas valide : il compte neuf chiffres, vérifiez la saisie."
SIRET = "Ce SIRET n’est pas valide : il compte quatorze chiffres, vérifiez la saisie."
NUMERO = "Ce numéro ne peut contenir que des lettres sans accent, des chiffres et des tirets."
ADRESSE = "Cette adresse doit commencer par https:// et désigner une page."
NEANT = "« néant » ne peut pas accompagner une liste : gardez l’un ou l’autre."
NUL = "Ce texte contient un caractère invisible qui ne peut pas être enregistré : effacez-le et saisissez-le à nouveau."


@pytest.mark.parametrize(
    ("format_attendu", "valeur", "phrase"),
    [
        (Format.NUMERO, "0012345", None),
        (Format.NUMERO, "A", None),
        (Format.NUMERO, "NIL-00a-9", None),
        (Format.NUMERO, "0" * 40, None),
        (Format.NUMERO, "0" * 41, "Ce numéro compte 41 caractères ; 40 au plus sont admis."),
        (Format.NUMERO, "", NUMERO),
        (Format.NUMERO, "12/34", NUMERO),
        (Format.NUMERO, "numéro", NUMERO),
        (Format.NUMERO, "12–34", NUMERO),
        (Format.NUMERO, "12\n34", NUMERO),
        (Format.SIREN, "732829320", None),
        (Format.SIREN, "732829321", SIREN),
        (Format.SIREN, "73282932", SIREN),
        (Format.SIREN, "7328293200", SIREN),
        (Format.SIREN, "73282932A", SIREN),
        (Format.SIREN, "７３２８２９３２０", SIREN),
        (Format.SIREN, "", SIREN),
        (Format.SIREN, "356000000", None),
        (Format.SIRET, "35600000009075", None),
        (Format.SIRET, "35600000000048", None),
        (Format.SIRET, "35600000009076", SIRET),
        (Format.SIRET, "20003452800014", None),
        (Format.SIRET, "20003452800041", SIRET),
        (Format.SIRET, "73282932000074", None),
        (Format.SIRET, "73282932000073", SIRET),
        (Format.SIRET, "73282932100073", SIRET),
        (Format.SIRET, "356000000", SIRET),
        (Format.SIRET, "", SIRET),
        (Format.TEXTE, "", None),
        (Format.TEXTE, "Solution Alpha, version 4\nÉditeur Exemple", None),
        (Format.TEXTE, "é" * 5000, None),
        (Format.TEXTE, "é" * 5001, "Ce texte compte 5001 caractères ; 5000 au plus sont admis."),
        (Format.LISTE_OU_NEANT, "néant", None),
        (Format.LISTE_OU_NEANT, "NEANT", None),
        (Format.LISTE_OU_NEANT, "  Néant.  \n\n", None),
        (Format.LISTE_OU_NEANT, "3.1\n3.2", None),
        (Format.LISTE_OU_NEANT, "3.1\nnéant", NEANT),
        (Format.LISTE_OU_NEANT, "néant\nnéant", NEANT),
        (Format.LISTE_OU_NEANT, "3" * 5001, "Ce texte compte 5001 caractères ; 5000 au plus sont admis."),
        (Format.ADRESSE, "https://interop.esante.gouv.fr/test/1", None),
        (Format.ADRESSE, "http://interop.esante.gouv.fr", ADRESSE),
        (Format.ADRESSE, "javascript:alert(1)", ADRESSE),
        (Format.ADRESSE, "https://interop", ADRESSE),
        (Format.ADRESSE, "https://interop.esante.gouv.fr/une page", ADRESSE),
        (Format.ADRESSE, "", ADRESSE),
    ],
)
def test_check(format_attendu, valeur, phrase):
    assert check_valeur(format_attendu, valeur) == phrase


@pytest.mark.parametrize("format_attendu", Format)
def test_nul_character_is_refused_everywhere(format_attendu):
    assert check_valeur(format_attendu, "35600\x000000") == NUL


@pytest.mark.parametrize(
    ("format_attendu", "valeur", "gardee"),
    [
        (Format.NUMERO, "  00 123\t45\u00a0", "0012345"),
        (Format.NUMERO, "\ufeff00\u200b12\u2060", "0012"),
        (Format.NUMERO, "Nil-01", "Nil-01"),
        (Format.SIREN, "732 829 320", "732829320"),
        (Format.SIREN, "732\u202f829\u202f320", "732829320"),
        (Format.SIREN, "７３２８２９３２０", "732829320"),
        (Format.SIRET, "356 000 000 09075\n", "35600000009075"),
        (Format.TEXTE, "  Solution Alpha,  version 4\r\nÉditeur \n", "Solution Alpha,  version 4\nÉditeur"),
        (Format.LISTE_OU_NEANT, " 3.1\r\n3.2\r\n", "3.1\n3.2"),
        (Format.ADRESSE, " https://exemple.gouv.fr ", "https://exemple.gouv.fr"),
        (Format.TEXTE, "", ""),
    ],
)
def test_value_as_kept(format_attendu, valeur, gardee):
    assert normalise(format_attendu, valeur) == gardee
    assert normalise(format_attendu, gardee) == gardee
