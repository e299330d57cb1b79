"""The derived columns of a dossier: what they say at each moment of its life, and that they can be computed again."""

from datetime import timedelta

import pytest

from dossiers.actions.dossier import withdraw_dossier
from dossiers.actions.etape import decide_etape, submit_etape
from dossiers.actions.projection import COLONNES, current_etape, project, save_projection
from dossiers.actions.reponse import save_reponses
from dossiers.models import Dossier, Etape
from dossiers.rules.parcours import Etat
from tests.factories import (
    LUNDI,
    fresh,
    make_decided,
    make_dossier,
    make_instructeur,
    make_ready,
    make_submitted,
    verdicts,
)

pytestmark = pytest.mark.django_db
# The first reminder: three days after Monday 2 March, at nine.
JEUDI = LUNDI + timedelta(days=3, hours=-1)
# Ten working days after the sending, at nine: the first rung of the ANS.
DIX_JOURS = LUNDI + timedelta(days=14, hours=-1)


def _withdrawn() -> Dossier:
    dossier = make_submitted()
    withdraw_dossier(dossier=dossier, par=dossier.cree_par, le=LUNDI)
    return fresh(dossier)


def _montage() -> Dossier:
    dossier = make_ready(make_dossier(etape=2))
    valeurs = {"montage": "oui", "moteur": "non", "nil_tiers": "789-T"}
    save_reponses(dossier=dossier, valeurs=valeurs, par=dossier.cree_par, le=LUNDI)
    return fresh(dossier)


def _montage_submitted() -> Dossier:
    dossier = _montage()
    save_reponses(dossier=dossier, valeurs={"solution_tiers": "Beta 2"}, par=dossier.cree_par, le=LUNDI)
    submit_etape(dossier=dossier, par=dossier.cree_par, le=LUNDI)
    return fresh(dossier)


def _withdrawn_draft() -> Dossier:
    dossier = make_ready(make_dossier(etape=2))
    withdraw_dossier(dossier=dossier, par=dossier.cree_par, le=LUNDI)
    return fresh(dossier)


VIES = {
    "new": (make_dossier, (1, "ouverte", "editeur", 0, JEUDI, "", "")),
    "charte": (lambda: make_dossier(etape=2), (2, "ouverte", "editeur", 3, JEUDI, "", "")),
    "ready": (lambda: make_ready(make_dossier(etape=2)), (2, "ouverte", "editeur", 0, JEUDI, "", "")),
    "cnda": (
        lambda: make_ready(make_dossier(etape=2), statut_cnda="Recette"),
        (2, "ouverte", "cnda", 1, JEUDI, "", ""),
    ),
    "montage": (_montage, (2, "ouverte", "editeur", 1, JEUDI, "", "")),
    "montage submitted": (_montage_submitted, (2, "soumise", "ans", 0, DIX_JOURS, "00123", "789-T")),
    "withdrawn draft": (_withdrawn_draft, (2, "retiree", "", 0, None, "", "")),
    "submitted": (make_submitted, (2, "soumise", "ans", 0, DIX_JOURS, "00123", "456-A")),
    "contested": (
        lambda: make_decided("demander_complements"),
        (2, "complements", "editeur", 1, JEUDI, "00123", "456-A"),
    ),
    "refused": (lambda: make_decided("refuser"), (2, "refusee", "", 0, None, "00123", "456-A")),
    "validated": (make_decided, (3, "ouverte", "", 0, None, "00123", "456-A")),
    "withdrawn": (_withdrawn, (2, "retiree", "", 0, None, "00123", "456-A")),
}


@pytest.mark.parametrize("vie", VIES)
def test_columns_at_each_moment(vie):
    fabrique, attendu = VIES[vie]
    dossier = fabrique()
    colonnes = ("etape", "etat", "bloqueur", "manques", "prochaine_relance", "nie", "nil")
    assert tuple(getattr(dossier, nom) for nom in colonnes) == attendu
    assert (dossier.dispositif, dossier.couloir) == ("DSR-MDV-LGC-Va2", "mdv")
    assert save_projection(dossier, LUNDI) == []


def test_row_that_was_spoilt_is_mended_and_says_what_was():
    dossier = make_ready(make_dossier(etape=2))
    Dossier.objects.filter(pk=dossier.pk).update(etape=4, etat="soumise", manques=9, nie="x", prochaine_relance=None)
    assert save_projection(fresh(dossier), LUNDI) == ["etape", "etat", "manques", "prochaine_relance", "nie"]
    assert {nom: getattr(fresh(dossier), nom) for nom in COLONNES} == {nom: getattr(dossier, nom) for nom in COLONNES}


def test_computing_writes_nothing_even_on_the_object_in_hand():
    dossier = make_submitted()
    Dossier.objects.filter(pk=dossier.pk).update(etape=4, nie="x")
    lu = fresh(dossier)
    assert (project(lu, LUNDI)["etape"], project(lu, LUNDI)["nie"]) == (2, "00123")
    assert (lu.etape, lu.nie, fresh(dossier).etape) == (4, "x", 4)


@pytest.mark.parametrize(
    ("etats", "attendue"),
    [
        (["ouverte", "fermee", "fermee", "fermee"], (1, Etat.OUVERTE)),
        (["validee", "soumise", "fermee", "fermee"], (2, Etat.SOUMISE)),
        (["validee", "retiree", "fermee", "fermee"], (2, Etat.RETIREE)),
        (["validee", "validee", "ouverte", "fermee"], (3, Etat.OUVERTE)),
        (["validee", "validee", "validee", "fermee"], (3, Etat.VALIDEE)),
        (["validee", "validee", "validee", "validee"], (4, Etat.VALIDEE)),
    ],
)
def test_where_a_dossier_stands(etats, attendue):
    dossier = make_dossier()
    for numero, etat in enumerate(etats, 1):
        Etape.objects.filter(dossier=dossier, numero=numero).update(etat=etat)
    assert current_etape(dossier) == attendue


def test_what_is_typed_after_a_request_for_complements_stays_private_until_sent():
    examens = {"nie": ("a_corriger", "Ce NIE n’est pas le vôtre."), "nil": ("a_corriger", "Ce NIL non plus.")}
    dossier = make_submitted()
    decide_etape(
        dossier=dossier,
        decision="demander_complements",
        examens=verdicts(**examens),
        version=dossier.version,
        par=make_instructeur(),
        le=LUNDI,
    )
    save_reponses(dossier=dossier, valeurs={"nie": "00999", "nil": "999-Z"}, par=dossier.cree_par, le=LUNDI)
    assert (fresh(dossier).nie, fresh(dossier).nil) == ("00123", "456-A")
    submit_etape(dossier=dossier, par=dossier.cree_par, le=LUNDI)
    assert (fresh(dossier).nie, fresh(dossier).nil) == ("00999", "999-Z")


def test_long_draft_is_kept_out_of_its_column():
    dossier = make_dossier(etape=2)
    save_reponses(dossier=dossier, valeurs={"nie": "1" * 5000}, par=dossier.cree_par, le=LUNDI)
    assert fresh(dossier).nie == ""
