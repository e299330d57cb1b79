"""Waivers granted, taken back, at their term: who may, what follows at once, what never moves, who is told."""

import threading
import time
from datetime import date, timedelta

import pytest
from django.core import mail

from dossiers.actions import dispense as module
from dossiers.actions.dispense import grant_dispense, lift_dispense, sweep_dispenses
from dossiers.actions.dossier import withdraw_dossier
from dossiers.actions.envoi import send_envoi
from dossiers.actions.etape import decide_etape, submit_etape
from dossiers.actions.examen import store_examens
from dossiers.actions.projection import save_projection
from dossiers.actions.reponse import save_reponses
from dossiers.models import Dispense, Dossier, Envoi
from dossiers.models.dispense import DispenseImmuable
from dossiers.queries.examen import waived_of
from dossiers.queries.situation import situation_of
from dossiers.queries.trace import verify_chain
from dossiers.rules.dispense import Portee, end_of
from dossiers.rules.garde import expected_examens
from dossiers.rules.parcours import Etat
from dossiers.rules.refus import Interdit, Perime, Refus
from dossiers.rules.situation import Examen
from tests.courses import run_together
from tests.factories import (
    LUNDI,
    REPONSES,
    fresh,
    make_administrateur,
    make_decided,
    make_dispense,
    make_dossier,
    make_instructeur,
    make_membre,
    make_piece,
    make_ready,
    make_submitted,
    verdicts,
)

pytestmark = pytest.mark.django_db
TERME = date(2026, 4, 1)
PLUS_TARD = LUNDI + timedelta(days=45)
MOTIF = "Cas prévu par l’ANS."


def grant(dossier: Dossier, exigence: str = "nil", portee: Portee = Portee.DOSSIER, **champs) -> Dispense:
    valeurs = {"motif": MOTIF, "jusqu_au": TERME, "version": fresh(dossier).version, "le": LUNDI}
    champs = {**valeurs, **champs}
    champs.setdefault("par", make_administrateur())
    return grant_dispense(dossier=dossier, exigence=exigence, portee=portee, **champs)


def without(code: str, par=None) -> Dossier:
    """Étape 2 with everything but this."""
    dossier = make_dossier(par, etape=2)
    valeurs = {c: v for c, v in REPONSES.items() if c != code}
    save_reponses(dossier=dossier, valeurs=valeurs, par=dossier.cree_par, le=LUNDI)
    make_piece(dossier)
    return fresh(dossier)


