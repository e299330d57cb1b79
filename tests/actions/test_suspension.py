"""A quiet with its reason: the reminders of what lacks wait, then come back; a reminder by hand respects it."""

from datetime import date, timedelta

import pytest

from dossiers.actions.envoi import send_envoi
from dossiers.actions.relance import ask_relance, sweep_relances
from dossiers.actions.suspension import suspend_relances
from dossiers.models import Envoi
from dossiers.rules.refus import Interdit, Refus
from tests.factories import LUNDI, PARIS, fresh, make_dossier, make_instructeur, make_membre

pytestmark = pytest.mark.django_db
JOUR = timedelta(days=1)
JEUDI = LUNDI + 3 * JOUR


def suspend(dossier, jusqu_a=date(2026, 3, 20), motif=" Le CNDA répond le 20. ", par=None, le=LUNDI):
    return suspend_relances(dossier=dossier, jusqu_a=jusqu_a, motif=motif, par=par or dossier.cree_par, le=le)


@pytest.mark.parametrize("qui", ["editeur", "ans"])
def test_quiet_until_that_day_with_its_reason(qui):
    dossier = make_dossier(etape=2)
    suspend(dossier, par=make_instructeur() if qui == "ans" else None)
    lu = fresh(dossier)
    assert (lu.suspension_motif, lu.prochaine_relance.astimezone(PARIS).isoformat()) == (
        "Le CNDA répond le 20.", "2026-03-20T09:00:00+01:00",
    )  # fmt: skip
    assert dossier.evenements.last().donnees == {"jusqu_a": "2026-03-20"}
    assert next(n for n in range(30) if sweep_relances(le=LUNDI + n * JOUR)) == 18


def test_lifted():
    dossier = make_dossier(etape=2)
    suspend(dossier)
    suspend(dossier, jusqu_a=None, motif="")
    lu = fresh(dossier)
    assert (lu.suspendues_jusqu_a, lu.suspension_motif, lu.prochaine_relance) == (None, "", JEUDI.replace(hour=9))


def test_asked_after_the_reminder_was_written_it_is_not_sent(mailoutbox):
    dossier = make_dossier(etape=2)
    sweep_relances(le=JEUDI)
    suspend(dossier, par=make_instructeur(), le=JEUDI)
    assert (send_envoi(envoi_id=Envoi.objects.get().pk, le=JEUDI), mailoutbox) == ("sans_objet", [])


@pytest.mark.parametrize(
    ("champs", "phrases"),
    [
        ({"motif": "  "}, {"motif": "Indiquez pourquoi"}),
        ({"motif": "x" * 301}, {"motif": "300 caractères au plus."}),
        ({"jusqu_a": date(2026, 3, 2)}, {"jusqu_a": "Choisissez un jour à venir"}),
        ({"jusqu_a": date(2026, 5, 2)}, {"jusqu_a": "Choisissez un jour à venir"}),
    ],
)
def test_refused_beside_its_field(champs, phrases):
    dossier = make_dossier(etape=2)
    with pytest.raises(Refus) as refus:
        suspend(dossier, **champs)
    debuts = {champ: refus.value.champs[champ].startswith(phrase) for champ, phrase in phrases.items()}
    assert (set(refus.value.champs), set(debuts.values())) == (set(phrases), {True})
    assert fresh(dossier).suspendues_jusqu_a is None


def test_another_company_may_not():
    with pytest.raises(Interdit):
        suspend(make_dossier(etape=2), par=make_membre())


def test_by_hand_is_refused_while_it_is_quiet_and_twice_a_day():
    dossier, referent = make_dossier(etape=2), make_instructeur()
    assert ask_relance(dossier=dossier, par=referent, le=LUNDI) == 1
    with pytest.raises(Refus, match="déjà été demandée aujourd’hui"):
        ask_relance(dossier=dossier, par=referent, le=LUNDI)
    suspend(dossier)
    with pytest.raises(Refus, match="suspendues jusqu’au 20 mars 2026"):
        ask_relance(dossier=dossier, par=referent, le=LUNDI + JOUR)


def test_by_hand_when_nobody_wants_it():
    dossier = make_dossier(etape=2)
    dossier.cree_par.appartenances.update(relances=False)
    with pytest.raises(Refus, match="Personne dans cette entreprise"):
        ask_relance(dossier=dossier, par=make_instructeur(), le=LUNDI)
