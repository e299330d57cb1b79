"""The queue: each tab, each filter, the search, and pages that show each row once."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from django.core import signing

from dossiers.models import Dossier, Soumission
from dossiers.queries import file
from dossiers.queries.file import Filtre, Vue, file_choices, file_of, file_page, next_in_file, since_words
from dossiers.rules.refus import Interdit
from tests.factories import (
    LGC_VA1,
    LUNDI,
    PARIS,
    make_administrateur,
    make_decided,
    make_dossier,
    make_editeur,
    make_instructeur,
    make_membre,
    make_submitted,
)

pytestmark = pytest.mark.django_db
MAINTENANT = LUNDI + timedelta(days=3)


@pytest.fixture
def ans():
    return make_instructeur()


def queue(nombre: int, graine: int = 1) -> list[Dossier]:
    """That many submitted dossiers, several of them since the same moment."""
    par, hasard = make_membre(), Random(graine)
    for _ in range(nombre):
        dossier = make_dossier(par)
        depuis = LUNDI + timedelta(seconds=hasard.randrange(nombre // 2 + 1))
        Dossier.objects.filter(pk=dossier.pk).update(etat="soumise", attente_le=depuis)
    return list(Dossier.objects.filter(editeur=dossier.editeur).order_by("attente_le", "pk"))


def shown(compte, **filtre) -> list[Dossier]:
    return list(file_of(compte, Filtre(**filtre)).order_by("attente_le", "pk"))


@pytest.mark.parametrize("taille", [1, 2, 3, 5, 20])
@pytest.mark.parametrize("recents", [False, True])
def test_walking_all_pages_shows_each_row_once_and_back_again(ans, taille, recents):
    attendus = queue(11, graine=taille)
    if recents:
        attendus.reverse()
    dossiers = file_of(ans, Filtre())
    page = file_page(dossiers, MAINTENANT, recents=recents, taille=taille)
    assert page.precedente == ""
    pages = [page]
    while page.suivante:
        page = file_page(dossiers, MAINTENANT, apres=page.suivante, recents=recents, taille=taille)
        pages.append(page)
    assert [ligne.dossier for p in pages for ligne in p.lignes] == attendus
    assert [len(p.lignes) for p in pages[:-1]] == [taille] * (len(pages) - 1)
    retour = [page]
    while page.precedente:
        page = file_page(dossiers, MAINTENANT, avant=page.precedente, recents=recents, taille=taille)
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
    page = file_page(file_of(ans, Filtre()), MAINTENANT, taille=2, **{sens: curseur})
    assert ([ligne.dossier for ligne in page.lignes], page.precedente) == (attendus[:2], "")


def test_a_cursor_past_the_end_shows_the_first_page(ans):
    attendus = queue(3)
    dernier = file.write_cursor(attendus[-1])
    assert [x.dossier for x in file_page(file_of(ans, Filtre()), MAINTENANT, apres=dernier).lignes] == attendus


def test_a_row_that_left_meanwhile_breaks_no_page(ans):
    attendus = queue(5)
    page = file_page(file_of(ans, Filtre()), MAINTENANT, taille=2)
    Dossier.objects.filter(pk=attendus[1].pk).update(etat="validee")
    suite = file_page(file_of(ans, Filtre()), MAINTENANT, taille=2, apres=page.suivante)
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
    page = file_page(file_of(ans, Filtre()), MAINTENANT, taille=1)
    assert (page.total, page.compte) == (3, "plus de 1 000 dossiers")


def test_tabs(ans):
    brouillon = make_dossier(etape=2)
    attente = make_submitted(le=LUNDI + timedelta(hours=1))
    miens = make_decided("demander_complements", par=ans, le=LUNDI + timedelta(hours=2))
    autres = make_decided("demander_complements", le=LUNDI + timedelta(hours=3))
    finis = make_decided("refuser", par=ans, le=LUNDI + timedelta(hours=4))
    valides = make_decided("valider", par=ans, le=LUNDI + timedelta(hours=5))
    assert {vue: shown(ans, vue=vue) for vue in Vue} == {
        Vue.A_INSTRUIRE: [attente],
        Vue.MIENS: [miens],
        Vue.COMPLEMENTS: [miens, autres],
        Vue.TOUS: [brouillon, attente, miens, autres, finis, valides],
        Vue.FORMATION: [],
    }


def test_filters(ans):
    va2, va1 = make_submitted(), make_submitted(code=LGC_VA1)
    ouvert = make_dossier()
    assert shown(ans, vue=Vue.TOUS, dispositif=va1.dispositif) == [va1]
    assert shown(ans, vue=Vue.TOUS, couloir="mdv", etape=2) == [va2, va1]
    assert shown(ans, vue=Vue.TOUS, etape=1) == [ouvert]
    assert shown(ans, vue=Vue.TOUS, couloir="hop") == []


@pytest.fixture
def cherche():
    """One dossier to find, among another company's."""
    make_submitted(make_membre(make_editeur("Autre Société", "552100554")), nom="Autre logiciel")
    return make_submitted(
        make_membre(make_editeur("BÊTA d’Œuvre (Éditeur)", "732829320")), nom="Dossier Santé+", version_majeure="8"
    )