class TestGrant:
    def test_it_is_kept_whole(self) -> None:
        dossier, par = without("nil"), make_instructeur()
        dispense = grant(dossier, par=par)
        lue = Dispense.objects.get(pk=dispense.pk)
        assert (lue.dossier, lue.solution, lue.editeur, lue.origine) == (dossier, None, None, dossier)
        assert (lue.exigence, lue.motif, lue.accordee_par, lue.le) == ("nil", MOTIF, par, LUNDI)
        assert (lue.expire_le, lue.jusqu_au) == (end_of(TERME), TERME)

    def test_the_projection_follows_at_once(self) -> None:
        dossier = without("nil")
        assert dossier.manques == 1
        grant(dossier)
        assert fresh(dossier).manques == 0
        assert save_projection(fresh(dossier), LUNDI) == []

    def test_it_is_in_the_chain_without_its_reason(self) -> None:
        dossier = without("nil")
        dispense = grant(dossier)
        evenement = dossier.evenements.order_by("-rang").first()
        attendu = {"exigence": "nil", "dispense": dispense.pk, "portee": "dossier", "jusqu_a": "2026-04-01"}
        assert (evenement.geste, evenement.donnees) == ("accorder_dispense", attendu)
        assert verify_chain(fresh(dossier)) == ()

    def test_the_dossier_may_then_be_sent(self) -> None:
        dossier = without("nil")
        with pytest.raises(Refus):
            submit_etape(dossier=dossier, par=dossier.cree_par, le=LUNDI)
        grant(dossier)
        soumission = submit_etape(dossier=dossier, par=dossier.cree_par, le=LUNDI)
        assert soumission.contenu["dispenses"]["nil"]["motif"] == MOTIF

    def test_a_reason_of_several_lines_is_kept_on_one(self) -> None:
        assert grant(without("nil"), motif=" Un\n\n cas\x00 . ").motif == "Un cas ."

    @pytest.mark.parametrize("portee", [Portee.SOLUTION, Portee.EDITEUR])
    def test_a_reviewer_does_not_go_beyond_the_dossier(self, portee: Portee) -> None:
        with pytest.raises(Interdit, match="administrateur de l’ANS"):
            grant(without("nil"), portee=portee, par=make_instructeur())
        assert Dispense.objects.count() == 0

    def test_a_reviewer_gives_a_term_within_the_year(self) -> None:
        dossier, par = without("nil"), make_instructeur()
        with pytest.raises(Refus, match="réservée aux administrateurs"):
            grant(dossier, par=par, jusqu_au=None, sans_terme=True)
        with pytest.raises(Refus, match="Au-delà d’un an"):
            grant(dossier, par=par, jusqu_au=date(2028, 1, 1))

    def test_an_administrator_grants_without_term(self) -> None:
        assert grant(without("nil"), jusqu_au=None, sans_terme=True).expire_le is None

    @pytest.mark.parametrize("role", ["mandataire", "salarie"])
    def test_nobody_of_the_company_grants_anything(self, role: str) -> None:
        dossier = without("nil")
        with pytest.raises(Interdit):
            grant(dossier, par=make_membre(dossier.editeur, role))

    @pytest.mark.parametrize(
        ("exigence", "phrase"), [("inconnue", "n’existe pas"), ("nil_tiers", "n’est pas demandée à ce dossier")]
    )
    def test_what_is_not_asked_cannot_be_waived(self, exigence: str, phrase: str) -> None:
        with pytest.raises(Refus, match=phrase):
            grant(without("nil"), exigence)

    def test_twice_the_same_is_refused_and_names_who_did(self) -> None:
        dossier, premier = without("nil"), make_administrateur(prenom="Anne", nom="Sol")
        grant(dossier, par=premier)
        with pytest.raises(Refus, match="Anne Sol a déjà accordé cette dispense, jusqu’au 1er avril 2026"):
            grant(dossier)
        assert Dispense.objects.count() == 1

    def test_once_over_it_may_be_granted_anew(self) -> None:
        dossier = without("nil")
        grant(dossier)
        assert grant(dossier, le=PLUS_TARD, jusqu_au=date(2026, 6, 1)).pk
        assert fresh(dossier).manques == 0

    def test_a_page_that_is_stale_changes_nothing(self) -> None:
        dossier = without("nil")
        with pytest.raises(Perime, match="votre saisie est conservée"):
            grant(dossier, version=dossier.version - 1)
        assert Dispense.objects.count() == 0

    def test_a_withdrawn_dossier_refuses(self) -> None:
        dossier = without("nil")
        withdraw_dossier(dossier=dossier, par=dossier.cree_par, le=LUNDI)
        with pytest.raises(Refus, match="retirée"):
            grant(dossier)

    def test_at_an_etape_that_is_validated_there_is_nothing_to_waive(self) -> None:
        dossier = make_decided()
        with pytest.raises(Refus, match="L’étape 2 de ce dossier est validée"):
            grant(dossier)
        assert (Dispense.objects.count(), Envoi.objects.filter(genre="dispense").count()) == (0, 0)
        assert fresh(dossier).version == dossier.version

    def test_what_is_asked_later_is_waived_from_there(self) -> None:
        dossier = make_decided()
        assert grant(dossier, "homologation_cnda").dossier == dossier

    def test_it_is_never_erased(self) -> None:
        with pytest.raises(DispenseImmuable):
            make_dispense(without("nil")).delete()


