"""What an éditeur types is kept where it belongs, in what is open, and reaches the company's other dossiers."""

from datetime import timedelta

import pytest

from dossiers.actions.dossier import withdraw_dossier
from dossiers.actions.projection import save_projection
from dossiers.actions.reponse import save_reponses
from dossiers.models import Dossier, Reponse
from dossiers.queries.situation import situation_of
from dossiers.queries.trace import verify_chain
from dossiers.rules.preparation import prepare_etape
from dossiers.rules.refus import Interdit, Refus
from tests.courses import run_together
from tests.factories import (
    LGC_VA1,
    LUNDI,
    REPONSES,
    fresh,
    make_decided,
    make_dossier,
    make_instructeur,
    make_membre,
    make_ready,
    make_submitted,
)

PLUS_TARD = LUNDI + timedelta(hours=1)
pytestmark = pytest.mark.django_db


def _save(dossier: Dossier, par=None, **valeurs: str) -> tuple[str, ...]:
    return save_reponses(dossier=dossier, valeurs=valeurs, par=par or dossier.cree_par, le=PLUS_TARD)


def _kept(dossier: Dossier) -> dict[str, str]:
    return {r.code: r.valeur for r in Reponse.objects.filter(editeur=dossier.editeur)}


# ------------------------------------------------------------------ where it belongs


def test_each_answer_goes_where_it_belongs():
    dossier = make_dossier(etape=2)
    assert set(_save(dossier, nie="1", nil="2", moteur="oui", montage="oui", versions_obsoletes="néant")) == {
        "nie", "nil", "moteur", "montage", "versions_obsoletes",
    }  # fmt: skip
    portees = {r.code: (r.solution, r.dossier) for r in Reponse.objects.filter(editeur=dossier.editeur)}
    assert portees == {
        "nie": (None, None),
        "nil": (dossier.solution, None),
        "moteur": (dossier.solution, None),
        "montage": (None, dossier),
        "versions_obsoletes": (None, dossier),
    }
    assert {(r.saisie_dans, r.par, r.le) for r in Reponse.objects.all()} == {(dossier, dossier.cree_par, PLUS_TARD)}


def test_shared_answer_is_one_row_for_all():
    premier = make_ready(make_dossier(etape=2))
    second = make_dossier(premier.cree_par, etape=2)
    assert _save(second, nie="00124") == ("nie",)
    reponse = Reponse.objects.get(code="nie")
    assert (reponse.valeur, reponse.saisie_dans) == ("00124", second)
    assert [situation_of(fresh(d), PLUS_TARD).reponses["nie"] for d in (premier, second)] == ["00124", "00124"]


def test_siblings_are_projected_again_once_the_answer_is_committed(django_capture_on_commit_callbacks):
    premier = make_ready(make_dossier(etape=2))
    second = make_dossier(premier.cree_par, etape=2)
    with django_capture_on_commit_callbacks(execute=True):
        _save(second, nie="", montage="non")
    assert (fresh(premier).manques, fresh(premier).version, fresh(premier).activite_le) == (1, premier.version, LUNDI)
    with django_capture_on_commit_callbacks(execute=True):
        _save(second, nie="00124")
    assert (fresh(premier).manques, fresh(premier).nie) == (0, "")


@pytest.mark.parametrize(("valeurs", "suivent"), [({"nil": ""}, [1]), ({"nie": ""}, [0, 1])])
def test_siblings_are_those_that_share_the_answer(valeurs, suivent, monkeypatch, django_capture_on_commit_callbacks):
    dossier = make_ready(make_dossier(etape=2))
    autres = [
        make_dossier(dossier.cree_par, etape=2, nom="Une autre"),
        make_dossier(dossier.cree_par, etape=2, nom=dossier.solution.nom, code=LGC_VA1),
    ]
    projetes = []
    monkeypatch.setattr("dossiers.actions.reponse.save_projection", lambda autre, le: projetes.append(autre.pk))
    with django_capture_on_commit_callbacks(execute=True):
        _save(dossier, **valeurs)
    assert projetes == [autres[rang].pk for rang in suivent]


