"""The same matrix as tests/rules/test_transition.py, through the real actions and the database.

Every allowed cell does its geste: one event (two for a decision, which first keeps the verdicts), the next state, a
whole chain, a projection that recomputes the same. Every refused cell of a state that can be reached changes nothing.
"""

from datetime import timedelta
from itertools import product

import pytest

from dossiers.actions.avis import withdraw_avis
from dossiers.actions.charte import accept_charte
from dossiers.actions.decision import revoke_decision
from dossiers.actions.dispense import grant_dispense, lift_dispense
from dossiers.actions.dossier import hand_dossier, release_dossier, take_dossier, withdraw_dossier
from dossiers.actions.etape import decide_etape, submit_etape
from dossiers.actions.examen import store_examens
from dossiers.actions.lecture import maintain_reponse
from dossiers.actions.piece import deposit_piece, remove_piece
from dossiers.actions.projection import save_projection
from dossiers.actions.quarantaine import lift_quarantine, quarantine_piece
from dossiers.actions.relance import ask_relance
from dossiers.actions.relecture import waive_relecture
from dossiers.actions.reponse import save_reponses
from dossiers.actions.suspension import suspend_relances
from dossiers.actions.tiers import name_tiers
from dossiers.models import Avis, Compte, Decision, Dossier, Etape, Piece, Soumission
from dossiers.queries.trace import verify_chain
from dossiers.rules.dispense import Portee
from dossiers.rules.parcours import Etat, Role
from dossiers.rules.refus import Interdit, Refus
from dossiers.rules.situation import Examen
from tests.factories import (
    LUNDI,
    fresh,
    make_administrateur,
    make_avis,
    make_decided,
    make_dispense,
    make_dossier,
    make_instructeur,
    make_membre,
    make_proposed,
    make_ready,
    make_submitted,
    picture,
    upload,
    verdicts,
)
from tests.fiches import fiche
from tests.lectures import mark_read
from tests.transitions import LIBELLES, MATRICE, VERS

pytestmark = pytest.mark.django_db
CONTESTE = {"nie": ("a_corriger", "Il manque un chiffre.")}
ATTEINTS = [
    (1, Etat.OUVERTE),
    (1, Etat.RETIREE),
    (2, Etat.OUVERTE),
    (2, Etat.SOUMISE),
    (2, Etat.COMPLEMENTS),
    (2, Etat.REFUSEE),
    (2, Etat.RETIREE),
    (3, Etat.OUVERTE),
]


def make_at(etape: int, etat: Etat, geste: str = "") -> Dossier:
    """A dossier at this étape in this state, ready for the geste. A state nobody reaches is written on the row."""
    if (etape, etat) == (3, Etat.OUVERTE):
        return make_decided()
    if etape == 2 and etat is Etat.SOUMISE:
        return _sent(geste)
    if etape == 2 and etat is Etat.COMPLEMENTS:
        return _contested(geste)
    if etape == 2 and etat is Etat.REFUSEE:
        return make_decided("refuser")
    dossier = make_dossier(etape=etape)
    dossier = make_ready(dossier) if etape == 2 else dossier
    if etat is not Etat.OUVERTE:
        Etape.objects.filter(dossier=dossier, numero=etape).update(etat=etat.value)
        save_projection(dossier, LUNDI)
    if geste == "maintenir_reponse":
        mark_read(dossier.pieces.get(), fiche("789-B"))
    return fresh(dossier)


def _sent(geste: str) -> Dossier:
    """Sent; for a second reading, what a first reader made of it; for an opinion taken back, one that was asked."""
    if geste in ("refuser", "relire", "dispenser_relecture"):
        return make_proposed("refuser")
    dossier = make_submitted()
    if geste == "retirer_avis":
        make_avis(dossier)
    return fresh(dossier)


def _contested(geste: str) -> Dossier:
    dossier = make_decided("demander_complements")
    if geste == "soumettre":
        DO["deposer_piece"](dossier, dossier.cree_par)
    if geste == "maintenir_reponse":
        mark_read(dossier.pieces.get(), fiche("789-B"))
    return fresh(dossier)


def make_person(role: Role | None, dossier: Dossier) -> Compte:
    """Someone of that role, of the dossier's company; None: the mandataire of another one."""
    if role is None:
        return make_membre()
    fabriques = {Role.INSTRUCTEUR: make_instructeur, Role.ADMINISTRATEUR: make_administrateur}
    return fabriques[role]() if role in fabriques else make_membre(dossier.editeur, role.value)