class TestScopes:
    def test_for_the_company_every_open_dossier_follows_and_says_so(self) -> None:
        membre = make_membre()
        un, deux, autre = without("nil", membre), without("nil", membre), without("nil")
        grant(un, portee=Portee.EDITEUR)
        assert [fresh(d).manques for d in (un, deux, autre)] == [0, 0, 1]
        gestes = [d.evenements.order_by("-rang").first().geste for d in (un, deux, autre)]
        assert gestes == ["accorder_dispense", "accorder_dispense", "deposer_piece"]
        assert [fresh(d).version - d.version for d in (un, deux, autre)] == [1, 1, 0]

    def test_for_the_solution_its_other_dossiers_only(self) -> None:
        membre = make_membre()
        un = without("nil", membre)
        frere = make_dossier(membre, etape=2, nom=un.solution.nom, proxy="P")
        cousin = without("nil", membre)
        grant(un, portee=Portee.SOLUTION)
        dispenses = [set(situation_of(fresh(d), LUNDI).dispenses) for d in (un, frere, cousin)]
        assert dispenses == [{"nil"}, {"nil"}, set()]

    def test_for_the_company_a_dossier_past_that_etape_is_left_as_it_is(self) -> None:
        membre = make_membre()
        un, valide = without("nil", membre), make_decided(membre=membre)
        dispense = grant(un, portee=Portee.EDITEUR)
        sweep_dispenses(le=PLUS_TARD)
        assert [fresh(d).version - d.version for d in (un, valide)] == [2, 0]
        lift_dispense(
            dispense=grant(un, portee=Portee.EDITEUR, jusqu_au=None, sans_terme=True, le=PLUS_TARD),
            motif="Fini.",
            par=make_administrateur(),
            le=PLUS_TARD,
        )
        assert [fresh(d).version - d.version for d in (un, valide)] == [4, 0]
        assert Dispense.objects.get(pk=dispense.pk).echue_le == PLUS_TARD

    def test_granted_from_one_that_is_past_it_reaches_the_others(self) -> None:
        membre = make_membre()
        valide, un = make_decided(membre=membre), without("nil", membre)
        grant(valide, portee=Portee.EDITEUR, le=LUNDI + timedelta(hours=1))
        assert (fresh(un).manques, fresh(un).version - un.version) == (0, 1)
        soumission = valide.soumissions.get()
        assert waived_of(situation_of(fresh(valide), LUNDI + timedelta(days=1)), soumission) == {}

    def test_a_dossier_opened_later_has_it_too(self) -> None:
        membre = make_membre()
        grant(without("nil", membre), portee=Portee.EDITEUR)
        assert without("nil", membre).manques == 0

    def test_each_person_is_told_once_whatever_the_scope(self) -> None:
        membre = make_membre()
        un = without("nil", membre)
        without("nil", membre)
        grant(un, portee=Portee.EDITEUR)
        assert list(Envoi.objects.filter(genre="dispense").values_list("destinataire", flat=True)) == [membre.pk]


class TestInstruction:
    def test_granted_during_the_instruction_no_verdict_is_awaited_and_the_decision_holds(self) -> None:
        dossier, par = make_submitted(), make_instructeur()
        grant(dossier, "nil")
        examens = {code: examen for code, examen in verdicts().items() if code != "nil"}
        version = fresh(dossier).version
        decide_etape(dossier=dossier, decision="valider", examens=examens, version=version, par=par, le=LUNDI)
        assert fresh(dossier).etapes.get(numero=2).etat == Etat.VALIDEE
        assert fresh(dossier).nil == "456-A"

    def test_a_verdict_given_on_it_is_passed_over(self) -> None:
        dossier = make_submitted()
        grant(dossier, "nil")
        change = store_examens(
            dossier=dossier,
            examens={"nil": Examen("nil", "conforme")},
            version=fresh(dossier).version,
            par=make_instructeur(),
            le=LUNDI,
        )
        assert change == ()

    def test_contested_then_waived_it_is_sent_again_without_and_carries_no_verdict(self) -> None:
        dossier, par = make_submitted(), make_instructeur()
        examens = verdicts(nil=("a_corriger", "Illisible."), nie=("a_corriger", "Illisible."))
        decide_etape(
            dossier=dossier,
            decision="demander_complements",
            examens=examens,
            version=dossier.version,
            par=par,
            le=LUNDI,
        )
        grant(dossier, "nil")
        assert situation_of(fresh(dossier), LUNDI).contestees == {"nie"}
        save_reponses(dossier=dossier, valeurs={"nie": "00999"}, par=dossier.cree_par, le=LUNDI)
        soumission = submit_etape(dossier=dossier, par=dossier.cree_par, le=LUNDI)
        assert "nil" not in soumission.contenu["reponses"]
        assert set(soumission.examens.values_list("exigence", flat=True)) == {"preuve_cnda", "versions_obsoletes"}
        assert "nil" not in expected_examens(situation_of(fresh(dossier), LUNDI))

    def test_past_its_term_what_was_sent_under_it_is_decided_as_it_was_sent(self) -> None:
        dossier = without("nil")
        grant(dossier)
        submit_etape(dossier=dossier, par=dossier.cree_par, le=LUNDI)
        sweep_dispenses(le=PLUS_TARD)
        assert (fresh(dossier).manques, fresh(dossier).bloqueur) == (0, "ans")
        examens = {code: examen for code, examen in verdicts().items() if code != "nil"}
        decide_etape(
            dossier=dossier,
            decision="valider",
            examens=examens,
            version=fresh(dossier).version,
            par=make_instructeur(),
            le=PLUS_TARD,
        )
        assert fresh(dossier).etape == 3