@pytest.mark.parametrize(
    "q",
    [
        "BÊTA", "bêta", "beta", "BETA", "éditeur", "editeur", "EDITEUR", "d'œ", "(Éd", "732829320", "732 829 320",
        "829", "dossier santé+", "DOSSIER SANTE 8", "bêta dossier", "be\u0302ta",
    ],
)  # fmt: skip
def test_search_by_name_and_siren_whatever_the_case_and_the_accents(ans, cherche, q):
    assert shown(ans, q=q) == [cherche]


def test_search_by_number(ans):
    dossier = make_submitted()
    Dossier.objects.filter(pk=make_submitted().pk).update(nie="9", nil="9")
    Dossier.objects.filter(pk=dossier.pk).update(nie="00417", nil="41-Ab7")
    assert [shown(ans, q=q) for q in ("00417", "0417", "41-ab7", "AB7")] == [[dossier]] * 4


def test_search_by_reference(ans):
    dossier, _ = make_submitted(), make_submitted()
    reference = dossier.reference
    recepisse = Soumission.objects.get(dossier=dossier).numero
    formes = (reference, reference.lower(), reference.replace("-", ""), recepisse, f" {recepisse.lower()} ")
    assert [shown(ans, q=q) for q in formes] == [[dossier]] * 5


@pytest.mark.parametrize("q", ["(", "[", "a{9999}", "\\", "%", "_", ".*", "^", "💥", "zz zz", "a" * 100, "\ufffd"])
def test_a_hostile_search_finds_nothing_and_breaks_nothing(ans, q):
    make_submitted()
    assert shown(ans, q=q) == []


@pytest.mark.parametrize("fabrique", [make_instructeur, make_administrateur])
def test_the_queue_is_open_to_the_ans(fabrique):
    dossier = make_submitted()
    assert list(file_of(fabrique(), Filtre())) == [dossier]


def test_the_queue_is_refused_to_an_editeur():
    with pytest.raises(Interdit) as refus:
        file_of(make_submitted().cree_par, Filtre())
    assert str(refus.value).startswith("« Voir la file d’instruction » est réservé à ces rôles")


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


def test_rows_say_the_round_of_their_etape(ans):
    ouvert = make_dossier(le=LUNDI - timedelta(days=1))
    envoye = make_submitted()
    page = file_page(file_of(ans, Filtre(vue=Vue.TOUS)), MAINTENANT)
    assert [(x.dossier, x.tour, x.depuis) for x in page.lignes] == [
        (ouvert, 0, "depuis 4 jours"),
        (envoye, 1, "depuis 3 jours"),
    ]


@pytest.mark.parametrize("nombre", [1, 3])
def test_a_page_costs_two_queries(ans, nombre, django_assert_num_queries):
    for _ in range(nombre):
        make_submitted()
    with django_assert_num_queries(2):
        page = file_page(file_of(ans, Filtre(vue=Vue.TOUS)), MAINTENANT)
        lus = [
            (x.dossier.editeur.siren, str(x.dossier.solution), x.dossier.referentiel.libelle, x.dossier.referent)
            for x in page.lignes
        ]
    assert len(lus) == nombre


def test_the_next_one_is_the_oldest_that_nobody_else_has_taken(ans):
    pris = make_submitted(le=LUNDI)
    Dossier.objects.filter(pk=pris.pk).update(referent=make_instructeur())
    second, premier = make_submitted(le=LUNDI + timedelta(hours=2)), make_submitted(le=LUNDI + timedelta(hours=1))
    assert next_in_file(ans, pris) == premier
    Dossier.objects.filter(pk=second.pk).update(referent=ans)
    assert next_in_file(ans, premier) == second
    Dossier.objects.filter(pk=second.pk).update(etat="validee")
    assert next_in_file(ans, premier) is None


def test_choices_are_what_was_published_in_the_order_of_the_texts():
    assert file_choices() == ([], [])
    make_dossier(), make_dossier(code=LGC_VA1)
    couloirs, dispositifs = file_choices()
    assert couloirs == [("mdv", "Médecin de ville")]
    assert [code for code, _ in dispositifs] == ["DSR-MDV-LGC-Va1", "DSR-MDV-LGC-Va2"]