def _answer(dossier: Dossier, par: Compte) -> None:
    code = {1: "nru_utilisateur", 2: "statut_cnda"}.get(dossier.etape, "nie")
    assert save_reponses(dossier=dossier, valeurs={code: "Examen"}, par=par, le=LUNDI) == (code,)


def _deposit(dossier: Dossier, par: Compte) -> None:
    fichier = upload(contenu=picture(couleur="red"))
    deposit_piece(dossier=dossier, exigence="preuve_cnda", fichier=fichier, par=par, le=LUNDI)


def _remove(dossier: Dossier, par: Compte) -> None:
    en_place = dossier.pieces.filter(remplacee_le=None).first() or Piece(dossier=dossier)
    remove_piece(dossier=dossier, piece=en_place.uuid, par=par, le=LUNDI)


def _maintain(dossier: Dossier, par: Compte) -> None:
    maintain_reponse(dossier=dossier, exigence="preuve_cnda", par=par, le=LUNDI)


def _examine(dossier: Dossier, par: Compte) -> None:
    examens = {"nie": Examen("nie", "conforme")}
    assert store_examens(dossier=dossier, examens=examens, version=dossier.version, par=par, le=LUNDI) == ("nie",)


def _decide(decision: str, **contestes: tuple[str, str]):
    def decide(dossier: Dossier, par: Compte) -> None:
        version, examens = dossier.version, verdicts(**contestes)
        decide_etape(dossier=dossier, decision=decision, examens=examens, version=version, par=par, le=LUNDI)

    return decide


def _ask(dossier: Dossier, par: Compte) -> None:
    make_avis(dossier, par, pieces=[str(_proof(dossier).uuid)])


def _unask(dossier: Dossier, par: Compte) -> None:
    withdraw_avis(avis=Avis.objects.filter(dossier=dossier).first() or Avis(dossier=dossier), par=par, le=LUNDI)


def _quarantine(dossier: Dossier, par: Compte) -> None:
    quarantine_piece(piece=_proof(dossier), motif="Un nom de patient se lit.", par=par, le=LUNDI)


def _lift(dossier: Dossier, par: Compte) -> None:
    lift_quarantine(piece=_proof(dossier), par=par, le=LUNDI)


def _revoke(dossier: Dossier, par: Compte) -> None:
    """Its decision; where there is none yet, one that is of no row."""
    rendues = Decision.objects.filter(soumission__dossier=dossier).select_related("soumission__dossier")
    decision = rendues.first() or Decision(soumission=Soumission(dossier=dossier))
    revoke_decision(decision=decision, motif="Une erreur.", par=par, le=LUNDI)


def _proof(dossier: Dossier) -> Piece:
    """Its first proof; where none can be yet, one that is of no row."""
    return dossier.pieces.order_by("pk").first() or Piece(dossier=dossier)


def _grant(dossier: Dossier, par: Compte) -> None:
    """Of the last étape: nothing is left to waive of one that is validated."""
    grant_dispense(
        dossier=dossier,
        exigence="homologation_cnda",
        portee=Portee.DOSSIER,
        motif="Sans objet cette année.",
        jusqu_au=LUNDI.date() + timedelta(days=30),
        version=dossier.version,
        par=par,
        le=LUNDI,
    )


def _take_back(dossier: Dossier, par: Compte) -> None:
    lift_dispense(dispense=make_dispense(dossier), motif="Elle n’a plus lieu d’être.", par=par, le=LUNDI)