class TestLift:
    def lift(self, dispense: Dispense, **champs) -> Dispense:
        champs = {"motif": "Le cas a changé.", "le": LUNDI + timedelta(days=1), **champs}
        champs.setdefault("par", make_administrateur())
        return lift_dispense(dispense=dispense, **champs)

    def test_what_it_waived_is_asked_again_and_it_stays_written(self) -> None:
        dossier, par = without("nil"), make_instructeur()
        dispense = grant(dossier)
        levee = self.lift(dispense, par=par)
        assert fresh(dossier).manques == 1
        assert (levee.levee_par, levee.levee_le, levee.levee_motif) == (
            par, LUNDI + timedelta(days=1), "Le cas a changé."
        )  # fmt: skip
        assert dossier.evenements.order_by("-rang").first().geste == "lever_dispense"
        assert verify_chain(fresh(dossier)) == ()

    def test_a_reason_is_needed(self) -> None:
        dispense = grant(without("nil"))
        with pytest.raises(Refus) as refus:
            self.lift(dispense, motif=" ")
        assert list(refus.value.champs) == ["motif"]

    def test_twice_is_refused_and_says_who(self) -> None:
        dispense = grant(without("nil"))
        self.lift(dispense, par=make_administrateur(prenom="Anne", nom="Sol"))
        with pytest.raises(Refus, match="déjà levée\u00a0: Anne Sol"):
            self.lift(dispense)

    def test_past_its_term_there_is_nothing_to_lift(self) -> None:
        dispense = grant(without("nil"))
        with pytest.raises(Refus, match="arrivée à son terme, le 1er avril 2026"):
            self.lift(dispense, le=PLUS_TARD)

    @pytest.mark.parametrize("large", [{"portee": Portee.EDITEUR}, {"jusqu_au": None, "sans_terme": True}])
    def test_what_only_an_administrator_grants_only_one_lifts(self, large: dict) -> None:
        dispense = grant(without("nil"), **large)
        with pytest.raises(Interdit):
            self.lift(dispense, par=make_instructeur())
        assert self.lift(dispense).levee_le

    def test_nobody_of_the_company_lifts_anything(self) -> None:
        dossier = without("nil")
        dispense = grant(dossier)
        with pytest.raises(Interdit):
            self.lift(dispense, par=dossier.cree_par)

    def test_that_of_a_company_is_lifted_even_when_its_first_dossier_is_withdrawn(self) -> None:
        membre = make_membre()
        un, deux = without("nil", membre), without("nil", membre)
        dispense = grant(un, portee=Portee.EDITEUR)
        withdraw_dossier(dossier=un, par=membre, le=LUNDI)
        self.lift(dispense)
        assert fresh(deux).manques == 1

    def test_what_is_with_the_ans_stays_as_it_was_sent(self) -> None:
        dossier = without("nil")
        dispense = grant(dossier)
        submit_etape(dossier=dossier, par=dossier.cree_par, le=LUNDI)
        self.lift(dispense)
        assert "nil" not in expected_examens(situation_of(fresh(dossier), LUNDI + timedelta(days=2)))
        assert fresh(dossier).manques == 0


