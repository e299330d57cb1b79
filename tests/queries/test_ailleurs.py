"""What other dossiers say of what was sent: the same company, the same solution, other companies; drafts are silent."""

import pytest

from dossiers.actions.etape import decide_etape, submit_etape
from dossiers.actions.reponse import save_reponses
from dossiers.models import Dossier
from dossiers.queries.ailleurs import MONTRES_MAX, ailleurs_of
from dossiers.queries.referentiel import dispositif_of
from dossiers.rules.ailleurs import Origine
from tests.factories import LGC_VA1, fresh, make_dossier, make_instructeur, make_ready, make_submitted, verdicts

pytestmark = pytest.mark.django_db
DONNEES = {"nie": "00123", "nil": "456-A", "versions_obsoletes": "néant"}


@pytest.fixture
def dossier() -> Dossier:
    return make_submitted(nom="Alpha")


def sent(par=None, **champs) -> Dossier:
    """A dossier sent, with these answers; `nom` names its software."""
    noms = {cle: champs.pop(cle) for cle in ("nom", "code", "version_majeure", "proxy") if cle in champs}
    dossier = make_ready(make_dossier(par, etape=2, **noms), **champs)
    submit_etape(dossier=dossier, par=dossier.cree_par)
    return fresh(dossier)


def known(dossier: Dossier, **donnees: str) -> dict[str, list[tuple]]:
    """code → (origin, value, same, alarm)."""
    dispositif = dispositif_of(dossier.referentiel)
    paires = [(dispositif.exigence(code), valeur) for code, valeur in (donnees or DONNEES).items()]
    return {
        code: [(c.origine, c.valeur, c.jugement.accord, c.jugement.alerte) for c in connus]
        for code, connus in ailleurs_of(dossier, paires).items()
    }


def test_nothing_is_known_of_a_first_dossier(dossier):
    assert known(dossier) == {"nie": [], "nil": [], "versions_obsoletes": []}


def test_the_company_gives_its_number_again_and_another_software_has_its_own(dossier):
    sent(dossier.cree_par, nom="Beta", nil="999")
    assert known(dossier) == {
        "nie": [(Origine.ENTREPRISE, "00123", True, False)], "nil": [], "versions_obsoletes": [],
    }  # fmt: skip


def test_the_number_of_another_software_of_the_company_alarms(dossier):
    autre = sent(dossier.cree_par, nom="Beta", nil="456-a")
    (connu,) = ailleurs_of(dossier, [(dispositif_of(dossier.referentiel).exigence("nil"), "456-A")])["nil"]
    assert (connu.origine, connu.jugement.alerte) == (Origine.VOISIN, True)
    assert connu.alerte == f"Ce numéro est aussi celui de {autre.solution}, un autre logiciel de l’entreprise."


def test_a_new_version_may_keep_its_number(dossier):
    sent(dossier.cree_par, nom="Alpha", version_majeure="2")
    assert known(dossier)["nil"] == []


def test_the_same_solution_in_another_dossier_bears_on_all_it_told(dossier):
    sent(dossier.cree_par, nom="Alpha", proxy="Proxy B", versions_obsoletes="Alpha 0")
    trouve = known(dossier)
    assert trouve["nil"] == [(Origine.SOLUTION, "456-A", True, False)]
    assert trouve["versions_obsoletes"] == [(Origine.SOLUTION, "Alpha 0", False, False)]


def test_a_number_that_differs_alarms(dossier):
    autre = sent(dossier.cree_par, nom="Alpha", proxy="Proxy B", nie="00124", nil="456-B")
    assert known(dossier)["nie"] == [(Origine.ENTREPRISE, "00124", False, True)]
    assert known(dossier)["nil"] == [(Origine.SOLUTION, "456-B", False, True)]
    assert known(dossier, nie="", nil="")["nil"] == [(Origine.SOLUTION, "456-B", None, False)]
    assert autre.editeur == dossier.editeur


def test_spaces_and_case_make_no_difference(dossier):
    sent(dossier.cree_par, nom="Alpha", proxy="Proxy B")
    assert known(dossier, nil=" 456 - a")["nil"] == [(Origine.SOLUTION, "456-A", True, False)]


