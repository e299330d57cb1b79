"""The one path of a write: lock, role, version, rules; then one event, one version, one projection, or nothing."""

from datetime import timedelta

import pytest

from dossiers.actions.dossier import take_dossier
from dossiers.actions.etape import decide_etape
from dossiers.actions.evenement import record_evenement
from dossiers.actions.geste import geste, lock_dossier
from dossiers.actions.projection import save_projection
from dossiers.actions.reponse import save_reponses
from dossiers.models import Dossier
from dossiers.queries.trace import verify_chain
from dossiers.rules.refus import Interdit, Perime, Refus
from tests.factories import (
    LUNDI,
    fresh,
    make_administrateur,
    make_decided,
    make_dossier,
    make_instructeur,
    make_membre,
    make_submitted,
    verdicts,
)

pytestmark = pytest.mark.django_db
PLUS_TARD = LUNDI + timedelta(hours=2)
FIN = "Rien n’a été enregistré\u202f; votre saisie est conservée."


def _trace(dossier: Dossier) -> list[tuple]:
    return [(e.rang, e.geste, e.etape, e.par, e.le, e.donnees) for e in dossier.evenements.all()]


def test_one_geste_is_one_event_and_one_version():
    dossier = make_dossier(etape=2)
    avant = _trace(dossier)
    with geste("repondre", dossier, par=dossier.cree_par, le=PLUS_TARD) as fait:
        fait.donnees["codes"] = ["x"]
    apres = fresh(dossier)
    assert _trace(apres) == [*avant, (3, "repondre", 2, dossier.cree_par, PLUS_TARD, {"codes": ["x"]})]
    assert (apres.version, apres.activite_le) == (dossier.version + 1, PLUS_TARD)
    assert fait.dossier.version == apres.version
    assert verify_chain(apres) == ()


def test_silent_geste_leaves_no_mark():
    dossier = make_dossier(etape=2)
    avant = (_trace(dossier), dossier.version, dossier.activite_le)
    with geste("repondre", dossier, par=dossier.cree_par, le=PLUS_TARD) as fait:
        fait.silencieux = True
    apres = fresh(dossier)
    assert (_trace(apres), apres.version, apres.activite_le) == avant


def test_geste_that_fails_leaves_no_mark():
    dossier = make_dossier(etape=2)
    avant = (_trace(dossier), dossier.version)

    def fail() -> None:
        with geste("retirer", dossier, par=dossier.cree_par, le=PLUS_TARD) as fait:
            Dossier.objects.filter(pk=fait.dossier.pk).update(proxy="autre")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    apres = fresh(dossier)
    assert (_trace(apres), apres.version, apres.proxy, apres.etat) == (*avant, "", "ouverte")


def test_failure_after_the_block_undoes_the_block(monkeypatch):
    """The event is written last: if it cannot be, nothing of the geste stays."""
    dossier = make_dossier(etape=2)

    def fail(**_):
        raise ZeroDivisionError

    monkeypatch.setattr("dossiers.actions.geste.record_evenement", fail)
    with pytest.raises(ZeroDivisionError):
        save_reponses(dossier=dossier, valeurs={"nie": "12"}, par=dossier.cree_par, le=PLUS_TARD)
    assert (fresh(dossier).reponses.count(), fresh(dossier).manques) == (0, dossier.manques)


def test_act_of_the_ans_is_no_activity_of_the_editeur():
    dossier = make_submitted()
    take_dossier(dossier=dossier, par=make_instructeur(), le=PLUS_TARD)
    assert (fresh(dossier).activite_le, fresh(dossier).attente_le) == (LUNDI, LUNDI)


def test_new_state_starts_a_new_round_of_reminders():
    dossier = make_submitted()
    Dossier.objects.filter(pk=dossier.pk).update(relances_faites=2)
    examens = verdicts(nie=("a_corriger", "Faux."))
    par, decision = make_instructeur(), "demander_complements"
    decide_etape(dossier=dossier, decision=decision, examens=examens, version=dossier.version, par=par, le=PLUS_TARD)
    apres = fresh(dossier)
    assert (apres.relances_faites, apres.attente_le, apres.activite_le) == (0, PLUS_TARD, LUNDI)


def test_opened_and_decided_étapes_carry_their_dates():
    dossier = make_decided()
    assert [(e.numero, e.etat, e.ouverte_le, e.decidee_le) for e in dossier.etapes.all()] == [
        (1, "validee", LUNDI, LUNDI),
        (2, "validee", LUNDI, LUNDI),
        (3, "ouverte", LUNDI, None),
        (4, "fermee", None, None),
    ]