class TestSweep:
    def test_the_term_is_noted_once_and_the_projection_follows(self) -> None:
        dossier = without("nil")
        dispense = grant(dossier)
        assert sweep_dispenses(le=end_of(TERME) - timedelta(seconds=1)) == 0
        assert sweep_dispenses(le=end_of(TERME)) == 1
        assert sweep_dispenses(le=end_of(TERME)) == 0
        assert fresh(dossier).manques == 1
        assert Dispense.objects.get(pk=dispense.pk).echue_le == end_of(TERME)
        evenement = dossier.evenements.order_by("-rang").first()
        assert (evenement.geste, evenement.par) == ("dispense_echue", None)
        assert verify_chain(fresh(dossier)) == ()

    def test_a_page_read_before_the_term_is_stale_after_it(self) -> None:
        dossier = without("nil")
        grant(dossier)
        avant = fresh(dossier).version
        sweep_dispenses(le=PLUS_TARD)
        assert fresh(dossier).version == avant + 1

    def test_it_is_told_once_fourteen_days_before_to_the_company_and_to_who_granted_it(self) -> None:
        dossier, par = without("nil"), make_instructeur()
        grant(dossier, par=par)
        Envoi.objects.all().delete()
        bientot = end_of(TERME) - timedelta(days=14)
        sweep_dispenses(le=bientot - timedelta(minutes=1))
        assert Envoi.objects.count() == 0
        for _ in range(3):
            sweep_dispenses(le=bientot)
        avertis = Envoi.objects.order_by("pk").values_list("destinataire", "donnees__sujet")
        assert list(avertis) == [(dossier.cree_par_id, "bientot"), (par.pk, "bientot")]

    def test_what_is_lifted_is_neither_told_nor_noted(self) -> None:
        dispense = grant(without("nil"))
        lift_dispense(dispense=dispense, motif="Fini.", par=make_administrateur(), le=LUNDI)
        Envoi.objects.all().delete()
        sweep_dispenses(le=end_of(TERME) - timedelta(days=1))
        assert sweep_dispenses(le=PLUS_TARD) == 0
        assert Envoi.objects.count() == 0

    def test_one_that_fails_does_not_hold_up_the_others(self, monkeypatch, caplog) -> None:
        un, deux = without("nil"), without("nil")
        premier = grant(un)
        grant(deux)
        vrai = module._note_term
        monkeypatch.setattr(
            module, "_note_term", lambda pk, le: 1 / 0 if pk == premier.pk else vrai(pk, le)
        )  # fmt: skip
        assert sweep_dispenses(le=PLUS_TARD) == 1
        assert (fresh(un).manques, fresh(deux).manques) == (0, 1)
        assert "ZeroDivisionError" in caplog.text


