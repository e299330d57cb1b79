"""The gates between étapes: what holds each of them, in whole sentences."""

import pytest

from dossiers.rules.etape import closed_because, missing_homologations
from dossiers.rules.parcours import Etat
from tests.rules.situations import situation

HOMOLOGATION = "«\u00a0Homologation obtenue auprès du CNDA\u00a0»"
APCV = "«\u00a0Agrément du CNDA pour l’appli carte Vitale (ApCV)\u00a0»"
CHARTE = "La charte de référencement doit d’abord être acceptée à l’étape 1."
DEUX = "L’étape 2 «\u00a0Éligibilité\u00a0» doit d’abord être validée par l’ANS."
TROIS = "L’étape 3 «\u00a0Preuves\u00a0» doit d’abord être validée par l’ANS."
NECESSAIRE = "vos réponses ne disent pas encore s’il faut l’obtenir."


def _etats(*etats: Etat) -> dict[int, Etat]:
    return dict(enumerate(etats, 1))


def test_first_étape_is_never_held():
    assert closed_because(1, situation()) == ()


@pytest.mark.parametrize("etat", [etat for etat in Etat if etat is not Etat.VALIDEE])
def test_an_étape_waits_for_the_one_before_to_be_validated(etat):
    vue = situation(
        etats=_etats(etat, etat, etat, Etat.FERMEE), reponses={"montage": "oui", "moteur": "non", "apcv": "non"}
    )
    assert closed_because(2, vue) == (CHARTE,)
    assert closed_because(3, vue) == (DEUX,)
    assert closed_because(4, vue) == (TROIS,)


def test_an_étape_opens_when_the_one_before_is_validated():
    vue = situation(etats=_etats(Etat.VALIDEE, Etat.VALIDEE, Etat.FERMEE, Etat.FERMEE))
    assert (closed_because(2, vue), closed_because(3, vue)) == ((), ())


@pytest.mark.parametrize(
    ("reponses", "raisons"),
    [
        ({}, [f"{HOMOLOGATION}\u00a0: {NECESSAIRE}", f"{APCV}\u00a0: {NECESSAIRE}"]),
        (
            {"montage": "non", "apcv": "non"},
            [f"{HOMOLOGATION} reste à obtenir\u202f; son statut n’est pas connu."],
        ),
        (
            {"montage": "non", "apcv": "non", "statut_homologation": "Examen"},
            [f"{HOMOLOGATION} reste à obtenir\u202f; son statut est «\u00a0Examen\u00a0»."],
        ),
        (
            {"montage": "non", "apcv": "non", "statut_homologation": "Refusé"},
            [f"{HOMOLOGATION} reste à obtenir\u202f; son statut est «\u00a0Refusé\u00a0»."],
        ),
        (
            {"montage": "non", "apcv": "non", "statut_homologation": "en cours actif"},
            [f"{HOMOLOGATION} reste à obtenir\u202f; son statut est «\u00a0en cours actif\u00a0»."],
        ),
        ({"montage": "non", "apcv": "non", "statut_homologation": "Homologué"}, []),
        ({"montage": "non", "apcv": "non", "statut_homologation": "obtenue"}, []),
        ({"montage": "oui", "moteur": "non", "apcv": "non"}, []),
        (
            {"montage": "oui", "moteur": "non", "apcv": "oui"},
            [f"{APCV} reste à obtenir\u202f; son statut n’est pas connu."],
        ),
        ({"montage": "oui", "moteur": "non", "apcv": "oui", "statut_apcv": "Agréé"}, []),
    ],
)
def test_attribution_waits_for_every_homologation_that_is_needed(reponses, raisons):
    vue = situation(etape=3, etats=_etats(*[Etat.VALIDEE] * 3, Etat.FERMEE), reponses=reponses)
    assert missing_homologations(vue) == raisons
    assert closed_because(4, vue) == tuple(raisons)


def test_both_reasons_are_said():
    vue = situation(
        etats=_etats(Etat.VALIDEE, Etat.OUVERTE, Etat.FERMEE, Etat.FERMEE), reponses={"montage": "non", "apcv": "non"}
    )
    assert closed_because(4, vue) == (TROIS, f"{HOMOLOGATION} reste à obtenir\u202f; son statut n’est pas connu.")


def test_laboratory_that_feeds_the_dmp_through_the_pfi_needs_none():
    vue = situation(
        "DSR-BIO-SGL-Va2", etats=_etats(*[Etat.VALIDEE] * 3, Etat.FERMEE), reponses={"passe_par_pfi": "oui"}
    )
    assert closed_because(4, vue) == ()