DO = {
    "repondre": _answer,
    "deposer_piece": _deposit,
    "retirer_piece": _remove,
    "maintenir_reponse": _maintain,
    "accepter_charte": lambda dossier, par: accept_charte(dossier=dossier, acceptee=True, par=par, le=LUNDI),
    "soumettre": lambda dossier, par: submit_etape(dossier=dossier, par=par, le=LUNDI),
    "prendre": lambda dossier, par: take_dossier(dossier=dossier, par=par, le=LUNDI),
    "confier": lambda dossier, par: hand_dossier(dossier=dossier, a=make_instructeur(), par=par, le=LUNDI),
    "rendre": lambda dossier, par: release_dossier(dossier=dossier, par=par, le=LUNDI),
    "examiner": _examine,
    "proposer": _decide("refuser", **CONTESTE),
    "relire": _decide("valider"),
    "dispenser_relecture": lambda dossier, par: waive_relecture(dossier=dossier, motif="Seule.", par=par, le=LUNDI),
    "demander_avis": _ask,
    "retirer_avis": _unask,
    "valider": _decide("valider"),
    "demander_complements": _decide("demander_complements", **CONTESTE),
    "refuser": _decide("refuser", **CONTESTE),
    "relancer": lambda dossier, par: ask_relance(dossier=dossier, par=par, le=LUNDI),
    "suspendre_relances": lambda dossier, par: suspend_relances(
        dossier=dossier, jusqu_a=LUNDI.date() + timedelta(days=9), motif="Congés.", par=par, le=LUNDI
    ),
    "indiquer_tiers": lambda dossier, par: name_tiers(
        dossier=dossier, courriel="lea@tiers.fr", accord=True, par=par, le=LUNDI
    ),
    "mettre_en_quarantaine": _quarantine,
    "lever_quarantaine": _lift,
    "accorder_dispense": _grant,
    "lever_dispense": _take_back,
    "revoquer_decision": _revoke,
    "retirer": lambda dossier, par: withdraw_dossier(dossier=dossier, par=par, le=LUNDI),
}
# What first keeps the verdicts.
LUS = ("valider", "demander_complements", "refuser", "proposer", "relire")
PERMIS = [
    (etape, etat, geste, role)
    for (etape, etat), gestes in MATRICE.items()
    for geste, roles in gestes.items()
    for role in roles
]


def _marks(dossier: Dossier) -> tuple:
    """What a refused geste must leave as it was."""
    lu = fresh(dossier)
    ecrits = (lu.evenements.count(), lu.pieces.count(), lu.soumissions.count(), lu.reponses.count(), lu.envois.count())
    return lu.version, lu.etape, lu.etat, lu.referent_id, ecrits


def test_every_geste_has_its_action():
    assert set(DO) == set(LIBELLES)


@pytest.mark.parametrize(("etape", "etat", "geste", "role"), PERMIS)
def test_allowed(etape, etat, geste, role):
    dossier = make_at(etape, etat, geste)
    if geste == "lever_quarantaine":
        dossier.pieces.update(quarantaine_le=LUNDI, quarantaine_motif="Essai.")
    par = make_person(role, dossier)
    if geste == "rendre":
        Dossier.objects.filter(pk=dossier.pk).update(referent=par)
    DO[geste](dossier, par)
    apres = fresh(dossier)
    gestes = [geste] if geste not in LUS else ["examiner", geste]
    assert [e.geste for e in apres.evenements.order_by("-rang")[: len(gestes)]] == gestes[::-1]
    assert (apres.version, apres.evenements.count()) == (dossier.version + len(gestes), apres.version + 1)
    vers, ouvre = VERS[geste]
    assert Etape.objects.get(dossier=dossier, numero=etape).etat == (vers or etat)
    assert (apres.etape, apres.etat) == ((ouvre, "ouverte") if ouvre else (etape, vers or etat))
    assert verify_chain(apres) == ()
    assert save_projection(apres, LUNDI) == []


@pytest.mark.parametrize(("etape", "etat"), ATTEINTS)
def test_refused(etape, etat):
    dossier = make_at(etape, etat)
    avant = _marks(dossier)
    for role in (*Role, None):
        par = make_person(role, dossier)
        for geste in LIBELLES:
            if role in MATRICE[etape, etat].get(geste, ()) or _answers_the_receipt(geste, etat, role):
                continue
            with pytest.raises(Refus) as refus:
                DO[geste](dossier, par)
            assert (geste, role, isinstance(refus.value, Interdit)) == (geste, role, role not in LIBELLES[geste][1])
    assert _marks(dossier) == avant


def _answers_the_receipt(geste: str, etat: Etat, role: Role | None) -> bool:
    """Sending what is sent is no refusal: it answers the first receipt (tests/actions/test_etape.py)."""
    return geste == "soumettre" and etat is Etat.SOUMISE and role in LIBELLES["soumettre"][1]


def test_cells_of_both_kinds():
    """188 allowed; the others are refused, of 27 gestes × 6 persons in each of the 8 states that can be reached."""
    assert len(PERMIS) == 188
    permis = sum(len(roles) for cle in ATTEINTS for roles in MATRICE[cle].values())
    assert (len(list(product(LIBELLES, (*Role, None), ATTEINTS))), permis) == (1296, 151)
