"""Which second readings wait and for whom, what each person sees of one, and the agreement by requirement."""

from datetime import timedelta
from fractions import Fraction

import pytest

from dossiers.actions.etape import decide_etape
from dossiers.actions.relecture import waive_relecture
from dossiers.models import Jugement, Relecture
from dossiers.queries.file import Filtre, Vue, file_of, file_page, next_in_file
from dossiers.queries.referentiel import dispositif_of
from dossiers.queries.relecture import accords, reading_of, seconde_lecture_of
from dossiers.rules.accord import Accord
from dossiers.rules.situation import Examen
from tests.factories import (
    LUNDI,
    fresh,
    make_administrateur,
    make_decided,
    make_instructeur,
    make_proposed,
    make_submitted,
    verdicts,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ines():
    return make_instructeur(prenom="Inès", nom="Leroy")


@pytest.fixture
def thomas():
    return make_instructeur(prenom="Thomas", nom="Girard")


def disagree(dossier, par):
    dossier = fresh(dossier)
    version = dossier.version
    decide_etape(dossier=dossier, decision="valider", examens=verdicts(), version=version, par=par, le=LUNDI)
    return fresh(dossier)


def seen(dossier, compte):
    return seconde_lecture_of(dossier.soumissions.get(), compte, dispositif_of(dossier.referentiel))


def to_read(compte) -> list:
    return list(file_of(compte, Filtre(vue=Vue.RELECTURES)).order_by("pk"))


def test_none_before_a_proposal(ines):
    assert seen(make_submitted(), ines) is None


def test_the_second_reader_sees_nothing_of_the_first(ines, thomas):
    dossier = make_proposed(par=ines)
    vue = seen(dossier, thomas)
    assert (vue.aveugle, vue.attend_un_autre, vue.lignes, vue.suivables) == (True, False, (), ())


def test_the_first_reader_sees_their_own_and_waits(ines):
    vue = seen(make_proposed(par=ines), ines)
    assert (vue.aveugle, vue.attend_un_autre, vue.decision, vue.seconde) == (False, True, "refuser", "")
    lus = {x.libelle: (x.jugement.premier, x.jugement.second) for x in vue.lignes}
    assert lus["Preuve de la demande déposée au CNDA"] == ("a_corriger", "")


def test_a_disagreement_is_shown_to_all(ines, thomas):
    dossier = disagree(make_proposed(par=ines), thomas)
    for compte, suivables in ((ines, [thomas]), (thomas, [ines]), (make_instructeur(), [ines, thomas])):
        vue = seen(dossier, compte)
        assert (vue.desaccord, vue.decision, vue.seconde) == (True, "refuser", "valider l’étape")
        assert [x.libelle for x in vue.lignes if x.jugement.differe] == ["Preuve de la demande déposée au CNDA"]
        assert [lecteur for _, lecteur, _ in vue.suivables] == suivables


def test_once_decided_it_is_read_only(ines):
    vue = seen(make_decided("refuser"), ines)
    assert (vue.attendue, vue.desaccord, vue.aveugle, vue.suivables) == (False, False, False, ())
    assert len(vue.lignes) == 4


def test_a_reading_is_given_back_whole(ines, thomas):
    disagree(make_proposed(par=ines), thomas)
    relecture = Relecture.objects.get()
    decision, motif, examens = reading_of(relecture, "premier")
    assert (decision, motif) == ("refuser", "")
    assert examens["preuve_cnda"] == Examen("preuve_cnda", "a_corriger", "La copie d’écran est coupée.")
    assert reading_of(relecture, "second") == ("valider", "", verdicts())


def test_whose_turn_it_is(ines, thomas):
    attente, ailleurs = make_proposed(par=ines), make_submitted()
    assert (to_read(ines), to_read(thomas)) == ([], [attente])
    disagree(attente, thomas)
    assert (to_read(ines), to_read(thomas), to_read(make_instructeur())) == ([attente],) * 3
    waive_relecture(dossier=attente, motif="Congés.", par=make_administrateur(), le=LUNDI)
    assert to_read(thomas) == []
    assert ailleurs not in to_read(thomas)


def test_next_is_not_what_only_another_may_read(ines, thomas):
    ici, attente = make_submitted(), make_proposed(par=ines)
    apres = make_submitted(le=LUNDI + timedelta(hours=1))
    assert next_in_file(ines, ici) == apres
    assert next_in_file(thomas, ici) == attente


@pytest.mark.parametrize("nombre", [1, 3])
def test_the_queue_marks_them_at_no_cost(ines, nombre, django_assert_num_queries):
    for _ in range(nombre):
        make_proposed(par=ines)
    make_submitted()
    with django_assert_num_queries(2):
        page = file_page(file_of(ines, Filtre()), LUNDI)
    assert [ligne.dossier.relecture for ligne in page.lignes] == [True] * nombre + [False]


# ------------------------------------------------------------------ agreement


def make_pairs(paires: dict[tuple[str, str], int]) -> None:
    """So many readings of a refused dossier, their verdicts on one requirement rewritten."""
    dossier = make_decided("refuser")
    modele = Relecture.objects.get(soumission__dossier=dossier)
    Jugement.objects.all().delete()
    soumission = modele.soumission
    rang = soumission.dossier.soumissions.count()
    for (premier, second), nombre in paires.items():
        for _ in range(nombre):
            rang += 1
            soumission.pk, soumission._state.adding, soumission.tour = None, True, rang
            soumission.save()
            modele.pk, modele._state.adding, modele.soumission = None, True, soumission
            modele.save()
            Jugement.objects.create(relecture=modele, exigence="nie", premier=premier, second=second)


def test_no_figure_without_a_second_reading(ines):
    make_proposed(par=ines)
    assert accords() == []


def test_a_reading_that_was_waived_does_not_count(ines, thomas):
    dossier = make_proposed(par=ines)
    waive_relecture(dossier=dossier, motif="Congés.", par=make_administrateur(), le=LUNDI)
    assert accords() == []


def test_kappa_by_requirement():
    make_pairs({("conforme", "conforme"): 20, ("conforme", "a_corriger"): 5,
                ("a_corriger", "conforme"): 10, ("a_corriger", "a_corriger"): 15})  # fmt: skip
    [ligne] = accords()
    assert (ligne.code, ligne.libelle) == ("nie", "Numéro d’identification éditeur (NIE)")
    assert ligne.accord == Accord(50, 35, Fraction(2, 5))


def test_a_requirement_that_one_of_them_did_not_judge_is_no_pair():
    make_pairs({("conforme", "conforme"): 1, ("conforme", ""): 3})
    assert [ligne.accord.paires for ligne in accords()] == [1]


@pytest.mark.parametrize("nombre", [1, 3])
def test_it_costs_the_same(nombre, django_assert_num_queries):
    make_pairs({("conforme", "conforme"): nombre})
    with django_assert_num_queries(3):
        accords()


def test_a_disagreement_settled_keeps_what_each_had_read(ines, thomas):
    dossier = disagree(make_proposed(par=ines), thomas)
    version = dossier.version
    examens = verdicts(preuve_cnda=("a_corriger", "Coupée."))
    decide_etape(dossier=dossier, decision="refuser", examens=examens, version=version, par=thomas, le=LUNDI)
    accord = {ligne.code: ligne.accord for ligne in accords()}
    assert (accord["preuve_cnda"].paires, accord["preuve_cnda"].accords) == (1, 0)
