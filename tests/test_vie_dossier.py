"""The life of two dossiers that share a solution, lived at random by everyone: whatever happens, what must hold holds.

Refusals are part of life; anything else that is raised is a bug. The same lives are lived at each run.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import TestCase
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from dossiers.actions.apercu import make_apercu
from dossiers.actions.avis import answer_avis, withdraw_avis
from dossiers.actions.charte import accept_charte
from dossiers.actions.dispense import grant_dispense, lift_dispense, sweep_dispenses
from dossiers.actions.dossier import hand_dossier, release_dossier, take_dossier, withdraw_dossier
from dossiers.actions.etape import decide_etape, submit_etape
from dossiers.actions.examen import store_examens
from dossiers.actions.note import write_note
from dossiers.actions.piece import deposit_piece
from dossiers.actions.projection import COLONNES, project
from dossiers.actions.relecture import waive_relecture
from dossiers.actions.reponse import save_reponses
from dossiers.actions.verrou import seize_verrou, take_verrou
from dossiers.gateways.apercu import ApercuImpossible, Tete
from dossiers.models import Avis, Compte, Dispense, Dossier, Jugement, Piece, Relecture
from dossiers.queries.situation import situation_of
from dossiers.queries.trace import verify_chain
from dossiers.rules.dispense import Portee
from dossiers.rules.evenement import digest
from dossiers.rules.garde import expected_examens
from dossiers.rules.parcours import Etat
from dossiers.rules.refus import Interdit, Perime, Refus
from dossiers.rules.situation import Examen
from tests.factories import (
    LGC_VA1,
    LUNDI,
    REPONSES,
    fresh,
    make_administrateur,
    make_avis,
    make_dossier,
    make_instructeur,
    make_membre,
    make_referentiel,
    picture,
    upload,
)
from tests.transitions import MATRICE, VERS

IMAGES = {couleur: picture(couleur=couleur) for couleur in ("white", "red")}
TIERCE = {"montage": "oui", "moteur": "non", "nil_tiers": "789-T", "solution_tiers": "Alpha 4"}
VALEURS = {
    "montage": ["oui", "non", "", "peut-être"],
    "moteur": ["oui", "non", ""],
    "nie": ["00123", " 00 123 ", "00124", "n°", ""],
    "nil": ["456-A", "457-B", "789-T", ""],
    "nil_tiers": ["789-T", "456-A", ""],
    "solution_tiers": ["Alpha 4", ""],
    "statut_cnda": ["Pré-examen", "Recette", "en cours actif", "Homologué", ""],
    "versions_obsoletes": ["néant", "3.1\n3.2", "néant\n3.1", ""],
    "nru_utilisateur": ["7", ""],
    "inconnu": ["x"],
}
# The questions that a requirement reads: contesting it opens them.
LUES = {
    "nil": {"montage", "moteur"},
    "nil_tiers": {"montage", "moteur"},
    "preuve_cnda": {"montage", "moteur"},
    "solution_tiers": {"montage"},
}
ACTES: dict[str, Callable] = {
    "answer": lambda vie, d, par: save_reponses(dossier=d, valeurs={"nie": "666"}, par=par, le=vie.le),
    "deposit": lambda vie, d, par: vie._deposit(d, par, "white"),
    "accept": lambda vie, d, par: accept_charte(dossier=d, acceptee=True, par=par, le=vie.le),
    "submit": lambda vie, d, par: submit_etape(dossier=d, par=par, le=vie.le),
    "take": lambda vie, d, par: take_dossier(dossier=d, par=par, le=vie.le),
    "decide": lambda vie, d, par: vie._decide(d, par, "valider", []),
    "withdraw": lambda vie, d, par: withdraw_dossier(dossier=d, par=par, le=vie.le),
    "open": lambda vie, d, par: take_verrou(dossier=d, par=par, le=vie.le),
    "seize": lambda vie, d, par: seize_verrou(dossier=d, par=par, le=vie.le),
    "hand": lambda vie, d, par: hand_dossier(dossier=d, a=vie.gens["instructrice"], par=par, le=vie.le),
    "let_go": lambda vie, d, par: release_dossier(dossier=d, par=par, le=vie.le),
    "note": lambda vie, d, par: write_note(dossier=d, texte="À voir.", par=par, le=vie.le),
}
RANGS = st.integers(0, 1)
COULEURS = st.sampled_from(list(IMAGES))
EDITEURS = st.sampled_from(["mandataire", "representant", "salarie"])
REVIEWERS = st.sampled_from(["instructeur", "instructrice", "administrateur"])
SAISIES = st.lists(st.sampled_from([(c, v) for c, vs in VALEURS.items() for v in vs]), min_size=1, max_size=4).map(dict)
DECISIONS = st.sampled_from(["valider", "demander_complements", "demander_complements", "refuser", "autre"])
DECIDENT = ("valider", "demander_complements", "refuser")
VERDICTS = st.sampled_from([("conforme", ""), ("sans_objet", ""), ("a_corriger", "Faux."), ("a_corriger", "")])


class Vie(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.bulle = transaction.atomic()
        self.bulle.__enter__()
        self.le = LUNDI
        self.soumises: dict[int, list[tuple]] = {}
        self.etats: dict[tuple[int, int], str] = {}
        self.pieces: set[int] = set()
        self.jugements: dict[int, tuple] = {}
        self.avis: dict[int, list[tuple]] = {}
        self.pas = timedelta(hours=1)
        self.marque: tuple = ()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.bulle.__exit__(None, None, None)

    @initialize(departs=st.lists(st.sampled_from(["new", "sent", "contested"]), min_size=2, max_size=2))
    def open_dossiers(self, departs: list[str]) -> None:
        mandataire = make_membre()
        premier = make_dossier(mandataire, nom="Alpha", etape=2)
        second = make_dossier(mandataire, nom="Alpha", code=LGC_VA1)
        self.dossiers = [premier, second]
        self.gens = {role: make_membre(premier.editeur, role) for role in ("representant", "salarie")}
        self.gens |= {"mandataire": mandataire, "etranger": make_membre()}
        self.gens |= {"instructeur": make_instructeur(), "administrateur": make_administrateur()}
        self.gens |= {"instructrice": make_instructeur()}
        for rang, depart in enumerate(departs):
            if depart != "new":
                self.send(rang, "mandataire", False, "white")
            if depart == "contested":
                self.decide(rang, "instructeur", "demander_complements", [0, 2])

    # -------------------------------------------------------------- what people do

    @rule(rang=RANGS, qui=EDITEURS, valeurs=SAISIES)
    def answer(self, rang: int, qui: str, valeurs: dict[str, str]) -> None:
        self._try(lambda d, par: save_reponses(dossier=d, valeurs=valeurs, par=par, le=self.le), rang, qui)

    @rule(rang=RANGS, qui=EDITEURS, image=COULEURS)
    def deposit(self, rang: int, qui: str, image: str) -> None:
        self._try(lambda d, par: self._deposit(d, par, image), rang, qui)

    @precondition(lambda self: self._find("ouverte", "complements"))
    @rule(rang=RANGS, qui=EDITEURS, tierce=st.booleans(), image=COULEURS)
    def send(self, rang: int, qui: str, tierce: bool, image: str) -> None:
        """All that is open, filled in well, with another number where one was contested; then sent."""
        rang = self._find("ouverte", "complements", rang=rang)[0]
        autre = str(int(self.le.timestamp()))
        valeurs = {**REPONSES, **(TIERCE if tierce else {}), "nie": autre, "nil": f"N{autre}"}
        valeurs |= {code: autre for code in ("versions_obsoletes", "solution_tiers") if code in valeurs}
        self.wander(rang, "mandataire", "accept")
        self._try(lambda d, par: save_reponses(dossier=d, valeurs=valeurs, par=par, le=self.le), rang, qui)
        self._try(lambda d, par: self._deposit(d, par, image), rang, qui)
        self.wander(rang, qui, "submit")

    @precondition(lambda self: self._find("soumise"))
    @rule(rang=RANGS, qui=REVIEWERS, donnes=st.dictionaries(st.sampled_from(list(VALEURS)), VERDICTS, max_size=3))
    def examine(self, rang: int, qui: str, donnes: dict[str, tuple[str, str]]) -> None:
        rang = self._find("soumise", rang=rang)[0]
        examens = {code: Examen(code, *donne) for code, donne in donnes.items()}
        self._try(
            lambda d, par: store_examens(dossier=d, examens=examens, version=d.version, par=par, le=self.le), rang, qui
        )

    @precondition(lambda self: self._find("soumise"))
    @rule(rang=RANGS, qui=REVIEWERS, decision=DECISIONS, conteste=st.lists(st.integers(0, 5), max_size=3))
    def decide(self, rang: int, qui: str, decision: str, conteste: list[int]) -> None:
        """Everything gets its verdict; `conteste` are those to correct, by their rank."""
        rang = self._find("soumise", rang=rang)[0]
        self._try(lambda d, par: self._decide(d, par, decision, conteste), rang, qui)

    @precondition(lambda self: self._find("soumise"))
    @rule(rang=RANGS, qui=REVIEWERS, motif=st.sampled_from(["Congés.", ""]))
    def waive(self, rang: int, qui: str, motif: str) -> None:
        """Of a second reading; seldom, and mostly by one who may not."""
        if self.le.hour % 4:
            return
        rang = self._find("soumise", rang=rang)[0]
        self._try(lambda d, par: waive_relecture(dossier=d, motif=motif, par=par, le=self.le), rang, qui)

    @precondition(lambda self: self._find("soumise"))
    @rule(rang=RANGS, qui=REVIEWERS | EDITEURS, quoi=st.sampled_from(["ask", "answer", "answer", "withdraw"]))
    def consult(self, rang: int, qui: str, quoi: str) -> None:
        """An opinion is asked for, given, no longer wanted."""
        rang = self._find("soumise", rang=rang)[0]
        if quoi == "ask":
            self._try(lambda d, par: make_avis(d, par, self.le), rang, qui)
        avis = Avis.objects.filter(dossier=self.dossiers[rang]).order_by("-pk").first()
        if avis and quoi == "answer":
            self._try(lambda d, par: answer_avis(avis=avis, texte="Oui.", adresse=qui, le=self.le), rang, qui)
        if avis and quoi == "withdraw":
            self._try(lambda d, par: withdraw_avis(avis=avis, par=par, le=self.le), rang, qui)

    @rule(rang=RANGS, qui=EDITEURS | REVIEWERS | st.just("etranger"), quoi=st.sampled_from(list(ACTES)))
    def wander(self, rang: int, qui: str, quoi: str) -> None:
        """Anything by anyone, in turn or out of it; people withdraw seldom."""
        if quoi == "withdraw" and self.le.hour % 8:
            return
        self._try(lambda d, par: ACTES[quoi](self, d, par), rang, qui)

    @rule(minutes=st.sampled_from([1, 4, 60, 60, 3 * 24 * 60]))
    def set_the_pace(self, minutes: int) -> None:
        """Gestes that follow each other while a lock holds, or after it has ended, or days apart."""
        self.pas = timedelta(minutes=minutes)

    @rule(rang=RANGS, qui=REVIEWERS, exigence=st.sampled_from(["nil", "preuve_cnda"]), jours=st.sampled_from([1, 40]))
    def waive_a_requirement(self, rang: int, qui: str, exigence: str, jours: int) -> None:
        """For a while; seldom, or nothing would be asked any more. What was waived is asked again at its term."""
        if self.le.hour % 5:
            return
        self._try(lambda d, par: self._grant(d, par, exigence, jours), rang, qui)

    @rule(rang=RANGS, qui=REVIEWERS)
    def ask_for_it_again(self, rang: int, qui: str) -> None:
        dispense = Dispense.objects.filter(dossier=self.dossiers[rang]).order_by("-pk").first()
        if dispense:
            self._try(lambda d, par: lift_dispense(dispense=dispense, motif="Fini.", par=par, le=self.le), rang, qui)

    @rule(rang=RANGS, qui=REVIEWERS)
    def decide_on_a_stale_page(self, rang: int, qui: str) -> None:
        dossier, par = fresh(self.dossiers[rang]), self.gens[qui]
        with pytest.raises(Perime):
            decide_etape(
                dossier=dossier, decision="valider", examens={}, version=dossier.version + 1, par=par, le=self.le
            )

    @rule(rang=RANGS, quoi=st.sampled_from(["answer", "deposit", "submit", "withdraw", "accept", "take", "decide"]))
    def stranger_tries(self, rang: int, quoi: str) -> None:
        with pytest.raises(Interdit):
            ACTES[quoi](self, fresh(self.dossiers[rang]), self.gens["etranger"])

    @rule(rang=RANGS, ouvre=st.booleans())
    def preview(self, rang: int, ouvre: bool) -> None:
        piece = Piece.objects.filter(dossier=self.dossiers[rang], etat_apercu="a_faire").first()
        if piece:
            Vie.apercu_possible = ouvre
            make_apercu(piece.pk, self.le)

    # -------------------------------------------------------------- what must hold

    @invariant()
    def what_must_hold_holds(self) -> None:
        """Looked at again whenever something was written, in the dossiers or in their proofs."""
        lus = [fresh(dossier) for dossier in getattr(self, "dossiers", [])]
        pieces = list(Piece.objects.filter(dossier__in=lus).order_by("pk"))
        marque = [d.version for d in lus], [(p.pk, p.etat_apercu) for p in pieces]
        if marque == self.marque:
            return
        self.marque = marque
        self._check_pieces(pieces)
        for dossier in lus:
            self._check_trace(dossier)
            self._check_projection(dossier)
            self._check_moves(dossier)
            self._check_submissions(dossier)
            self._check_closed_fields(dossier)
            self._check_convention(dossier)
            self._check_readers(dossier)
            self._check_decisions(dossier)

    def _check_trace(self, dossier: Dossier) -> None:
        """It is whole, and counts every version."""
        assert verify_chain(dossier) == ()
        assert dossier.evenements.count() == dossier.version + 1

    def _check_projection(self, dossier: Dossier) -> None:
        """It is what the facts say, and names whoever must act."""
        assert {nom: getattr(dossier, nom) for nom in COLONNES} == project(dossier, self.le)
        if dossier.etape == 3 or dossier.etat in ("refusee", "retiree"):
            assert (dossier.bloqueur, dossier.manques, dossier.prochaine_relance) == ("", 0, None)
        elif dossier.etat == "soumise":
            assert dossier.bloqueur == "ans"
        else:
            assert dossier.bloqueur in ("editeur", "cnda", "tiers")

    def _check_moves(self, dossier: Dossier) -> None:
        """Every move of an étape is in the table."""
        for etape in dossier.etapes.all():
            avant = self.etats.get((dossier.pk, etape.numero), etape.etat)
            assert avant == etape.etat or _is_allowed(etape.numero, avant, etape.etat)
            self.etats[dossier.pk, etape.numero] = etape.etat

    def _check_submissions(self, dossier: Dossier) -> None:
        """What was sent never changes, and rounds are numbered one by one."""
        envoyees = [(s.tour, s.contenu, s.sha256, s.par_id, s.le) for s in dossier.soumissions.order_by("tour")]
        avant = self.soumises.get(dossier.pk, [])
        assert envoyees[: len(avant)] == avant
        assert [envoyee[0] for envoyee in envoyees] == list(range(1, len(envoyees) + 1))
        self.soumises[dossier.pk] = envoyees

    def _check_pieces(self, pieces: list[Piece]) -> None:
        """One current proof at most by requirement, and none is lost."""
        courantes = [(p.dossier_id, p.exigence) for p in pieces if p.remplacee_le is None]
        assert len(courantes) == len(set(courantes))
        assert self.pieces <= {p.pk for p in pieces}
        self.pieces = {p.pk for p in pieces}

    def _check_closed_fields(self, dossier: Dossier) -> None:
        """What the ANS has and has not contested is what the dossier shows, whoever typed what, wherever."""
        vue = situation_of(dossier, self.le, 2)
        if vue.depot is None:
            return
        libres: set[str] = set()
        if vue.etat is Etat.COMPLEMENTS:
            illisible = Piece.objects.filter(uuid__in=vue.depot.pieces.values(), etat_apercu="illisible").exists()
            libres |= vue.contestees | ({"preuve_cnda"} if illisible else set())
            libres |= {fait for code in vue.contestees for fait in LUES.get(code, ())}
            libres |= {"statut_cnda"} if "preuve_cnda" in libres else set()
        reponses = {code: valeur for code, valeur in vue.depot.reponses.items() if code not in libres}
        assert {code: vue.reponses[code] for code in reponses} == reponses
        pieces = {code: uuid for code, uuid in vue.depot.pieces.items() if code not in libres}
        assert vue.etat is Etat.RETIREE or {code: vue.pieces[code].uuid for code in pieces} == pieces

    def _check_convention(self, dossier: Dossier) -> None:
        """It bears the number that was validated, and so does the dossier ever after."""
        validee = dossier.soumissions.filter(decision="valider").first()
        reponses = validee.contenu["reponses"] if validee else {}
        assert dossier.nil_convention == (reponses.get("nil") or reponses.get("nil_tiers", ""))
        assert validee is None or (dossier.etape, dossier.nil, dossier.nie) == (
            3,
            dossier.nil_convention,
            reponses["nie"],
        )

    def _check_readers(self, dossier: Dossier) -> None:
        """A refusal was read by two people, or dispensed with; a proposal holds the dossier; no verdict is lost."""
        relectures = {r.soumission_id: r for r in Relecture.objects.filter(soumission__dossier=dossier).order_by("pk")}
        for soumission in dossier.soumissions.order_by("tour"):
            relecture = relectures.get(soumission.pk)
            if soumission.decision == "refuser":
                assert relecture is not None
                assert relecture.dispensee_le or (relecture.second_id and relecture.second_id != relecture.premier_id)
            if relecture and relecture.close_le is None:
                assert (soumission.decision, dossier.etat) == ("", "soumise")
            elif relecture:
                assert soumission.decision or dossier.etat == "retiree"
        for lu in Jugement.objects.filter(relecture__soumission__dossier=dossier).order_by("pk"):
            avant = self.jugements.setdefault(lu.pk, (lu.premier, lu.premier_motif))
            assert (lu.premier, lu.premier_motif) == avant
        assert set(self.jugements) <= set(Jugement.objects.order_by().values_list("pk", flat=True))

    def _check_decisions(self, dossier: Dossier) -> None:
        """A round is decided once, in the trace as in its document; its verdicts are then written for ever."""
        decidees = dossier.soumissions.exclude(decision="").order_by("tour")
        trace = dossier.evenements.filter(geste__in=DECIDENT).order_by("rang")
        assert [(s.decision, s.tour) for s in decidees] == [(e.geste, e.donnees["tour"]) for e in trace]
        assert [s.document.sha256 for s in decidees] == [digest(s.document.contenu) for s in decidees]
        for soumission in decidees:
            avis = list(soumission.examens.order_by("exigence").values_list("exigence", "verdict", "motif", "par"))
            assert self.avis.setdefault(soumission.pk, avis) == avis

    # -------------------------------------------------------------- how

    def _find(self, *etats: str, rang: int = 0) -> list[int]:
        """The ranks of the dossiers in one of these states, this one first if it is."""
        trouves = [r for r, d in enumerate(getattr(self, "dossiers", [])) if fresh(d).etat in etats]
        return sorted(trouves, key=lambda r: r != rang)

    def _try(self, geste: Callable[[Dossier, Compte], object], rang: int, qui: str) -> None:
        """One geste, what it asks for after the commit, what the clock brings. A refusal leaves no mark."""
        self.le += self.pas
        sweep_dispenses(le=self.le)
        dossier = fresh(self.dossiers[rang])
        try:
            with TestCase.captureOnCommitCallbacks(execute=True):
                geste(dossier, self.gens[qui])
        except Refus:
            assert fresh(dossier).version == dossier.version
        self._check_moves(fresh(dossier))

    def _deposit(self, dossier: Dossier, par: Compte, image: str) -> None:
        deposit_piece(
            dossier=dossier, exigence="preuve_cnda", fichier=upload(contenu=IMAGES[image]), par=par, le=self.le
        )

    def _grant(self, dossier: Dossier, par: Compte, exigence: str, jours: int) -> None:
        grant_dispense(
            dossier=dossier,
            exigence=exigence,
            portee=Portee.DOSSIER,
            motif="Cas prévu.",
            jusqu_au=(self.le + timedelta(days=jours)).date(),
            version=dossier.version,
            par=par,
            le=self.le,
        )

    def _decide(self, dossier: Dossier, par: Compte, decision: str, conteste: list[int]) -> None:
        codes = expected_examens(situation_of(dossier, self.le))
        examens = {code: Examen(code, "conforme") for code in codes}
        examens |= {code: Examen(code, "a_corriger", "Faux.") for rang, code in enumerate(codes) if rang in conteste}
        version = dossier.version
        decide_etape(dossier=dossier, decision=decision, examens=examens, version=version, par=par, le=self.le)


def _is_allowed(etape: int, avant: str, apres: str) -> bool:
    """A geste of the table leads there, or the étape opens because the one before it was validated."""
    gestes = MATRICE[etape, Etat(avant)]
    return any(VERS[geste][0] == apres for geste in gestes) or (avant, apres) == ("fermee", "ouverte")


@pytest.mark.django_db
def test_lives(monkeypatch):
    """The child process is left out: what it says of the same two pictures is known."""

    def encode(octets: bytes) -> bytes:
        if Vie.apercu_possible:
            return b"apercu"
        raise ApercuImpossible("essai", b"")

    monkeypatch.setattr("dossiers.gateways.image.read_image", lambda octets: Tete("PNG", 320, 200, True))
    monkeypatch.setattr("dossiers.actions.apercu.encode_apercu", encode)
    for module in ("fichier", "lecture", "envoi"):
        monkeypatch.setattr(f"dossiers.actions.{module}.enqueue", lambda *_: True)
    make_referentiel()
    make_referentiel(LGC_VA1)
    run_state_machine_as_test(
        Vie,
        settings=settings(
            max_examples=12,
            stateful_step_count=40,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate],  # add Phase.shrink to shorten a life that fails: it takes minutes
        ),
    )
