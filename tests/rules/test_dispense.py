"""Waivers: when one holds, what it says, and that it takes one requirement out of the way and touches nothing else."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossiers.rules.champ import sent_verdicts, submission_content, submitted_verdicts
from dossiers.rules.dispense import (
    JOURS_MAX,
    LOINTAIN,
    Dispense,
    Portee,
    as_content,
    check_dispense,
    end_of,
    from_content,
    in_force,
    is_past,
    refuse_past,
    waive,
)
from dossiers.rules.etape import missing_homologations
from dossiers.rules.exigence import Valeur
from dossiers.rules.garde import corrections_motivees, expected_examens, preparation_complete, tout_conforme
from dossiers.rules.jour import PARIS
from dossiers.rules.ligne import EtatLigne
from dossiers.rules.parcours import Etat
from dossiers.rules.preparation import prepare_etape
from dossiers.rules.refus import Refus
from dossiers.rules.relance import awaited_items
from dossiers.rules.retroplan import applies
from dossiers.rules.situation import Depot
from tests.rules.situations import LE, PIECES, PRETES, TIERCE, contested, examined, situation, submitted
from tests.rules.textes import dispositif

CODES = ("nie", "nil", "preuve_cnda", "versions_obsoletes")
TERME = end_of(date(2026, 12, 31))
MOTIF = "Cas prévu par l’ANS."


def dispense(code: str = "nil", **champs) -> Dispense:
    valeurs = {"code": code, "motif": MOTIF, "par": "Anne", "le": LE - timedelta(days=1), "expire_le": TERME}
    return Dispense(**{**valeurs, **champs})


def waived(base, *codes: str, **champs):
    """The same situation, these requirements being waived."""
    return replace(base, accordees=tuple(dispense(code, **champs) for code in codes))


def sent_without(*codes: str):
    """Étape 2 sent, these being waived then, and nothing of them being there."""
    reponses = {code: valeur for code, valeur in PRETES.items() if code not in codes}
    avant = waived(situation(reponses=reponses, pieces=PIECES if "preuve_cnda" not in codes else {}), *codes)
    return replace(avant, etat=Etat.SOUMISE, depot=Depot(tour=1, le=LE, **submission_content(avant)))


class TestHolds:
    @pytest.mark.parametrize(
        ("le", "tenue"),
        [
            (LE - timedelta(days=2), False),
            (LE - timedelta(days=1), True),
            (LE, True),
            (TERME - timedelta(microseconds=1), True),
            (TERME, False),
        ],
    )
    def test_from_its_granting_to_its_term(self, le: datetime, tenue: bool) -> None:
        assert dispense().holds(le) is tenue

    def test_without_term_it_does_not_end(self) -> None:
        assert dispense(expire_le=None).holds(datetime(2999, 1, 1, tzinfo=UTC))

    def test_taken_back_it_holds_no_more_from_then(self) -> None:
        levee = dispense(levee_le=LE)
        assert (levee.holds(LE - timedelta(seconds=1)), levee.holds(LE)) == (True, False)

    def test_the_last_day_is_whole_in_paris(self) -> None:
        assert end_of(date(2026, 3, 29)) == datetime(2026, 3, 30, tzinfo=PARIS)
        assert dispense(expire_le=end_of(date(2026, 3, 29))).jusqu_au == date(2026, 3, 29)

    @given(jour=st.dates(date(2026, 1, 1), date(2030, 12, 31)))
    def test_a_day_given_is_the_day_said(self, jour: date) -> None:
        assert dispense(expire_le=end_of(jour)).jusqu_au == jour

    def test_what_everyone_reads(self) -> None:
        assert dispense().phrase == f"Dispense accordée par l’ANS jusqu’au 31 décembre 2026\u00a0: {MOTIF}"
        assert dispense(expire_le=None).phrase == f"Dispense accordée par l’ANS sans terme\u00a0: {MOTIF}"

    def test_of_several_the_one_that_lasts_the_longest(self) -> None:
        courte, longue, eternelle = dispense(), dispense(expire_le=TERME + timedelta(days=1)), dispense(expire_le=None)
        assert in_force([longue, courte], LE) == {"nil": longue}
        assert in_force([eternelle, longue, courte], LE) == {"nil": eternelle}

    @pytest.mark.parametrize(
        ("etape", "courante", "passee"), [(2, 1, False), (2, 2, False), (2, 3, True), (4, 3, False)]
    )
    def test_an_etape_is_past_once_the_dossier_stands_further(self, etape: int, courante: int, passee: bool) -> None:
        assert is_past(etape, courante) is passee
        if not passee:
            return refuse_past(etape, courante)
        with pytest.raises(Refus, match=f"L’étape {etape} de ce dossier est validée") as refus:
            refuse_past(etape, courante)
        assert list(refus.value.champs) == ["portee"]

    def test_what_is_over_is_not_there(self) -> None:
        assert in_force([dispense(), dispense("nie", levee_le=LE)], LE) == {"nil": dispense()}

    def test_what_is_frozen_reads_back(self) -> None:
        tenues = {"nie": dispense("nie", expire_le=None, portee=Portee.EDITEUR), "nil": dispense()}
        assert from_content(as_content(tenues)) == tenues


class TestCheck:
    def check(self, **champs) -> dict[str, str]:
        demande = {"motif": MOTIF, "jusqu_au": date(2026, 12, 31), "sans_terme": False, "le": LE, "largement": False}
        try:
            check_dispense(**{**demande, **champs})
        except Refus as refus:
            return refus.champs
        return {}

    def test_what_is_whole_passes(self) -> None:
        assert self.check() == {}

    def test_today_is_a_day_to_come(self) -> None:
        assert self.check(jusqu_au=LE.date()) == {}

    @pytest.mark.parametrize("motif", ["", "   ", "\n"])
    def test_a_reason_is_needed(self, motif: str) -> None:
        assert self.check(motif=motif) == {
            "motif": "Indiquez pourquoi\u00a0: l’éditeur et vos collègues liront ce motif."
        }

    def test_a_reason_is_bounded(self) -> None:
        attendu = "Ce motif compte 1001 caractères\u202f; 1000 au plus sont admis."
        assert self.check(motif="x" * 1001) == {"motif": attendu}

    @pytest.mark.parametrize(
        ("champs", "debut"),
        [
            ({"jusqu_au": None}, "Indiquez le dernier jour"),
            ({"jusqu_au": LE.date() - timedelta(days=1)}, "Ce jour est passé"),
            ({"jusqu_au": LE.date() + timedelta(days=JOURS_MAX + 1)}, "Au-delà d’un an"),
            ({"jusqu_au": None, "sans_terme": True}, "Une dispense sans terme est réservée"),
            ({"sans_terme": True}, "Choisissez un dernier jour, ou"),
        ],
    )
    def test_a_term_is_needed(self, champs: dict, debut: str) -> None:
        assert self.check(**champs)["jusqu_au"].startswith(debut)

    @pytest.mark.parametrize("jour", [date(9999, 12, 31), LE.date() + timedelta(days=LOINTAIN + 1)])
    def test_nobody_gives_a_day_that_is_a_typing_error(self, jour: date) -> None:
        assert self.check(largement=True, jusqu_au=jour)["jusqu_au"].startswith("Ce jour est trop lointain")
        assert self.check(largement=True, jusqu_au=LE.date() + timedelta(days=LOINTAIN)) == {}

    def test_an_administrator_goes_past_a_year_or_without_term(self) -> None:
        assert self.check(largement=True, jusqu_au=LE.date() + timedelta(days=3000)) == {}
        assert self.check(largement=True, jusqu_au=None, sans_terme=True) == {}


def marks(vue) -> list[tuple]:
    """The lines of the panel: what, in which state, whose, in which words."""
    return [(ligne.code, ligne.etat, ligne.porteur, ligne.phrase) for ligne in prepare_etape(vue).lignes]


REPONSES = st.fixed_dictionaries(
    {},
    optional={
        "montage": st.sampled_from(["oui", "non", "peut-être"]),
        "moteur": st.sampled_from(["oui", "non"]),
        "nie": st.sampled_from(["00123", "00 12", "é"]),
        "nil": st.sampled_from(["456-A", "00123", "é"]),
        "nil_tiers": st.sampled_from(["789-T", "456-A"]),
        "statut_cnda": st.sampled_from(["Pré-examen", "Examen", "Brouillon", "Inconnu au bataillon"]),
        "solution_tiers": st.sampled_from(["Alpha 4"]),
        "versions_obsoletes": st.sampled_from(["néant", "néant\n1.0"]),
    },
)
TOUS = [exigence.code for exigence in dispositif("DSR-MDV-LGC-Va2").exigences_de(2)]


class TestNothingElseChanges:
    @given(reponses=REPONSES, avec=st.booleans(), code=st.sampled_from(TOUS))
    def test_a_waived_requirement_never_blocks_and_the_others_are_as_they_were(self, reponses, avec, code) -> None:
        avant = situation(reponses=reponses, pieces=PIECES if avec else {})
        apres = waived(avant, code)
        siennes = [ligne for ligne in prepare_etape(apres).lignes if ligne.code == code]
        assert all(ligne.etat is EtatLigne.DISPENSE and not ligne.etat.bloque for ligne in siennes)
        assert code not in {v.exigence.code for v in prepare_etape(apres).suspendues}
        assert code not in awaited_items(apres)
        lies = {e.code for e in avant.dispositif.exigences if code in e.distinct_de}
        autres = [m for m in marks(apres) if m[0] not in {code, *lies}]
        assert autres == [m for m in marks(avant) if m[0] not in {code, *lies}]

    @given(reponses=REPONSES, avec=st.booleans(), code=st.sampled_from(TOUS))
    def test_one_that_is_over_changes_nothing_at_all(self, reponses, avec, code) -> None:
        avant = situation(reponses=reponses, pieces=PIECES if avec else {})
        for finie in (dispense(code, expire_le=LE), dispense(code, levee_le=LE), dispense(code, le=LE + timedelta(1))):
            apres = replace(avant, accordees=(finie,))
            assert marks(apres) == marks(avant)
            assert submission_content(apres) == submission_content(avant)

    @given(reponses=REPONSES, codes=st.sets(st.sampled_from(TOUS)))
    def test_what_is_sent_holds_all_but_what_is_waived(self, reponses, codes) -> None:
        avant = situation(reponses=reponses, pieces=PIECES)
        sans, avec = submission_content(avant), submission_content(waived(avant, *codes))
        assert set(sans["pieces"]) - codes == set(avec["pieces"])
        assert {c for c in sans["reponses"] if c not in {*codes, "statut_cnda"}} == {
            c for c in avec["reponses"] if c != "statut_cnda"
        }
        assert set(avec.get("dispenses", {})) <= codes

    def test_what_does_not_apply_is_not_waived(self) -> None:
        vue = waived(situation(reponses={"montage": "non"}), "nil_tiers")
        assert [v.valeur for v in vue.verdicts() if v.exigence.code == "nil_tiers"] == [Valeur.NON]

    def test_what_is_not_known_yet_is_waived_all_the_same(self) -> None:
        verdicts = {v.exigence.code: v for v in waived(situation(), "nil").verdicts()}
        assert (verdicts["nil"].valeur, verdicts["nil"].manquants) == (Valeur.DISPENSE, ())
        assert verdicts["nil_tiers"].valeur is Valeur.INCONNU

    def test_nothing_waived_is_nothing_changed(self) -> None:
        verdicts = situation().verdicts()
        assert waive(verdicts, ()) == verdicts


class TestPreparation:
    @pytest.mark.parametrize("code", CODES)
    def test_it_may_be_sent_without(self, code: str) -> None:
        reponses = {c: v for c, v in PRETES.items() if c != code}
        nue = situation(reponses=reponses, pieces={} if code == "preuve_cnda" else PIECES)
        with pytest.raises(Refus):
            preparation_complete(nue)
        preparation_complete(waived(nue, code))

    def test_the_panel_says_who_and_why(self) -> None:
        (ligne,) = [ligne for ligne in prepare_etape(waived(situation(), "nil")).lignes if ligne.code == "nil"]
        assert (ligne.etat, ligne.phrase) == (EtatLigne.DISPENSE, dispense().phrase)

    def test_a_number_waived_is_in_the_way_of_no_other(self) -> None:
        doublon = situation(reponses={**TIERCE, "nil": "789-T"}, provenances={"nil": "Saisi ailleurs."})
        assert [ligne.code for ligne in prepare_etape(doublon).bloquantes] == ["nil_tiers"]
        assert prepare_etape(waived(doublon, "nil")).prete

    def test_the_term_is_felt_without_anyone_acting(self) -> None:
        vue = waived(situation(reponses={c: v for c, v in PRETES.items() if c != "nil"}, pieces=PIECES), "nil")
        assert prepare_etape(replace(vue, le=TERME - timedelta(seconds=1))).prete
        assert not prepare_etape(replace(vue, le=TERME)).prete

    def test_the_homologation_of_etape_4_may_be_waived(self) -> None:
        vue = situation(reponses={**PRETES, "apcv": "non"})
        assert any("homologation" in phrase.casefold() for phrase in missing_homologations(vue))
        assert missing_homologations(waived(vue, "homologation_cnda")) == []

    def test_a_step_that_awaits_only_what_is_waived_is_not_planned(self) -> None:
        vue = situation(reponses=PRETES)
        jalon = next(j for j in vue.dispositif.commun.jalons if j.etape == 2 and j.statut == "pre_examen")
        assert (applies(jalon, vue), applies(jalon, waived(vue, "preuve_cnda"))) == (True, False)


class TestSubmitted:
    def test_what_it_was_sent_with_is_frozen(self) -> None:
        vue = sent_without("nil")
        assert vue.depot.dispenses["nil"]["motif"] == MOTIF
        assert "nil" not in vue.depot.reponses
        assert "nil" not in [v.exigence.code for v in submitted_verdicts(vue)]
        assert [v.valeur for v in sent_verdicts(vue) if v.exigence.code == "nil"] == [Valeur.DISPENSE]

    def test_nothing_waived_leaves_no_word_of_it(self) -> None:
        assert "dispenses" not in submission_content(situation(reponses=PRETES, pieces=PIECES))

    @pytest.mark.parametrize("quand", [TERME, TERME + timedelta(days=300)])
    def test_past_its_term_what_was_sent_stays_sent(self, quand: datetime) -> None:
        vue = replace(sent_without("nil"), le=quand)
        assert prepare_etape(vue).bloquantes == ()
        assert expected_examens(vue) == ("nie", "preuve_cnda", "versions_obsoletes")

    def test_taken_back_what_was_sent_stays_sent(self) -> None:
        vue = sent_without("nil")
        vue = replace(vue, accordees=(dispense(levee_le=LE + timedelta(hours=1)),), le=LE + timedelta(hours=2))
        assert expected_examens(vue) == ("nie", "preuve_cnda", "versions_obsoletes")

    def test_back_with_the_editeur_it_is_judged_as_things_stand(self) -> None:
        vue = replace(sent_without("nil"), etat=Etat.COMPLEMENTS, le=TERME)
        assert [ligne.code for ligne in prepare_etape(vue).bloquantes] == ["nil"]


class TestExamined:
    def test_granted_since_no_verdict_is_awaited(self) -> None:
        vue = waived(submitted(), "nil")
        assert expected_examens(vue) == ("nie", "preuve_cnda", "versions_obsoletes")
        assert "nil" in [v.exigence.code for v in submitted_verdicts(vue)]

    def test_a_correction_asked_before_no_longer_counts(self) -> None:
        vue = examined(nil="Illisible.")
        with pytest.raises(Refus, match="à corriger"):
            tout_conforme(vue)
        tout_conforme(waived(vue, "nil"))
        with pytest.raises(Refus, match="Aucune exigence n’est"):
            corrections_motivees(waived(vue, "nil"))

    def test_contested_then_waived_it_is_no_longer_to_be_mended(self) -> None:
        vue = contested(nil="Illisible.")
        assert [ligne.code for ligne in prepare_etape(vue).bloquantes] == ["nil"]
        assert prepare_etape(waived(vue, "nil")).prete