class TestMails:
    def send(self, sujet: str, le) -> str:
        """At ten in the morning of that day."""
        le = le.replace(hour=10)
        for envoi in Envoi.objects.filter(genre="dispense", donnees__sujet=sujet).order_by("pk"):
            send_envoi(envoi_id=envoi.pk, le=le)
        return mail.outbox[-1].subject + "\n" + mail.outbox[-1].body if mail.outbox else ""

    @pytest.mark.parametrize(
        ("sujet", "objet", "phrase"),
        [
            ("accordee", "L’ANS vous dispense d’une exigence", "Il n’y a rien à donner pour ce point"),
            ("levee", "Une dispense est levée", "Motif de la levée\u00a0: Le cas a changé."),
            ("bientot", "Une dispense prend fin le 1er avril", "Son dernier jour est le 1er avril 2026"),
            ("echue", "Une dispense est arrivée à son terme", "Elle est de nouveau demandée."),
        ],
    )
    def test_each_says_what_for_whom_until_when_and_why(self, sujet: str, objet: str, phrase: str) -> None:
        dispense = grant(without("nil"), par=make_administrateur(prenom="Anne", nom="Sol"))
        le = LUNDI
        if sujet == "levee":
            lift_dispense(dispense=dispense, motif="Le cas a changé.", par=make_administrateur(), le=LUNDI)
        elif sujet in ("bientot", "echue"):
            le = end_of(TERME) - timedelta(days=2 if sujet == "bientot" else 0)
            sweep_dispenses(le=le)
        texte = self.send(sujet, le)
        for attendu in (objet, phrase, MOTIF, "Anne Sol", "Numéro d’identification logiciel"):
            assert attendu in texte

    @pytest.mark.parametrize(
        ("fabrique", "redemandee"), [(make_submitted, True), (lambda: make_decided("valider"), False)]
    )
    def test_lifted_it_is_asked_again_only_where_its_etape_is_not_behind(self, fabrique, redemandee: bool) -> None:
        dispense = make_dispense(fabrique(), jours=None)
        lift_dispense(dispense=dispense, motif="Fini.", par=make_administrateur(), le=LUNDI)
        assert ("Elle est de nouveau demandée." in self.send("levee", LUNDI)) is redemandee

    def test_what_was_lifted_before_its_mail_left_is_not_told_as_granted(self) -> None:
        dispense = grant(without("nil"))
        lift_dispense(dispense=dispense, motif="Erreur.", par=make_administrateur(), le=LUNDI)
        assert self.send("accordee", LUNDI) == ""
        assert Envoi.objects.get(donnees__sujet="accordee").etat == "sans_objet"

    @pytest.mark.parametrize("sujet", ["bientot", "echue"])
    def test_a_term_that_comes_at_midnight_wakes_nobody(self, sujet: str) -> None:
        grant(without("nil"))
        minuit = end_of(TERME) - timedelta(days=3 if sujet == "bientot" else 0)
        sweep_dispenses(le=minuit)
        [un, *_] = Envoi.objects.filter(donnees__sujet=sujet).order_by("pk")
        assert send_envoi(envoi_id=un.pk, le=minuit) == "attente"
        attendu = minuit.replace(hour=9)
        assert Envoi.objects.get(pk=un.pk).a_partir_de == attendu
        assert send_envoi(envoi_id=un.pk, le=attendu) == "envoye"

    @pytest.mark.parametrize("sujet", ["bientot", "echue"])
    @pytest.mark.parametrize("depuis", ["retire", "valide", "dispense"])
    def test_of_a_term_that_asks_nothing_of_anyone_nothing_is_said(self, sujet: str, depuis: str) -> None:
        dossier = without("nil")
        grant(dossier)
        if depuis == "retire":
            withdraw_dossier(dossier=dossier, par=dossier.cree_par, le=LUNDI)
        elif depuis == "valide":
            submit_etape(dossier=dossier, par=dossier.cree_par, le=LUNDI)
            examens = {c: e for c, e in verdicts().items() if c != "nil"}
            choix = {"decision": "valider", "examens": examens, "version": fresh(dossier).version}
            decide_etape(dossier=dossier, par=make_instructeur(), le=LUNDI, **choix)
        else:
            grant(dossier, portee=Portee.SOLUTION, jusqu_au=TERME + timedelta(days=30))
        le = end_of(TERME) - timedelta(days=2 if sujet == "bientot" else 0)
        sweep_dispenses(le=le)
        assert self.send(sujet, le) == ""
        assert set(Envoi.objects.filter(donnees__sujet=sujet).values_list("etat", flat=True)) == {"sans_objet"}

    @pytest.mark.parametrize("autre", ["plus_courte", "autre_exigence", "plus_etroite", "autre_solution"])
    def test_another_waiver_that_does_not_take_over_hushes_nothing(self, autre: str) -> None:
        par = make_membre()
        dossier, voisin = without("nil", par), without("nil", par)
        plus_tard = TERME + timedelta(days=30)
        if autre == "plus_etroite":
            grant(dossier, portee=Portee.EDITEUR)
            grant(dossier, portee=Portee.SOLUTION, jusqu_au=plus_tard)
        else:
            grant(dossier)
            champs = {
                "plus_courte": {"portee": Portee.SOLUTION, "jusqu_au": TERME - timedelta(days=1)},
                "autre_exigence": {"exigence": "nie", "portee": Portee.SOLUTION, "jusqu_au": plus_tard},
                "autre_solution": {"dossier": voisin, "portee": Portee.SOLUTION, "jusqu_au": plus_tard},
            }[autre]
            grant(**{"dossier": dossier, **champs})
        le = end_of(TERME)
        sweep_dispenses(le=le)
        assert "Elle est de nouveau demandée." in self.send("echue", le)

    def test_a_correction_waived_since_is_not_in_the_mail_that_asks_for_it(self) -> None:
        dossier = make_submitted()
        decide_etape(
            dossier=dossier,
            decision="demander_complements",
            examens=verdicts(nil=("a_corriger", "ILLISIBLE."), nie=("a_corriger", "TROP COURT.")),
            version=dossier.version,
            par=make_instructeur(),
            le=LUNDI,
        )
        grant(dossier, "nil")
        send_envoi(envoi_id=Envoi.objects.get(genre="demander_complements").pk, le=LUNDI)
        assert "TROP COURT." in mail.outbox[0].body
        assert "ILLISIBLE." not in mail.outbox[0].body


