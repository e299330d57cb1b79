"""A reviewer's verdicts are kept as they go, one by one."""

from datetime import timedelta

import pytest

from dossiers.actions.examen import store_examens
from dossiers.models import Compte, Dossier, Examen
from dossiers.queries.situation import situation_of
from dossiers.rules import situation as rules
from dossiers.rules.refus import Interdit, Perime, Refus
from dossiers.rules.zone import AILLEURS, Zone
from tests.factories import LUNDI, fresh, make_administrateur, make_instructeur, make_submitted

pytestmark = pytest.mark.django_db
PLUS_TARD = LUNDI + timedelta(hours=1)


def _reviewer() -> Compte:
    """The same person from one save to the next."""
    return Compte.objects.filter(role_ans="instructeur").first() or make_instructeur()


def _store(dossier: Dossier, par=None, **donnes: tuple[str, str] | str) -> tuple[str, ...]:
    paires = {c: d if isinstance(d, tuple) else (d, "") for c, d in donnes.items()}
    examens = {code: rules.Examen(code, verdict, motif) for code, (verdict, motif) in paires.items()}
    version = fresh(dossier).version
    return store_examens(dossier=dossier, examens=examens, version=version, par=par or _reviewer(), le=PLUS_TARD)


def _kept() -> dict[str, tuple[str, str]]:
    return {e.exigence: (e.verdict, e.motif) for e in Examen.objects.all()}


def test_kept_with_who_and_when():
    dossier, par = make_submitted(), make_administrateur()
    assert _store(dossier, par, nie="conforme", nil=("a_corriger", " Il manque un chiffre. ")) == ("nie", "nil")
    assert _kept() == {"nie": ("conforme", ""), "nil": ("a_corriger", "Il manque un chiffre.")}
    assert {(e.par, e.le, e.repris) for e in Examen.objects.all()} == {(par, PLUS_TARD, False)}
    evenement = dossier.evenements.last()
    assert (evenement.geste, evenement.donnees) == ("examiner", {"codes": ["nie", "nil"], "tour": 1})


def test_changed_verdict_replaces_the_former_and_keeps_the_others():
    dossier = make_submitted()
    _store(dossier, nie="conforme", nil="conforme")
    assert _store(dossier, nie=("a_corriger", "Faux."), nil="conforme") == ("nie",)
    assert _kept() == {"nie": ("a_corriger", "Faux."), "nil": ("conforme", "")}


def test_same_verdict_again_is_no_event():
    dossier = make_submitted()
    _store(dossier, nie=("a_corriger", "Faux."))
    version = fresh(dossier).version
    assert _store(dossier, nie=("a_corriger", " Faux. ")) == ()
    assert fresh(dossier).version == version


def test_reason_alone_may_change():
    dossier = make_submitted()
    _store(dossier, nie=("a_corriger", "Faux."))
    assert _store(dossier, nie=("a_corriger", "Il manque un chiffre.")) == ("nie",)


def test_no_verdict_yet_is_passed_over_and_unknown_codes_too():
    dossier = make_submitted()
    assert _store(dossier, nie="", nil_tiers="conforme", inconnu="bof", nil="sans_objet") == ("nil",)
    assert _kept() == {"nil": ("sans_objet", "")}


def test_correction_needs_its_reason():
    dossier = make_submitted()
    with pytest.raises(Refus) as refus:
        _store(dossier, nie=("a_corriger", " "), nil="conforme")
    phrase = "Indiquez ce que l’éditeur doit corriger\u00a0: il ne verra que ce motif."
    assert (refus.value.phrase, refus.value.champs) == (
        "Une correction demandée doit porter son motif.",
        {"motif_nie": phrase},
    )
    assert _kept() == {}


def test_word_that_is_no_verdict():
    dossier = make_submitted()
    with pytest.raises(Refus) as refus:
        _store(dossier, nie="bof", nil="conforme")
    phrase = "Choisissez «\u00a0Conforme\u00a0», «\u00a0À corriger\u00a0» ou «\u00a0Sans objet\u00a0»."
    assert (refus.value.phrase, refus.value.champs) == (phrase, {"nie": phrase})
    assert _kept() == {}


def test_stale_reader_keeps_nothing():
    dossier, par = make_submitted(), make_instructeur()
    examens = {"nie": rules.Examen("nie", "conforme")}
    store_examens(dossier=dossier, examens=examens, version=dossier.version, par=par, le=LUNDI)
    with pytest.raises(Perime):
        store_examens(dossier=dossier, examens={}, version=dossier.version, par=par, le=LUNDI)


def test_people_of_the_company_judge_nothing():
    dossier = make_submitted()
    with pytest.raises(Interdit):
        _store(dossier, dossier.cree_par, nie="conforme")


def _point(dossier: Dossier, par: Compte, piece=None, verdict: str = "a_corriger", **champs) -> tuple[str, ...]:
    """A correction of the proof that points at something on it."""
    uuid = str((piece or dossier.pieces.get()).uuid)
    zone = Zone(uuid, **{"page": 1, "x": 1000, "y": 2000, "largeur": 3000, "hauteur": 400, **champs})
    examens = {"preuve_cnda": rules.Examen("preuve_cnda", verdict, "Coupée.", zone=zone)}
    version = fresh(dossier).version
    return store_examens(dossier=dossier, examens=examens, version=version, par=par, le=PLUS_TARD)


def test_what_a_correction_points_at_is_kept_and_may_move():
    dossier, par = make_submitted(), make_instructeur()
    assert [_point(dossier, par), _point(dossier, par), _point(dossier, par, x=1001)] == [
        ("preuve_cnda",),
        (),
        ("preuve_cnda",),
    ]
    garde = Examen.objects.get()
    assert garde.zone == Zone(str(dossier.pieces.get().uuid), 1, 1001, 2000, 3000, 400)
    assert situation_of(fresh(dossier), PLUS_TARD).examens["preuve_cnda"].zone == garde.zone


def test_a_zone_goes_with_the_correction():
    dossier, par = make_submitted(), make_instructeur()
    _point(dossier, par)
    _store(dossier, par, preuve_cnda=("a_corriger", "Coupée."))
    assert Examen.objects.get().zone is None
    _point(dossier, par)
    assert _point(dossier, par, verdict="sans_objet") == ("preuve_cnda",)
    assert Examen.objects.get().zone is None


def test_a_zone_on_another_proof_is_refused_and_nothing_is_kept():
    dossier, autre = make_submitted(), make_submitted()
    with pytest.raises(Refus) as refus:
        _point(dossier, make_instructeur(), piece=autre.pieces.get())
    assert refus.value.champs == {"zone_preuve_cnda": AILLEURS}
    assert Examen.objects.count() == 0
