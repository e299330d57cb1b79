"""Written once: a référentiel, an event, a submission, a measure, a switch. Bulk writes pass: the chain sees it."""

from datetime import timedelta

import pytest
from django.db.models import ProtectedError

from dossiers.actions.mesure import record_mesure
from dossiers.actions.reglage import set_lecture
from dossiers.models import Decision, Dossier, Evenement, Mesure, Referentiel, Reglage, Soumission
from dossiers.models.decision import DecisionImmuable
from dossiers.models.evenement import EvenementImmuable
from dossiers.models.mesure import MesureImmuable
from dossiers.models.referentiel import ReferentielImmuable
from dossiers.models.reglage import ReglageImmuable
from dossiers.models.soumission import SoumissionImmuable
from dossiers.queries.trace import verify_chain
from tests.factories import (
    LUNDI,
    make_administrateur,
    make_decided,
    make_dossier,
    make_referentiel,
    make_submitted,
)

pytestmark = pytest.mark.django_db


def test_published_referentiel_does_not_change():
    referentiel = make_referentiel()
    referentiel.texte = "autre"
    with pytest.raises(ReferentielImmuable) as refus:
        referentiel.save()
    assert str(refus.value) == "DSR-MDV-LGC-Va2 v1 est publié\u00a0: publiez une nouvelle version."
    with pytest.raises(ReferentielImmuable) as refus:
        Referentiel.objects.get().delete()
    assert str(refus.value) == "DSR-MDV-LGC-Va2 v1 est publié\u00a0: il ne peut pas être supprimé."
    assert Referentiel.objects.get().texte != "autre"


def test_event_does_not_change():
    evenement = make_dossier().evenements.first()
    evenement.geste = "autre"
    with pytest.raises(EvenementImmuable, match="Un événement ne se modifie pas"):
        evenement.save()
    with pytest.raises(EvenementImmuable, match="Un événement ne se supprime pas"):
        evenement.delete()
    assert [e.geste for e in Evenement.objects.all()] == ["creer"]


def test_submission_does_not_change_but_for_its_decision():
    soumission = make_submitted().soumissions.get()
    soumission.contenu = {}
    for champs in (None, ["contenu"], ["sha256", "decision"], ["par"]):
        with pytest.raises(SoumissionImmuable, match="Ce qui a été soumis ne se modifie pas"):
            soumission.save(update_fields=champs)
    soumission.save(update_fields=["decision_motif"])
    assert Soumission.objects.get().contenu["reponses"]["nie"] == "00123"


def test_measure_does_not_change():
    mesure = record_mesure(moteur="moteur 1", resultats={"mesure": {}}, le=LUNDI)
    mesure.moteur = "autre"
    with pytest.raises(MesureImmuable, match="Une mesure ne se modifie pas"):
        mesure.save()
    with pytest.raises(MesureImmuable, match="Une mesure ne se supprime pas"):
        mesure.delete()
    assert Mesure.objects.get().moteur == "moteur 1"


def test_turn_of_a_switch_does_not_change():
    reglage = set_lecture(active=False, par=make_administrateur())
    reglage.valeur = "active"
    with pytest.raises(ReglageImmuable, match="Un réglage passé ne se modifie pas"):
        reglage.save()
    with pytest.raises(ReglageImmuable, match="Un réglage passé ne se supprime pas"):
        reglage.delete()
    assert Reglage.objects.get().valeur == "arretee"


def test_dossier_with_a_trace_is_not_deleted():
    dossier = make_dossier()
    with pytest.raises(ProtectedError):
        dossier.delete()
    assert Dossier.objects.filter(pk=dossier.pk).exists()


CHANGEMENTS = {
    "le": LUNDI + timedelta(seconds=1),
    "geste": "valider",
    "etape": 2,
    "par": None,
    "donnees": {"referentiel": "autre"},
    "empreinte": "0" * 64,
}


@pytest.mark.parametrize("champ", CHANGEMENTS)
def test_queryset_update_passes_the_guard_and_the_chain_tells_it(champ):
    dossier = make_dossier(etape=2)
    assert verify_chain(dossier) == ()
    dossier.evenements.filter(rang=1).update(**{champ: CHANGEMENTS[champ]})
    attendues = ["L’événement n°\u00a01 n’est plus celui qui a été écrit."]
    if champ == "empreinte":
        attendues.append("L’événement n°\u00a02 ne suit pas celui qui le précède.")
    assert verify_chain(dossier) == tuple(attendues)


def test_queryset_delete_passes_the_guard_and_the_chain_tells_it():
    dossier = make_decided()
    dossier.evenements.filter(rang=3).delete()
    assert verify_chain(dossier) == ("L’événement n°\u00a04 ne suit pas celui qui le précède.",)


def test_chain_alone_does_not_see_that_its_end_was_cut_off():
    dossier = make_decided()
    dossier.evenements.filter(geste="valider").delete()
    assert verify_chain(dossier) == ()


def test_rendered_decision_does_not_change_but_for_its_revocation():
    make_decided()
    decision = Decision.objects.get()
    decision.contenu = {}
    for champs in (None, ["contenu"], ["sha256", "revoquee_le"], ["soumission"]):
        with pytest.raises(DecisionImmuable, match="Une décision rendue ne se modifie pas"):
            decision.save(update_fields=champs)
    with pytest.raises(DecisionImmuable, match="Une décision rendue ne se supprime pas"):
        decision.delete()
    decision.save(update_fields=["revocation_motif"])
    assert Decision.objects.get().contenu["solution"] == str(Dossier.objects.get().solution)


def test_what_was_decided_keeps_its_submission():
    with pytest.raises(ProtectedError):
        make_decided().soumissions.get().delete()
