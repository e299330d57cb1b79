"""What the search reads, in step with the answers in force: stems, words, and how many hold each."""

import pytest

from dossiers.actions.fiche import publish_aide, withdraw_fiche
from dossiers.actions.vocable import index_fiches, reindex_fiches
from dossiers.models import Fiche, Mots, Vocable
from tests.aide.outils import publish
from tests.factories import LUNDI, make_administrateur

pytestmark = pytest.mark.django_db


def counts(*mots: str) -> list[int]:
    connus = dict(Vocable.objects.values_list("mot", "fiches"))
    return [connus.get(mot, 0) for mot in mots]


def revision() -> str:
    return Vocable.objects.get(mot="").revision


def test_words_of_an_answer():
    publish(question="Le caramel mou ?", essentiel="Du nougat.", texte="Nougat", formulations=("caramels",))
    mots = Mots.objects.get()
    assert (mots.formulations, mots.vocables.split()[:2]) == (["caramel mou", "caramel"], ["caramel", "caramels"])
    assert {"nougat", "caramel"} & set(mots.corps.split()) == {"nougat"}
    assert {"nougat", "caramel", "mou"} <= set(mots.tout.split())


def test_each_answer_counts_once_for_each_word():
    publish("a", question="Caramel caramel ?", formulations=("un caramel",))
    publish("b", question="Caramel, nougat ?")
    assert counts("", "caramel", "nougat") == [2, 2, 1]


def test_new_version_takes_the_place_of_the_former():
    publish("a", question="Caramel ?")
    avant = revision()
    publish("a", question="Nougat ?")
    assert counts("", "caramel", "nougat") == [1, 0, 1]
    assert (Mots.objects.get().fiche.version, revision() != avant) == (2, True)


def test_withdrawn_it_counts_no_more():
    fiche = publish("a", question="Caramel ?")
    publish("b", question="Caramel ?")
    withdraw_fiche(fiche=fiche, par=make_administrateur())
    assert (counts("", "caramel"), Mots.objects.get().fiche.code) == ([1, 1], "b")


def test_taken_away_twice_it_is_counted_once():
    fiche = publish("a", question="Caramel ?")
    for _ in range(2):
        index_fiches(fiches=(), retirees=[fiche.pk])
    assert (counts("", "caramel"), Mots.objects.count()) == ([0, 0], 0)


def test_a_changed_lexicon_reads_all_answers_again(monkeypatch):
    publish_aide(le=LUNDI)
    monkeypatch.setattr("dossiers.actions.vocable.empreinte_lexique", lambda: "autre")
    assert reindex_fiches() == Fiche.objects.count()
    assert set(Mots.objects.order_by("pk").values_list("lexique", flat=True)) == {"autre"}
    assert reindex_fiches() == 0


def test_read_again_the_counts_are_the_same(monkeypatch):
    publish("a", question="Caramel ?")
    withdraw_fiche(fiche=publish("b", question="Caramel ?"), par=make_administrateur())
    avant = list(Vocable.objects.filter(fiches__gt=0).order_by("mot").values_list("mot", "fiches"))
    monkeypatch.setattr("dossiers.actions.vocable.empreinte_lexique", lambda: "autre")
    assert reindex_fiches() == 1
    assert list(Vocable.objects.filter(fiches__gt=0).order_by("mot").values_list("mot", "fiches")) == avant
