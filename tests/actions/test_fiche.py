"""Answers published, taken over, withdrawn: a version never changes, and one is in force at a time."""

import pytest

from dossiers.actions.fiche import publish_aide, publish_fiche, withdraw_fiche
from dossiers.models import Fiche
from dossiers.queries.aide import FIXTURES, aide_of
from dossiers.rules.portee import Portee
from dossiers.rules.refus import Interdit, Perime, Refus
from tests.aide.outils import contenu, publish
from tests.factories import LUNDI, make_administrateur, make_instructeur, make_membre

pytestmark = pytest.mark.django_db


def versions() -> list[tuple]:
    return list(Fiche.objects.order_by("pk").values_list("code", "version", "courante", "retiree"))


def test_all_of_an_answer_is_kept():
    admin = make_administrateur()
    champs = {"sujet": "s", "formulations": ("Où ?",), "exigences": ("nil", "nie", "nil"), "difference": "D"}
    fiche = publish_fiche(contenu=contenu("a", outil="ecps", **champs), par=admin, le=LUNDI)
    lue = Fiche.objects.get()
    assert (lue, lue.code, lue.version, lue.sujet, lue.question) == (fiche, "a", 1, "s", "Question a ?")
    assert (lue.essentiel, lue.texte, lue.formulations) == ("L’essentiel.", "Le **texte**.", ["Où ?"])
    assert (lue.sources, lue.difference, lue.outil) == ([["ANS", "https://esante.gouv.fr/", "2026-11-26"]], "D", "ecps")
    assert (lue.certitude, lue.responsable, str(lue.revoir_le)) == ("vu", "Équipe", "2099-01-01")
    assert (lue.publie_par, lue.publie_le, len(lue.sha256)) == (admin, LUNDI, 64)
    assert list(lue.appuis.order_by("pk").values_list("exigence", flat=True)) == ["nil", "nie"]


def test_a_new_version_takes_over_and_the_former_is_kept():
    publish("a")
    publish("b")
    publish("a", essentiel="Mieux.")
    assert versions() == [("a", 1, False, False), ("b", 1, True, False), ("a", 2, True, False)]


def test_nothing_changed_publishes_nothing():
    assert publish().pk == publish().pk
    assert Fiche.objects.count() == 1


def test_two_new_answers_at_once_get_one_code(monkeypatch):
    """The second one looked before the first one was there."""
    publish("neuve")
    monkeypatch.setattr("dossiers.actions.fiche._lock", lambda code: None)
    monkeypatch.setattr("dossiers.actions.fiche._last_versions", lambda codes: {})
    with pytest.raises(Refus) as refus:
        publish_fiche(contenu=contenu("neuve", essentiel="Autre."), par=None, version=0)
    assert (list(refus.value.champs), Fiche.objects.get().essentiel) == (["code"], "L’essentiel.")


def test_withdrawn_while_it_was_edited_it_is_not_published():
    withdraw_fiche(fiche=publish("neuve"), par=make_administrateur())
    with pytest.raises(Perime):
        publish_fiche(contenu=contenu("neuve"), par=None, version=1)


@pytest.mark.parametrize("role", [make_instructeur, make_membre])
def test_only_an_administrator_edits(role):
    with pytest.raises(Interdit):
        publish_fiche(contenu=contenu(), par=role())


def test_what_is_at_fault_is_tied_to_its_field():
    with pytest.raises(Refus) as refus:
        publish(essentiel="", sources=())
    assert str(refus.value) == "Cette réponse ne peut pas être publiée telle quelle."
    assert list(refus.value.champs) == ["essentiel", "sources"]
    assert versions() == []


def test_a_new_answer_does_not_take_a_code_in_force():
    publish("a")
    with pytest.raises(Refus) as refus:
        publish_fiche(contenu=contenu("a", essentiel="Autre."), par=None, version=0)
    assert list(refus.value.champs) == ["code"]
    withdraw_fiche(fiche=Fiche.objects.get(), par=make_administrateur())
    assert publish_fiche(contenu=contenu("a", essentiel="Autre."), par=None, version=0).version == 2


def test_who_read_an_older_version_reads_the_new_one_first():
    publish("a")
    publish("a", essentiel="Mieux.")
    with pytest.raises(Perime) as perime:
        publish_fiche(contenu=contenu("a", essentiel="Autre."), par=None, version=1)
    assert str(perime.value).startswith("La version 2 de cette réponse")
    assert publish_fiche(contenu=contenu("a", essentiel="Autre."), par=None, version=2).version == 3


def test_withdrawn_it_stays_and_is_withdrawn_once():
    admin, fiche = make_administrateur(), publish("a")
    with pytest.raises(Interdit):
        withdraw_fiche(fiche=fiche, par=make_instructeur())
    assert withdraw_fiche(fiche=fiche, par=admin).retiree is True
    with pytest.raises(Refus, match="n’est plus en vigueur"):
        withdraw_fiche(fiche=fiche, par=admin)
    assert versions() == [("a", 1, True, True)]
    publish("a")
    assert versions() == [("a", 1, False, True), ("a", 2, True, False)]


def test_an_older_version_is_not_withdrawn():
    ancienne = publish("a")
    publish("a", essentiel="Mieux.")
    with pytest.raises(Refus, match="n’est plus en vigueur"):
        withdraw_fiche(fiche=ancienne, par=make_administrateur())
    assert versions()[-1] == ("a", 2, True, False)


def test_a_fresh_install_publishes_once_and_never_undoes_an_administrator():
    assert publish_aide(le=LUNDI) == Fiche.objects.count() > 0
    publish("nie-et-nil", essentiel="Modifié par l’ANS.", portee=Portee("identifiants"))
    assert publish_aide(le=LUNDI) == 0
    assert Fiche.objects.get(code="nie-et-nil", courante=True).essentiel == "Modifié par l’ANS."


def test_a_changed_file_replaces_only_what_no_administrator_has_touched(tmp_path):
    publish_aide()
    modifie = contenu("nie-et-nil", essentiel="Modifié par l’ANS.")
    publish_fiche(contenu=modifie, par=make_administrateur())
    withdraw_fiche(fiche=Fiche.objects.get(code="ontologie"), par=make_administrateur())
    for chemin in FIXTURES.glob("*.toml"):
        texte = chemin.read_text(encoding="utf-8")
        (tmp_path / chemin.name).write_text(texte.replace('essentiel = "', 'essentiel = "Neuf. '), encoding="utf-8")
    assert publish_aide(dossier=tmp_path) == len(aide_of().fiches) - 2
    en_vigueur = {fiche.code: fiche for fiche in Fiche.objects.filter(courante=True).order_by("code")}
    assert (en_vigueur["nie-et-nil"].essentiel, en_vigueur["nie-et-nil"].version) == ("Modifié par l’ANS.", 2)
    assert (en_vigueur["ontologie"].retiree, en_vigueur["ontologie"].version) == (True, 1)
    assert (en_vigueur["apcv"].essentiel[:5], en_vigueur["apcv"].version) == ("Neuf.", 2)
    assert publish_aide(dossier=tmp_path) == 0