def test_answers_are_written_in_the_same_order_whatever_that_of_the_form(monkeypatch):
    """Two dossiers of a company that write the same rows in two orders would block each other for good."""
    dossier, ecrits = make_dossier(etape=2), []
    monkeypatch.setattr("dossiers.actions.reponse._store", lambda fait, code, *_: ecrits.append(code))
    assert _save(dossier, nil="2", montage="non", nie="1") == ("montage", "nie", "nil")
    assert ecrits == ["montage", "nie", "nil"]


def test_answer_of_the_dossier_alone_touches_no_other(django_capture_on_commit_callbacks):
    dossier = make_dossier(etape=2)
    with django_capture_on_commit_callbacks() as suites:
        _save(dossier, montage="oui")
    assert suites == []


def test_withdrawn_dossier_does_not_follow_the_company_s_numbers(django_capture_on_commit_callbacks):
    retire = make_ready(make_dossier(etape=2))
    withdraw_dossier(dossier=retire, par=retire.cree_par, le=LUNDI)
    autre = make_dossier(retire.cree_par, etape=2)
    with django_capture_on_commit_callbacks(execute=True):
        _save(autre, nie="00124")
    assert fresh(retire).nie == ""
    assert save_projection(fresh(retire), PLUS_TARD) == []


@pytest.mark.parametrize("fabrique", [make_submitted, make_decided, lambda: make_decided("refuser")])
def test_what_the_ans_has_does_not_follow(fabrique, django_capture_on_commit_callbacks):
    envoye = fabrique()
    autre = make_dossier(envoye.cree_par, etape=2, nom=envoye.solution.nom, code=LGC_VA1)
    with django_capture_on_commit_callbacks(execute=True):
        _save(autre, nie="99999", nil="99999", moteur="oui")
    apres = fresh(envoye)
    assert (apres.nie, apres.nil, apres.version) == ("00123", "456-A", envoye.version)
    assert save_projection(apres, PLUS_TARD) == []


# ------------------------------------------------------------------ what is open


def test_unknown_codes_and_closed_fields_are_passed_over():
    dossier = make_dossier(etape=2)
    assert _save(dossier, csrfmiddlewaretoken="x", preuve_cnda="x", nru_utilisateur="1", apcv="oui", nie="1") == (
        "nie",
    )
    assert _kept(dossier) == {"nie": "1"}


def test_first_étape_has_fields_of_its_own():
    dossier = make_dossier()
    assert _save(dossier, nru_utilisateur="7", nie="1") == ("nru_utilisateur",)
    assert _kept(dossier) == {"nru_utilisateur": "7"}


def test_after_a_request_for_complements_only_what_was_contested():
    dossier = make_decided("demander_complements")
    assert _save(dossier, nie="9", nil="9", versions_obsoletes="9", statut_cnda="Examen") == ("statut_cnda",)
    assert _kept(dossier) == {**REPONSES, "statut_cnda": "Examen"}


@pytest.mark.parametrize("fabrique", [make_submitted, make_decided, lambda: make_decided("refuser")])
def test_nothing_in_a_state_where_the_editeur_has_no_hand(fabrique):
    dossier = fabrique()
    with pytest.raises(Refus, match="n’est pas possible maintenant"):
        _save(dossier, nie="9")
    assert _kept(dossier) == REPONSES


def test_only_people_of_the_company():
    dossier = make_dossier(etape=2)
    for etranger in (make_membre(), make_instructeur()):
        with pytest.raises(Interdit):
            _save(dossier, par=etranger, nie="9")
    assert _save(dossier, par=make_membre(dossier.editeur, "salarie"), nie="1") == ("nie",)


# ------------------------------------------------------------------ what is kept


@pytest.mark.parametrize(
    ("code", "saisi", "garde"),
    [
        ("nie", "n°12 é", "n°12é"),
        ("nie", "a\x00b", "ab"),
        ("nie", " 00 123\u200b ", "00123"),
        ("versions_obsoletes", "\x00", ""),
        ("versions_obsoletes", "3.1\r\n3.2\r\n", "3.1\n3.2"),
        ("versions_obsoletes", "é" * 6000, "é" * 5000),
        ("montage", "peut-être", "peut-être"),
    ],
)
def test_draft_is_kept_valid_or_not(code, saisi, garde):
    dossier = make_dossier(etape=2)
    _save(dossier, **{code: saisi})
    assert _kept(dossier).get(code, "") == garde


