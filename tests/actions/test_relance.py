"""Reminders: to whom, when, once per rung, never about what is no longer so."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from dossiers.actions import relance as actions
from dossiers.actions.dossier import take_dossier, withdraw_dossier
from dossiers.actions.envoi import send_envoi
from dossiers.actions.etape import decide_etape, submit_etape
from dossiers.actions.preference import set_relances
from dossiers.actions.relance import remind_dossier, sweep_relances
from dossiers.actions.reponse import save_reponses
from dossiers.models import Dossier, Envoi, Relance
from dossiers.rules.calendrier import Calendrier
from dossiers.rules.parcours import A_L_EDITEUR
from dossiers.rules.relance import next_decent
from tests.factories import (
    LUNDI,
    PARIS,
    fresh,
    make_administrateur,
    make_decided,
    make_dossier,
    make_editeur,
    make_instructeur,
    make_membre,
    make_ready,
    make_submitted,
    verdicts,
)

pytestmark = pytest.mark.django_db
TOUTES = ("manque", "echeance", "calendrier")
JOUR, HEURE = timedelta(days=1), timedelta(hours=1)
# LUNDI is the 2nd of March 2026 at ten: the rungs fall on the 5th, the 12th, the 23rd (a Monday) and the day after.
JEUDI = LUNDI + 3 * JOUR
ECHELONS = [JEUDI, LUNDI + 10 * JOUR, LUNDI + 21 * JOUR, LUNDI + 22 * JOUR]


def reminders(**filtre) -> list[tuple[str, int]]:
    """Rung and person of every reminder written, each once however many items it is about."""
    lignes = Relance.objects.filter(destinataire__isnull=False, **filtre).order_by("pk")
    return list(dict.fromkeys(lignes.values_list("echelon", "destinataire")))


def send_all(le) -> list[str]:
    """What becomes of each mail that waits."""
    attente = Envoi.objects.filter(etat="attente", a_partir_de__lte=le).order_by("pk").values_list("pk", flat=True)
    return [send_envoi(envoi_id=pk, le=le) for pk in list(attente)]


def test_whole_ladder_then_silence():
    dossier, admin = make_dossier(etape=2), make_administrateur()
    moi = dossier.cree_par_id
    assert [sweep_relances(le=LUNDI + n * JOUR) for n in range(60)] == [
        int(n in (3, 10, 21, 22)) for n in range(60)
    ]  # fmt: skip
    assert reminders() == [("premiere", moi), ("deuxieme", moi), ("mandataire", moi), ("ans", admin.pk)]
    dossier = fresh(dossier)
    assert (dossier.relances_faites, dossier.prochaine_relance) == (4, None)


def test_the_trace_says_it_without_naming_anybody():
    dossier = make_dossier(etape=2)
    make_membre(dossier.editeur)
    sweep_relances(le=JEUDI)
    evenement = dossier.evenements.order_by("rang").last()
    assert (evenement.geste, evenement.etape, evenement.par, evenement.le) == ("relance", 2, None, JEUDI)
    codes = ["montage", "nie", "versions_obsoletes"]
    assert evenement.donnees == {
        "rang": 1, "nombre": 2, "pour_ans": False, "codes": codes, "echelons": ["premiere"]
    }  # fmt: skip


def test_a_row_for_each_item_and_each_person():
    dossier = make_dossier(etape=2)
    save_reponses(dossier=dossier, valeurs={"montage": "non", "nie": "1"}, par=dossier.cree_par, le=LUNDI)
    sweep_relances(le=JEUDI)
    colonnes = ("etape", "tour", "code", "echelon", "sorte", "urgente", "destinataire")
    assert sorted(Relance.objects.values_list(*colonnes)) == [
        (2, 0, code, "premiere", "manque", False, dossier.cree_par_id)
        for code in ("nil", "preuve_cnda", "versions_obsoletes")
    ]


def test_an_item_that_appears_later_begins_its_own_ladder():
    """The NIE has used up its rungs; the NIL, asked once the montage is ruled out, has all of its own."""
    dossier = make_dossier(etape=2)
    for le in ECHELONS:
        sweep_relances(le=le)
    save_reponses(dossier=dossier, valeurs={"montage": "non"}, par=dossier.cree_par, le=ECHELONS[-1] + HEURE)
    Relance.objects.all().update(abandonnee=True)
    neufs = {"nil", "preuve_cnda"}
    for jours in range(1, 40):
        sweep_relances(le=ECHELONS[-1] + jours * JOUR)
    ecrites = Relance.objects.filter(abandonnee=False).values_list("code", "echelon")
    assert set(ecrites) == {(c, e) for c in neufs for e in ("premiere", "deuxieme", "mandataire", "ans")}


def test_only_active_people_of_that_company_who_want_reminders():
    dossier, editeur = make_dossier(etape=2), make_editeur()
    collegue = make_membre(dossier.editeur, "salarie")
    make_membre(dossier.editeur, is_active=False)
    set_relances(sortes=["echeance"], par=make_membre(dossier.editeur))
    make_membre(editeur)
    sweep_relances(le=JEUDI)
    assert reminders() == [("premiere", dossier.cree_par_id), ("premiere", collegue.pk)]


@pytest.mark.parametrize(("role", "nombre"), [("mandataire", 1), ("representant", 2), ("salarie", 0)])
def test_third_rung_is_the_mandataires(role, nombre):
    """Without a mandataire, those who may engage the company."""
    dossier = make_dossier(make_membre(role="mandataire"), etape=2)
    dossier.cree_par.appartenances.update(role="representant" if role != "salarie" else "salarie")
    autre = make_membre(dossier.editeur, role)
    for le in ECHELONS[:3]:
        sweep_relances(le=le)
    attendus = [("mandataire", pk) for pk in ([dossier.cree_par_id] if nombre == 2 else []) + [autre.pk] * bool(nombre)]
    assert reminders(echelon="mandataire") == attendus


def test_referent_rather_than_administrators():
    dossier, referent = make_dossier(etape=2), make_instructeur()
    make_administrateur()
    take_dossier(dossier=dossier, par=referent, le=LUNDI)
    for le in ECHELONS:
        sweep_relances(le=le)
    assert reminders(echelon="ans") == [("ans", referent.pk)]


def test_every_active_administrator_when_the_referent_is_gone():
    referent = make_instructeur(is_active=False)
    admins = [make_administrateur(), make_administrateur()]
    make_administrateur(is_active=False)
    dossier = make_dossier(etape=2)
    Dossier.objects.filter(pk=dossier.pk).update(referent=referent)
    for le in ECHELONS:
        sweep_relances(le=le)
    assert reminders(echelon="ans") == [("ans", admin.pk) for admin in admins]


def test_while_the_ans_has_the_dossier_its_own_clock_runs():
    """Ten working days after the sending the référent, ten more the administrators; the éditeur’s clock stands."""
    referent, admin = make_instructeur(), make_administrateur()
    dossier = make_ready(make_dossier(etape=2))
    take_dossier(dossier=dossier, par=referent, le=LUNDI)
    submit_etape(dossier=dossier, par=dossier.cree_par, le=LUNDI)
    assert [n for n in range(60) if sweep_relances(le=LUNDI + n * JOUR)] == [14, 28]
    assert reminders() == [("instruction_10", referent.pk), ("instruction_20", admin.pk)]


def test_when_all_have_stopped_the_ladder_still_leads_to_the_ans():
    dossier, admin = make_dossier(etape=2), make_administrateur()
    set_relances(sortes=[], par=dossier.cree_par)
    for le in ECHELONS:
        sweep_relances(le=le)
    assert reminders() == [("ans", admin.pk)]
    assert [e.donnees["nombre"] for e in dossier.evenements.filter(geste="relance").order_by("rang")] == [0, 0, 0, 1]


def test_an_act_pushes_the_next_rung_back_and_brings_none_again():
    dossier = make_dossier(etape=2)
    sweep_relances(le=JEUDI)
    save_reponses(dossier=dossier, valeurs={"nie": "1"}, par=dossier.cree_par, le=JEUDI + HEURE)
    assert fresh(dossier).prochaine_relance.astimezone(PARIS).isoformat() == "2026-03-17T09:00:00+01:00"
    assert (sweep_relances(le=ECHELONS[1]), len(reminders())) == (0, 1)


def test_a_new_round_begins_its_own_ladder():
    dossier = make_dossier(etape=1)
    sweep_relances(le=JEUDI)
    dossier = make_decided("demander_complements", le=JEUDI)
    Dossier.objects.exclude(pk=dossier.pk).update(prochaine_relance=None)
    sweep_relances(le=JEUDI + 5 * JOUR)
    relance = Relance.objects.get(dossier=dossier)
    assert (relance.tour, relance.echelon, relance.code) == (1, "premiere", "preuve_cnda")


def test_server_off_for_a_month_one_rung_then_the_others_at_their_distance():
    dossier = make_dossier(etape=2)
    retour = LUNDI + 30 * JOUR
    assert [sweep_relances(le=retour), sweep_relances(le=retour + HEURE)] == [1, 0]
    jours = [n for n in range(1, 40) if sweep_relances(le=retour + n * JOUR)]
    assert jours == [8, 19, 20]  # over Easter Monday
    assert [rung for rung, _ in reminders(destinataire=dossier.cree_par)] == ["premiere", "deuxieme", "mandataire"]


def test_twice_at_once_writes_once():
    """A second sweep that had read the same list finds nothing left to do."""
    dossier = make_dossier(etape=2)
    assert [remind_dossier(dossier_id=dossier.pk, le=JEUDI) for _ in range(2)] == [True, False]
    faits = dossier.evenements.filter(geste="relance").count()
    assert (len(reminders()), fresh(dossier).relances_faites, faits) == (1, 1, 1)


def test_same_rung_asked_again_by_a_wrong_date_writes_no_second_mail():
    dossier = make_dossier(etape=2)
    sweep_relances(le=JEUDI)
    Dossier.objects.update(prochaine_relance=JEUDI)
    assert (sweep_relances(le=JEUDI), len(reminders())) == (0, 1)
    assert fresh(dossier).prochaine_relance == LUNDI.replace(day=12, hour=9)


@pytest.mark.parametrize(
    "le",
    [
        JEUDI.replace(hour=8, minute=59),
        JEUDI.replace(hour=19),
        JEUDI.replace(hour=3) + JOUR,
        JEUDI + 2 * JOUR,
        JEUDI + 3 * JOUR,
    ],
)
def test_nobody_is_reminded_at_night_nor_on_a_weekend(le):
    make_dossier(etape=2)
    assert (sweep_relances(le=le), reminders()) == (0, [])


def test_at_any_hour_when_the_setting_says_so(settings, mailoutbox):
    settings.RELANCES_A_TOUTE_HEURE = True
    make_dossier(etape=2)
    dimanche = (JEUDI + 3 * JOUR).replace(hour=3)
    assert (sweep_relances(le=dimanche), send_all(dimanche), len(mailoutbox)) == (1, ["envoye"], 1)


def test_held_after_a_restore(settings):
    make_dossier(etape=2)
    settings.ENVOIS_SUSPENDUS = True
    assert (sweep_relances(le=JEUDI), reminders()) == (0, [])


def test_a_dossier_that_fails_does_not_hold_up_the_others(monkeypatch, caplog):
    abime, sain = make_dossier(etape=2), make_dossier(etape=2)
    lire = actions.situation_of

    def situation_of(dossier, le):
        if dossier.pk == abime.pk:
            raise KeyError("camille@exemple.fr")
        return lire(dossier, le)

    monkeypatch.setattr(actions, "situation_of", situation_of)
    assert (sweep_relances(le=JEUDI), reminders()) == (1, [("premiere", sain.cree_par_id)])
    assert [r.getMessage() for r in caplog.records] == [f"relance du dossier {abime.pk} impossible : KeyError"]


def test_batches_reach_everyone(monkeypatch):
    monkeypatch.setattr(actions, "LOT", 2)
    par = make_membre()
    for _ in range(5):
        make_dossier(par, etape=2)
    assert (sweep_relances(le=JEUDI), Relance.objects.values("dossier").distinct().count()) == (5, 5)


def answer(dossier, le):
    save_reponses(dossier=dossier, valeurs={"nie": "1"}, par=dossier.cree_par, le=le)


def submit(dossier, le):
    make_ready(dossier, le=le)
    submit_etape(dossier=dossier, par=dossier.cree_par, le=le)


def satisfy_elsewhere(dossier, le):
    """What lacked is told once for all in another dossier of the company: nobody acted in this one."""
    Relance.objects.exclude(code="nie").delete()
    autre = make_dossier(dossier.cree_par, etape=2)
    save_reponses(dossier=autre, valeurs={"nie": "1"}, par=dossier.cree_par, le=le)


@pytest.mark.parametrize(
    "geste",
    [
        answer,
        submit,
        satisfy_elsewhere,
        lambda dossier, le: withdraw_dossier(dossier=dossier, par=dossier.cree_par, le=le),
        lambda dossier, le: set_relances(sortes=[], par=dossier.cree_par),
        lambda dossier, le: dossier.cree_par.appartenances.all().delete(),
    ],
    ids=["answered", "submitted", "satisfied elsewhere", "withdrawn", "stopped", "left"],
)
def test_reminder_written_but_no_longer_due_is_not_sent(geste, mailoutbox):
    dossier = make_dossier(etape=2)
    sweep_relances(le=JEUDI)
    [envoi] = Envoi.objects.filter(genre="relance")
    geste(dossier, JEUDI + HEURE)
    assert (send_envoi(envoi_id=envoi.pk, le=JEUDI + 2 * HEURE), mailoutbox) == ("sans_objet", [])


def test_reminder_still_due_is_sent(mailoutbox):
    make_dossier(etape=2)
    sweep_relances(le=JEUDI)
    assert (send_all(JEUDI + HEURE), len(mailoutbox)) == (["envoye"], 1)


def test_reminder_that_could_not_leave_in_the_day_waits_for_the_morning(mailoutbox):
    make_dossier(etape=2)
    sweep_relances(le=JEUDI)
    envoi = Envoi.objects.get()
    assert send_envoi(envoi_id=envoi.pk, le=JEUDI.replace(hour=22) + JOUR) == "attente"
    envoi.refresh_from_db()
    assert (envoi.a_partir_de, envoi.essais, mailoutbox) == ((JEUDI + 4 * JOUR).replace(hour=9), 0, [])
    assert send_envoi(envoi_id=envoi.pk, le=envoi.a_partir_de) == "envoye"


@pytest.mark.parametrize("fabrique", [make_submitted, make_decided])
def test_receipts_and_decisions_are_due_at_any_hour(fabrique, mailoutbox):
    fabrique()
    assert set(send_all(LUNDI.replace(day=7, hour=3))) == {"envoye"}


# ---------------------------------------------------------------- the ladder under random gestes and a random clock

GESTES = ("repond", "complete", "envoie", "conteste", "arrete", "reprend", "balaie", "poste")
# What sweeps and sends comes often: between two gestes of people, clocks tick.
gestes = st.sampled_from((*GESTES, "balaie", "balaie", "poste", "poste"))
suites = st.lists(st.tuples(gestes, st.sampled_from((1, 2, 12, 24, 72, 168))), min_size=5, max_size=25)


class Vie:
    """One dossier, its company and its reviewer; each geste that is not possible now does nothing."""

    def __init__(self, compte, instructeur) -> None:
        self.dossier, self.compte, self.instructeur = make_dossier(compte, etape=2), compte, instructeur
        self.le, self.veut, self.agi_le = LUNDI, True, LUNDI
        set_relances(sortes=TOUTES, par=compte)

    def play(self, geste: str, heures: int, boite: list) -> None:
        self.le += heures * HEURE
        self.dossier = fresh(self.dossier)
        avant = len(boite)
        getattr(self, geste)()
        for message in boite[avant:]:
            self.check(message)

    def check(self, message) -> None:
        """At the very moment a reminder leaves."""
        if "List-Unsubscribe" not in message.extra_headers:
            return
        ici, dossier = self.le.astimezone(PARIS), fresh(self.dossier)
        assert (ici.weekday() < 5, 9 <= ici.hour < 19) == (True, True)
        assert (dossier.etat in A_L_EDITEUR, self.veut, self.le - self.agi_le >= 2 * JOUR) == (True, True, True)

    def repond(self) -> None:
        if self.dossier.etat in A_L_EDITEUR:
            valeurs = {"nie": str(self.le.timestamp()), "nil": str(self.le.timestamp())}
            if save_reponses(dossier=self.dossier, valeurs=valeurs, par=self.compte, le=self.le):
                self.agi_le = self.le

    def complete(self) -> None:
        if self.dossier.etat in A_L_EDITEUR:
            make_ready(self.dossier, le=self.le)
            self.agi_le = self.le

    def envoie(self) -> None:
        if self.dossier.etat in A_L_EDITEUR and not self.dossier.manques:
            submit_etape(dossier=self.dossier, par=self.compte, le=self.le)
            self.agi_le = self.le

    def conteste(self) -> None:
        if self.dossier.etat == "soumise":
            examens = verdicts(preuve_cnda=("a_corriger", "Coupée."))
            champs = {"examens": examens, "version": self.dossier.version, "par": self.instructeur, "le": self.le}
            decide_etape(dossier=self.dossier, decision="demander_complements", **champs)
            self.agi_le = self.le

    def arrete(self) -> None:
        self.veut = set_relances(sortes=[], par=self.compte).relances

    def reprend(self) -> None:
        self.veut = set_relances(sortes=TOUTES, par=self.compte).relances

    def balaie(self) -> None:
        sweep_relances(le=self.le)
        sweep_relances(le=self.le)

    def poste(self) -> None:
        send_all(self.le)


@pytest.fixture
def gens():
    """A person of a company, and a reviewer: the same for every life played."""
    return make_membre(), make_instructeur()


@settings(
    max_examples=25,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@example(suite=[("balaie", 72), ("repond", 1), ("poste", 1)])
@example(suite=[("balaie", 72), ("poste", 12)])
@example(suite=[("balaie", 72), ("poste", 1), ("arrete", 1), ("balaie", 168), ("poste", 1)])
@example(suite=[("balaie", 720), ("balaie", 24), ("balaie", 24), ("poste", 1), ("balaie", 168), ("poste", 1)])
@given(suite=suites)
def test_ladder_holds_whatever_happens_and_whenever(gens, mailoutbox, suite):
    mailoutbox.clear()
    vie = Vie(*gens)
    for geste, heures in suite:
        vie.play(geste, heures, mailoutbox)
    envoyes = [message.extra_headers["Message-ID"] for message in mailoutbox]
    assert len(envoyes) == len(set(envoyes))
    faites = vie.dossier.evenements.filter(geste="relance").order_by("rang")
    assert [next_decent(faite.le, 9, Calendrier()) for faite in faites] == [faite.le for faite in faites]
    ecrites = list(Relance.objects.filter(dossier=vie.dossier).values_list("tour", "code", "echelon", "destinataire"))
    assert len(ecrites) == len(set(ecrites))
    Dossier.objects.update(prochaine_relance=None)
    Envoi.objects.update(etat="sans_objet")
    Relance.objects.filter(envoi=None).update(abandonnee=True)