# ------------------------------------------------------------------ refusals


def test_stale_reader_is_told_who_did_what():
    dossier = make_submitted()
    take_dossier(dossier=dossier, par=make_instructeur(prenom="Camille", nom="Durand"), le=PLUS_TARD)
    with (
        pytest.raises(Perime) as refus,
        geste("examiner", dossier, par=make_administrateur(), le=PLUS_TARD, version=dossier.version),
    ):
        pytest.fail("The block must not be entered.")
    assert str(refus.value) == (
        "Ce dossier a changé depuis que vous l’avez lu\u00a0: Camille Durand, le 2 mars 2026 à 12\u00a0h, "
        f"«\u00a0Prendre en charge\u00a0». {FIN}"
    )


def test_hour_of_the_other_s_act_is_that_of_paris_in_summer_too():
    ete = LUNDI.replace(month=7)
    dossier = make_submitted()
    take_dossier(dossier=dossier, par=make_instructeur(prenom="Camille", nom="Durand"), le=ete)
    with (
        pytest.raises(Perime, match="le 2 juillet 2026 à 10\u00a0h"),
        geste("examiner", dossier, par=make_administrateur(), le=ete, version=0),
    ):
        pytest.fail("The block must not be entered.")


def test_stale_reader_is_told_of_people_not_of_reminders():
    """A reminder writes its own event, of nobody: it hides not who acted before."""
    dossier = make_submitted()
    take_dossier(dossier=dossier, par=make_instructeur(prenom="Camille", nom="Durand"), le=PLUS_TARD)
    record_evenement(dossier=dossier, geste="relance", etape=2, par=None, le=PLUS_TARD, donnees={})
    with (
        pytest.raises(Perime, match="Camille Durand"),
        geste("examiner", dossier, par=make_administrateur(), le=PLUS_TARD, version=0),
    ):
        pytest.fail("The block must not be entered.")


def test_stale_reader_of_a_dossier_just_created():
    dossier = make_dossier()
    with pytest.raises(Perime) as refus, geste("prendre", dossier, par=make_instructeur(), le=PLUS_TARD, version=9):
        pytest.fail("The block must not be entered.")
    assert str(refus.value) == f"Ce dossier a changé depuis que vous l’avez lu. {FIN}"


def test_stranger_is_told_nothing_of_what_others_did():
    dossier = make_submitted()
    take_dossier(dossier=dossier, par=make_instructeur(prenom="CANARI"), le=PLUS_TARD)
    for etranger in (make_membre(), dossier.cree_par):
        with pytest.raises(Interdit) as refus, geste("examiner", dossier, par=etranger, le=PLUS_TARD, version=0):
            pytest.fail("The block must not be entered.")
        assert "CANARI" not in str(refus.value)


def test_right_version_passes():
    dossier = make_submitted()
    with geste("prendre", dossier, par=make_instructeur(), le=PLUS_TARD, version=dossier.version) as fait:
        assert (fait.situation.etape, fait.role) == (2, "instructeur")


def test_state_is_read_under_the_lock_not_from_the_object_in_hand():
    dossier = make_dossier(etape=2)
    perimee = fresh(dossier)
    with geste("retirer", dossier, par=dossier.cree_par, le=PLUS_TARD):
        pass
    with (
        pytest.raises(Refus, match="n’est pas possible maintenant"),
        geste("repondre", perimee, par=dossier.cree_par, le=PLUS_TARD),
    ):
        pytest.fail("The block must not be entered.")


def test_locked_dossier_comes_with_what_a_situation_needs(django_assert_num_queries):
    dossier = make_dossier()
    with django_assert_num_queries(1):
        verrouille = lock_dossier(dossier)
        assert (verrouille.referentiel.code, verrouille.editeur, verrouille.solution, verrouille.referent) == (
            "DSR-MDV-LGC-Va2",
            dossier.editeur,
            dossier.solution,
            None,
        )


def test_projection_is_that_of_the_facts_after_the_geste():
    dossier = make_dossier(etape=2)
    save_reponses(dossier=dossier, valeurs={"montage": "non", "nie": "12"}, par=dossier.cree_par, le=PLUS_TARD)
    apres = fresh(dossier)
    assert (apres.nie, apres.nil, apres.manques, apres.bloqueur) == ("", "", 3, "editeur")
    assert save_projection(apres, PLUS_TARD) == []