def test_ready_dossier_is_left_as_it_is() -> None:
    """Nothing is waived: what is sent is, to the letter, what it was before waivers existed."""
    dossier = make_ready(make_dossier(etape=2))
    contenu = submit_etape(dossier=dossier, par=dossier.cree_par, le=LUNDI).contenu
    assert set(contenu) == {"reponses", "pieces", "empreintes"}


@pytest.mark.django_db(transaction=True)
class TestRaces:
    @pytest.mark.parametrize("essai", range(3))
    def test_two_grants_for_one_company_from_two_dossiers_make_one_waiver(self, essai: int) -> None:
        membre, un, deux = make_membre(), make_administrateur(), make_administrateur()
        dossiers = [without("nil", membre), without("nil", membre)]
        resultats = run_together(
            lambda: grant(dossiers[0], portee=Portee.EDITEUR, par=un, version=dossiers[0].version),
            lambda: grant(dossiers[1], portee=Portee.EDITEUR, par=deux, version=dossiers[1].version),
        )
        assert sorted(type(resultat).__name__ for resultat in resultats) in (
            ["Dispense", "Perime"],
            ["Dispense", "Refus"],
        )
        assert Dispense.objects.count() == 1
        assert [fresh(dossier).manques for dossier in dossiers] == [0, 0]

    @pytest.mark.parametrize("essai", range(3))
    def test_two_lifts_lift_once(self, essai: int) -> None:
        dossier, un, deux = without("nil"), make_administrateur(), make_administrateur()
        dispense = grant(dossier)
        resultats = run_together(
            lambda: lift_dispense(dispense=dispense, motif="Un.", par=un, le=LUNDI),
            lambda: lift_dispense(dispense=dispense, motif="Deux.", par=deux, le=LUNDI),
        )
        assert sorted(type(resultat).__name__ for resultat in resultats) == ["Dispense", "Refus"]
        assert dossier.evenements.filter(geste="lever_dispense").count() == 1

    @pytest.mark.parametrize("essai", range(3))
    def test_two_sweeps_note_a_term_once(self, essai: int) -> None:
        dossier = without("nil")
        grant(dossier)
        assert sorted(run_together(*[lambda: sweep_dispenses(le=PLUS_TARD)] * 2)) == [0, 1]
        assert dossier.evenements.filter(geste="dispense_echue").count() == 1

    @pytest.mark.parametrize("essai", range(3))
    def test_sent_while_it_is_lifted_it_is_one_or_the_other(self, essai: int) -> None:
        dossier, admin = without("nil"), make_administrateur()
        dispense = grant(dossier)
        envoi, _ = run_together(
            lambda: submit_etape(dossier=dossier, par=dossier.cree_par, le=LUNDI),
            lambda: lift_dispense(dispense=dispense, motif="Fini.", par=admin, le=LUNDI),
        )
        soumise = fresh(dossier).etat == Etat.SOUMISE
        assert soumise == (type(envoi).__name__ == "Soumission")
        assert fresh(dossier).manques == (0 if soumise else 1)
        assert save_projection(fresh(dossier), LUNDI) == []

    def test_taken_back_while_its_term_is_announced_neither_waits_for_the_other(self, monkeypatch, caplog) -> None:
        """The sweep marks the waiver, then writes mails, which lock their dossier: so it locks it first."""
        dossier, admin = without("nil"), make_administrateur()
        dispense, dire = grant(dossier), module._tell
        marquee = threading.Event()

        def tell(dispense: Dispense, sujet: str, le) -> None:
            if sujet == "bientot":
                marquee.set()
                time.sleep(0.3)
            dire(dispense, sujet, le)

        def lift() -> Dispense:
            assert marquee.wait(5)
            return lift_dispense(dispense=dispense, motif="Fini.", par=admin, le=LUNDI)

        monkeypatch.setattr(module, "_tell", tell)
        bientot = end_of(TERME) - timedelta(days=2)
        resultats = run_together(lambda: sweep_dispenses(le=bientot), lift)
        assert [type(resultat).__name__ for resultat in resultats] == ["int", "Dispense"]
        assert [ligne for ligne in caplog.messages if ligne.startswith("dispense")] == []
        assert Envoi.objects.filter(donnees__sujet="bientot").count() == 2