def test_another_company_that_carries_the_same_numbers_alarms(dossier):
    sent(nom="Copie")
    trouve = known(dossier)
    assert trouve["nie"] == [(Origine.AUTRE, "00123", True, True)]
    assert trouve["nil"] == [(Origine.AUTRE, "456-A", True, True)]
    assert trouve["versions_obsoletes"] == []


MONTAGE = {"montage": "oui", "moteur": "non", "nil_tiers": "456-A", "solution_tiers": "Alpha", "nil": ""}


def mounted(**champs) -> Dossier:
    """A montage of another company, on Alpha."""
    dossier = make_dossier(etape=2, **champs)
    reponses = {**MONTAGE, "nie": "777", "versions_obsoletes": "néant"}
    save_reponses(dossier=dossier, valeurs=reponses, par=dossier.cree_par)
    submit_etape(dossier=dossier, par=dossier.cree_par)
    return fresh(dossier)


def test_a_third_party_is_known_by_its_own_dossier_and_by_other_montages(dossier):
    montage, autre = mounted(nom="M1"), mounted(nom="M2")
    trouve = known(montage, nil_tiers="456-A")
    assert sorted(trouve["nil_tiers"]) == [
        (Origine.MONTAGE, "456-A", True, False), (Origine.TIERS, "456-A", True, False),
    ]  # fmt: skip
    assert known(dossier, nil="456-A")["nil"] == [(Origine.MONTAGE, "456-A", True, False)] * 2
    assert autre.editeur != montage.editeur


def test_a_validated_convention_is_said_so(dossier):
    decide_etape(
        dossier=dossier, decision="valider", examens=verdicts(), version=dossier.version, par=make_instructeur()
    )
    montage = mounted(nom="M1")
    (connu,) = ailleurs_of(montage, [(dispositif_of(montage.referentiel).exigence("nil_tiers"), "456-A")])["nil_tiers"]
    assert (connu.dossier, connu.convention, connu.origine) == (dossier, True, Origine.TIERS)


def test_a_draft_elsewhere_is_not_told(dossier):
    make_ready(make_dossier(dossier.cree_par, etape=2, nom="Alpha", proxy="Proxy B"), nil="DRAFT")
    make_ready(make_dossier(etape=2))
    assert known(dossier) == {"nie": [], "nil": [], "versions_obsoletes": []}


def test_what_alarms_comes_first_and_little_is_shown(dossier):
    for rang in range(4):
        sent(dossier.cree_par, nom="Alpha", proxy=f"Proxy {rang}", nil=f"45{rang}")
    sent(nom="Copie")
    trouve = known(dossier)["nil"]
    assert len(trouve) == MONTRES_MAX
    assert [alarme for *_, alarme in trouve] == [True] * MONTRES_MAX


def test_sentences_of_what_alarms(dossier):
    copie = sent(nom="Copie")
    (connu,) = ailleurs_of(dossier, [(dispositif_of(dossier.referentiel).exigence("nil"), "456-A")])["nil"]
    assert connu.alerte == f"Ce numéro est aussi celui de {copie.editeur} (Copie 1)."
    sent(dossier.cree_par, nom="Alpha", proxy="Proxy B", nie="00124")
    (connu,) = ailleurs_of(dossier, [(dispositif_of(dossier.referentiel).exigence("nie"), "00125")])["nie"]
    assert connu.alerte.replace("\u00a0", " ") == "Un autre dossier (même entreprise) donne « 00124 »."


@pytest.mark.parametrize("autres", [1, 3])
def test_it_costs_two_queries_whatever_there_is(dossier, autres, django_assert_num_queries):
    for rang in range(autres):
        sent(dossier.cree_par, nom="Alpha", proxy=f"P{rang}")
        sent(nom=f"Copie {rang}", code=LGC_VA1)
    dispositif = dispositif_of(dossier.referentiel)
    with django_assert_num_queries(2):
        ailleurs_of(dossier, [(dispositif.exigence("nie"), "00123"), (dispositif.exigence("nil"), "456-A")])