def test_longest_answer_is_kept_even_where_nothing_repeats():
    """An index on the text would refuse it on PostgreSQL: a row of one holds 2,704 bytes at most."""
    dossier, longue = make_dossier(etape=2), "".join(chr(rang) for rang in range(0x4E00, 0x4E00 + 5000))
    _save(dossier, versions_obsoletes=longue)
    assert _kept(dossier) == {"versions_obsoletes": longue}


def test_same_answer_again_is_no_event():
    dossier = make_ready(make_dossier(etape=2))
    assert save_reponses(dossier=dossier, valeurs=REPONSES, par=dossier.cree_par, le=PLUS_TARD) == ()
    assert _save(dossier, nie=" 00 123 ") == ()
    apres = fresh(dossier)
    assert (apres.version, apres.activite_le) == (dossier.version, LUNDI)


def test_event_names_the_fields_and_says_nothing_of_their_values():
    dossier = make_dossier(etape=2)
    _save(dossier, nie="CANARI", montage="oui")
    evenement = dossier.evenements.last()
    assert (evenement.geste, evenement.donnees) == ("repondre", {"codes": ["montage", "nie"]})
    assert verify_chain(dossier) == ()


def test_emptied_answer_is_empty():
    dossier = make_ready(make_dossier(etape=2))
    assert _save(dossier, nie="") == ("nie",)
    assert (_kept(dossier)["nie"], fresh(dossier).manques) == ("", 1)


def test_what_was_typed_under_a_montage_is_still_there_after_it_is_unticked():
    dossier = make_ready(make_dossier(etape=2))
    _save(dossier, montage="oui", moteur="non", nil_tiers="789-T", solution_tiers="Alpha 4")
    assert fresh(dossier).manques == 0
    _save(dossier, montage="non")
    assert fresh(dossier).manques == 0
    _save(dossier, montage="oui")
    vue = situation_of(fresh(dossier), PLUS_TARD)
    assert {c: vue.reponses[c] for c in ("nil_tiers", "solution_tiers", "moteur", "nil", "statut_cnda")} == {
        "nil_tiers": "789-T",
        "solution_tiers": "Alpha 4",
        "moteur": "non",
        "nil": "456-A",
        "statut_cnda": "Pré-examen",
    }
    assert prepare_etape(vue).prete is True


@pytest.mark.django_db(transaction=True)
def test_sibling_that_cannot_be_projected_does_not_fail_the_answer(monkeypatch, caplog):
    def fail(*_):
        raise ZeroDivisionError

    monkeypatch.setattr("dossiers.actions.reponse.refresh_siblings", fail)
    dossier = make_dossier(etape=2)
    assert _save(dossier, nie="1") == ("nie",)
    assert (_kept(dossier)["nie"], "ZeroDivisionError" in caplog.text) == ("1", True)


@pytest.mark.django_db(transaction=True)
def test_two_colleagues_at_once_lose_nothing():
    dossier = make_dossier(etape=2)
    collegue = make_membre(dossier.editeur, "salarie")
    obtenus = run_together(lambda: _save(dossier, nie="1"), lambda: _save(dossier, par=collegue, nil="2"))
    assert obtenus == [("nie",), ("nil",)]
    apres = fresh(dossier)
    assert (_kept(dossier), apres.version, verify_chain(apres)) == ({"nie": "1", "nil": "2"}, dossier.version + 2, ())
    assert save_projection(apres, PLUS_TARD) == []


@pytest.mark.django_db(transaction=True)
def test_two_dossiers_that_share_a_number_at_once():
    premier = make_dossier(etape=2)
    second = make_dossier(premier.cree_par, etape=2)
    run_together(lambda: _save(premier, nie="1"), lambda: _save(second, nie="2"))
    garde = Reponse.objects.get(code="nie").valeur
    assert [situation_of(fresh(d), PLUS_TARD).reponses["nie"] for d in (premier, second)] == [garde, garde]
    assert [save_projection(fresh(d), PLUS_TARD) for d in (premier, second)] == [[], []]
