"""Opens a dossier, hands it to a référent, withdraws it."""

import pytest

from dossiers.actions.dossier import create_dossier, take_dossier, withdraw_dossier
from dossiers.actions.referentiel import publish_referentiel
from dossiers.models import Dossier, Solution
from dossiers.queries.trace import verify_chain
from dossiers.rules.refus import Interdit, Refus
from tests.courses import run_together
from tests.factories import (
    LGC_VA1,
    LUNDI,
    fresh,
    make_compte,
    make_decided,
    make_instructeur,
    make_membre,
    make_referentiel,
    make_submitted,
)


def _create(par, referentiel=None, **champs) -> Dossier:
    champs = {"nom": "Alpha", "version_majeure": "4", "le": LUNDI, **champs}
    return create_dossier(referentiel=referentiel or make_referentiel(), par=par, **champs)


@pytest.mark.django_db
def test_new_dossier():
    membre = make_membre()
    dossier = fresh(_create(membre, proxy="Proxy A", profils=["medecin_traitant", "inconnu"], financement=True))
    assert (dossier.numero, dossier.editeur, dossier.cree_par) == (1, membre.appartenances.get().editeur, membre)
    assert (str(dossier.solution), dossier.proxy, dossier.profils) == (
        "Alpha 4",
        "Proxy A",
        ["general", "medecin_traitant"],
    )
    assert (dossier.dispositif, dossier.couloir, dossier.etape, dossier.etat) == (
        "DSR-MDV-LGC-Va2",
        "mdv",
        1,
        "ouverte",
    )
    assert (dossier.bloqueur, dossier.manques, dossier.version) == ("editeur", 0, 0)
    assert [(e.numero, e.etat) for e in dossier.etapes.all()] == [
        (1, "ouverte"),
        (2, "fermee"),
        (3, "fermee"),
        (4, "fermee"),
    ]
    assert [(e.geste, e.donnees["referentiel"]) for e in dossier.evenements.all()] == [("creer", "DSR-MDV-LGC-Va2 v1")]
    assert verify_chain(dossier) == ()


@pytest.mark.django_db
def test_numbers_follow_inside_a_company():
    membre = make_membre()
    assert [_create(membre, nom=nom).numero for nom in "ABC"] == [1, 2, 3]
    assert _create(make_membre()).numero == 1


@pytest.mark.django_db
def test_solution_is_found_again_by_name_and_version():
    membre = make_membre()
    premier = _create(membre)
    autre_offre = _create(membre, make_referentiel(LGC_VA1))
    assert premier.solution == autre_offre.solution
    assert _create(membre, version_majeure="5").solution != premier.solution
    assert _create(make_membre()).solution != premier.solution
    assert Solution.objects.count() == 3


@pytest.mark.django_db
def test_financing_needs_a_dispositif_that_has_it():
    referentiel = make_referentiel()
    sans = referentiel.texte.replace("financement = true\nquestions", "financement = false\nquestions")
    publie = publish_referentiel(commun=referentiel.commun, texte=sans, par=None, le=LUNDI)
    assert _create(make_membre(), publie, financement=True).financement is False
    assert _create(make_membre(), referentiel, financement=True).financement is True


@pytest.mark.django_db
def test_same_candidature_is_opened_once():
    membre = make_membre()
    premier = _create(membre)
    with pytest.raises(Refus) as refus:
        _create(membre)
    assert str(refus.value) == (
        "Le dossier n°\u00a01 porte déjà Alpha 4 pour ce dispositif\u00a0: reprenez-le, ou indiquez un autre composant "
        "Proxy e-santé."
    )
    assert _create(membre, proxy="Proxy A").numero == 2
    withdraw_dossier(dossier=premier, par=membre, le=LUNDI)
    assert _create(membre).numero == 3


@pytest.mark.django_db
def test_refused_candidature_may_be_opened_again():
    refuse = make_decided("refuser", nom="Alpha")
    assert _create(refuse.cree_par, version_majeure="1").numero == 2


@pytest.mark.django_db
@pytest.mark.parametrize("fabrique", [make_compte, make_instructeur])
def test_only_a_company_opens_a_dossier(fabrique):
    with pytest.raises(Interdit) as refus:
        _create(fabrique())
    assert str(refus.value) == (
        "«\u00a0Créer un dossier\u00a0» est réservé à ces rôles\u00a0: mandataire, représentant, salarié."
    )
    assert (Dossier.objects.count(), Solution.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_referent_takes_a_dossier_once():
    dossier, camille, dominique = make_submitted(), make_instructeur(), make_instructeur()
    for par in (camille, camille, dominique):
        take_dossier(dossier=dossier, par=par, le=LUNDI)
    apres = fresh(dossier)
    assert (apres.referent, apres.version) == (dominique, dossier.version + 2)
    assert [e.par for e in apres.evenements.filter(geste="prendre")] == [camille, dominique]


@pytest.mark.django_db
def test_withdrawn_dossier_keeps_its_trace_and_awaits_nobody():
    dossier = make_submitted()
    withdraw_dossier(dossier=dossier, par=dossier.cree_par, le=LUNDI)
    apres = fresh(dossier)
    assert (apres.etat, apres.bloqueur, apres.manques, apres.prochaine_relance) == ("retiree", "", 0, None)
    assert apres.evenements.last().geste == "retirer"
    assert apres.soumissions.count() == 1


@pytest.mark.django_db(transaction=True)
def test_opened_twice_at_once_is_opened_once():
    membre, referentiel = make_membre(), make_referentiel()
    obtenus = run_together(*[lambda: _create(membre, referentiel)] * 4)
    assert sorted(type(o).__name__ for o in obtenus) == ["Dossier", "Refus", "Refus", "Refus"]
    assert (Dossier.objects.count(), Solution.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_numbers_do_not_collide():
    membre, referentiel = make_membre(), make_referentiel()
    obtenus = run_together(*[lambda nom=nom: _create(membre, referentiel, nom=nom) for nom in "ABCD"])
    assert sorted(dossier.numero for dossier in obtenus) == [1, 2, 3, 4]
