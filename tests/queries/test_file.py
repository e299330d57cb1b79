"""The queue: each tab, each filter, the search, and pages that show each row once."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from django.core import signing

from dossiers.actions.verrou import take_verrou
from dossiers.models import Dossier
from dossiers.queries import file
from dossiers.queries.file import (
    bounded_count,
    due_words,
    file_choices,
    file_page,
    next_in_file,
    previous_in_file,
    since_words,
    tab_counts,
)
from dossiers.queries.filtre import Filtre, Tri, Vue, file_of
from dossiers.rules.priorite import JAMAIS
from tests.factories import (
    LGC_VA1,
    LUNDI,
    PARIS,
    make_decided,
    make_dossier,
    make_instructeur,
    make_membre,
    make_submitted,
)

pytestmark = pytest.mark.django_db
MAINTENANT = LUNDI + timedelta(days=3)
SEMAINE = timedelta(days=7)
EQUIPE = Filtre(vue=Vue.EQUIPE)


@pytest.fixture
def ans():
    return make_instructeur()


def queue(nombre: int, graine: int = 1) -> list[Dossier]:
    """That many submitted dossiers, several of them since the same moment."""
    par, hasard = make_membre(), Random(graine)
    for _ in range(nombre):
        dossier = make_dossier(par)
        depuis = LUNDI + timedelta(seconds=hasard.randrange(nombre // 2 + 1))
        Dossier.objects.filter(pk=dossier.pk).update(
            etat="soumise", bloqueur="ans", attente_le=depuis, du_le=depuis + SEMAINE
        )
    return list(Dossier.objects.filter(editeur=dossier.editeur).order_by("attente_le", "pk"))


@pytest.mark.parametrize("taille", [1, 2, 3, 5, 20])
@pytest.mark.parametrize("tri", list(Tri))
def test_walking_all_pages_shows_each_row_once_and_back_again(ans, taille, tri):
    attendus = queue(11, graine=taille)
    if tri is Tri.RECENTS:
        attendus.reverse()
    dossiers = file_of(ans, EQUIPE)
    page = file_page(dossiers, MAINTENANT, tri=tri, taille=taille)
    assert page.precedente == ""
    pages = [page]
    while page.suivante:
        page = file_page(dossiers, MAINTENANT, apres=page.suivante, tri=tri, taille=taille)
        pages.append(page)
    assert [ligne.dossier for p in pages for ligne in p.lignes] == attendus
    assert [len(p.lignes) for p in pages[:-1]] == [taille] * (len(pages) - 1)
    retour = [page]
    while page.precedente:
        page = file_page(dossiers, MAINTENANT, avant=page.precedente, tri=tri, taille=taille)
        retour.insert(0, page)
    assert [[x.dossier for x in p.lignes] for p in retour] == [[x.dossier for x in p.lignes] for p in pages]


@pytest.mark.parametrize(
    "curseur",
    [
        "x",
        "é:é:é",
        "1_2",
        ":::",
        pytest.param(signing.dumps([1, 2], salt="autre"), id="signed for something else"),
        "W10:1:2",
    ],
)
@pytest.mark.parametrize("sens", ["apres", "avant"])
def test_a_cursor_that_is_not_ours_shows_the_first_page(ans, sens, curseur):
    attendus = queue(3)
    page = file_page(file_of(ans, EQUIPE), MAINTENANT, taille=2, **{sens: curseur})
    assert ([ligne.dossier for ligne in page.lignes], page.precedente) == (attendus[:2], "")


def test_a_cursor_past_the_end_shows_the_first_page(ans):
    attendus = queue(3)
    dernier = file.write_cursor(attendus[-1])
    assert [x.dossier for x in file_page(file_of(ans, EQUIPE), MAINTENANT, apres=dernier).lignes] == attendus


def test_a_row_that_left_meanwhile_breaks_no_page(ans):
    attendus = queue(5)
    page = file_page(file_of(ans, EQUIPE), MAINTENANT, taille=2)
    Dossier.objects.filter(pk=attendus[1].pk).update(etat="validee")
    suite = file_page(file_of(ans, EQUIPE), MAINTENANT, taille=2, apres=page.suivante)
    assert [ligne.dossier for ligne in suite.lignes] == attendus[2:4]


@pytest.mark.parametrize(
    ("total", "mots"),
    [
        (0, "aucun dossier"),
        (1, "1 dossier"),
        (2, "2 dossiers"),
        (1000, "1 000 dossiers"),
        (1001, "plus de 1 000 dossiers"),
    ],
)
def test_the_count_in_words(total, mots):
    assert file.Page((), "", "", total).compte == mots


def test_the_count_stops_at_its_ceiling(ans, monkeypatch):
    queue(4)
    monkeypatch.setattr(file, "PLAFOND", 2)
    page = file_page(file_of(ans, EQUIPE), MAINTENANT, taille=1)
    assert (page.total, page.compte) == (3, "plus de 1 000 dossiers")


def test_the_count_of_a_tab_stops_at_its_ceiling(ans, monkeypatch):
    queue(4)
    monkeypatch.setattr(file, "PLAFOND", 3)
    assert (bounded_count(file_of(ans, EQUIPE)), tab_counts(ans)[Vue.EQUIPE]) == (4, "plus de 1\u202f000")


@pytest.mark.parametrize(
    ("le", "mots"),
    [
        (MAINTENANT, "depuis aujourd’hui"),
        (MAINTENANT - timedelta(hours=23), "depuis hier"),
        (datetime(2026, 3, 4, 22, 59, tzinfo=UTC), "depuis hier"),
        (datetime(2026, 3, 4, 23, 1, tzinfo=UTC), "depuis aujourd’hui"),
        (LUNDI, "depuis 3 jours"),
        (datetime(2025, 3, 5, 10, tzinfo=PARIS), "depuis 365 jours"),
        (MAINTENANT + timedelta(days=1), "depuis aujourd’hui"),
    ],
)
def test_since_when_in_words_counted_in_days_of_paris(le, mots):
    assert since_words(le, MAINTENANT) == mots


def test_rows_say_their_round_since_when_by_when_and_what_to_look_at(ans):
    ouvert = make_dossier(le=LUNDI - timedelta(days=1))
    envoye, refuse = make_submitted(), make_decided("refuser")
    page = file_page(file_of(ans, Filtre(vue=Vue.TOUS)), MAINTENANT)
    assert [(x.dossier, x.tour, x.depuis, x.du, [d.value for d in x.doutes]) for x in page.lignes] == [
        (envoye, 1, "depuis 3 jours", "dans 11 jours", ["premier"]),
        (ouvert, 0, "depuis 4 jours", "dans 18 jours", []),
        (refuse, 1, "depuis 3 jours", "", []),
    ]


def test_a_row_says_who_is_on_it_and_no_more_once_it_is_over(ans):
    dossier, collegue = make_submitted(), make_instructeur(prenom="Thomas", nom="Girard")
    take_verrou(dossier=dossier, par=collegue, le=LUNDI)

    def said(le) -> list[tuple[str, str]]:
        page = file_page(file_of(ans, EQUIPE), le)
        return [(x.prise.nom, x.prise_depuis) if x.prise else ("", x.prise_depuis) for x in page.lignes]

    assert said(LUNDI + timedelta(minutes=9)) == [("Thomas Girard", "10\u00a0h")]
    assert said(LUNDI + timedelta(minutes=10)) == [("", "")]


@pytest.mark.parametrize("nombre", [1, 3])
def test_a_page_costs_two_queries(ans, nombre, django_assert_num_queries):
    for _ in range(nombre):
        make_submitted()
    with django_assert_num_queries(2):
        page = file_page(file_of(ans, Filtre(vue=Vue.TOUS)), MAINTENANT)
        lus = [
            (
                x.prise,
                x.dossier.editeur.siren,
                str(x.dossier.solution),
                x.dossier.referentiel.libelle,
                x.dossier.referent,
            )
            for x in page.lignes
        ]
    assert len(lus) == nombre


def test_the_next_one_is_the_first_due_that_nobody_else_has_taken(ans):
    pris = make_submitted(le=LUNDI)
    Dossier.objects.filter(pk=pris.pk).update(referent=make_instructeur())
    second, premier = make_submitted(le=LUNDI + timedelta(days=2)), make_submitted(le=LUNDI + timedelta(days=1))
    assert next_in_file(ans, pris) == premier
    Dossier.objects.filter(pk=second.pk).update(referent=ans)
    assert next_in_file(ans, premier) == second
    assert next_in_file(ans, second) == premier
    Dossier.objects.filter(pk=second.pk).update(etat="validee", bloqueur="")
    assert next_in_file(ans, premier) is None


@pytest.mark.parametrize("tri", list(Tri))
def test_neighbours_are_those_of_the_very_list(ans, tri):
    attendus = queue(5)
    ailleurs = make_submitted(code=LGC_VA1)
    filtre = Filtre(vue=Vue.EQUIPE, dispositif=attendus[0].dispositif, tri=tri)
    liste = [ligne.dossier for ligne in file_page(file_of(ans, filtre), MAINTENANT, tri=tri).lignes]
    assert set(liste) == set(attendus)
    voisins = [(previous_in_file(ans, d, filtre=filtre), next_in_file(ans, d, filtre=filtre)) for d in liste]
    assert voisins == list(zip([None, *liste[:-1]], [*liste[1:], liste[0]], strict=True))
    assert ailleurs not in liste


def test_what_somebody_else_is_on_is_passed_over(ans):
    premier, tenu, dernier = queue(3)
    take_verrou(dossier=tenu, par=make_instructeur(), le=LUNDI)
    pendant, apres = LUNDI + timedelta(minutes=5), LUNDI + timedelta(minutes=10)
    for filtre in (None, EQUIPE):
        assert next_in_file(ans, premier, filtre=filtre, le=pendant) == dernier
        assert next_in_file(ans, premier, filtre=filtre, le=apres) == tenu
    assert previous_in_file(ans, dernier, filtre=EQUIPE, le=pendant) == premier
    take_verrou(dossier=premier, par=ans, le=LUNDI)
    assert previous_in_file(ans, dernier, filtre=EQUIPE, le=pendant) == premier


def test_a_neighbour_costs_one_query(ans, django_assert_num_queries):
    premier, *_ = queue(3)
    with django_assert_num_queries(1):
        suivant = next_in_file(ans, premier, filtre=EQUIPE, le=MAINTENANT)
        assert (suivant.solution.nom, suivant.editeur.siren) != ("", "")


@pytest.mark.parametrize(
    ("le", "mots"),
    [
        (MAINTENANT, "aujourd’hui"),
        (MAINTENANT + timedelta(days=1), "demain"),
        (MAINTENANT + timedelta(days=2), "dans 2 jours"),
        (MAINTENANT - timedelta(hours=2), "aujourd’hui"),
        (MAINTENANT - timedelta(days=1), "en retard de 1 jour"),
        (MAINTENANT - timedelta(days=40), "en retard de 40 jours"),
        (JAMAIS, ""),
    ],
)
def test_by_when_in_words_counted_in_days_of_paris(le, mots):
    assert due_words(le, MAINTENANT) == mots


def test_choices_are_what_was_published_in_the_order_of_the_texts():
    assert file_choices() == ([], [])
    make_dossier(), make_dossier(code=LGC_VA1)
    couloirs, dispositifs = file_choices()
    assert couloirs == [("mdv", "Médecin de ville")]
    assert [code for code, _ in dispositifs] == ["DSR-MDV-LGC-Va1", "DSR-MDV-LGC-Va2"]
