"""How the words of a dossier look: every state has its tone, every size its words."""

import pytest
from django.utils.html import escape, strip_tags

from dossiers.models import Dossier, Examen, Soumission
from dossiers.referentiel.exigence import Porteur
from dossiers.rules.exigence import judge_exigence
from dossiers.rules.ligne import EtatLigne
from dossiers.rules.parcours import Etat
from dossiers.templatetags import dossier as filtres
from tests.rules.situations import LE, situation

TONS = {"success", "info", "warning", "error", "new", "neutre"}


@pytest.mark.parametrize(
    ("etat", "ton"),
    [
        (Etat.FERMEE, "neutre"),
        (Etat.OUVERTE, "new"),
        (Etat.SOUMISE, "info"),
        (Etat.COMPLEMENTS, "warning"),
        (Etat.VALIDEE, "success"),
        (Etat.REFUSEE, "error"),
        (Etat.RETIREE, "neutre"),
    ],
)
def test_the_tone_of_a_state(etat, ton):
    assert filtres.ton_etat(etat) == filtres.ton_etat(etat.value) == ton


def test_every_line_verdict_decision_and_actor_has_its_words():
    assert {filtres.ton_ligne(etat) for etat in EtatLigne} <= TONS
    assert {filtres.ton_verdict(verdict) for verdict in Examen.Verdict} <= TONS
    assert {filtres.ton_decision(d) for d in Soumission.Decision if d} <= TONS
    bloqueurs = {bloqueur.value for bloqueur in Dossier.Bloqueur if bloqueur}
    assert bloqueurs == {porteur.value for porteur in Porteur} == set(filtres.ACTEURS)


@pytest.mark.parametrize(
    ("porteur", "dit"),
    [
        ("editeur", "à vous d’agir"),
        ("cnda", "au CNDA d’agir"),
        ("tiers", "à l’éditeur tiers d’agir"),
        ("ans", "à l’ANS d’agir"),
    ],
)
def test_who_must_act(porteur, dit):
    assert filtres.acteur(porteur) == filtres.acteur(Porteur(porteur)) == dit


@pytest.mark.parametrize(("role", "dit"), [("mandataire", "mandataire"), ("representant", "représentant")])
def test_a_role_in_a_sentence(role, dit):
    assert filtres.role(role) == dit


@pytest.mark.parametrize(
    ("taille", "dit"), [(1, "1 octet"), (999, "999 octets"), (20_173, "19,7 ko"), (10 * 1024 * 1024, "10,0 Mo")]
)
def test_a_size_in_words(taille, dit):
    assert filtres.octets(taille).replace("\u00a0", " ") == dit


def test_a_siren_in_three_groups():
    assert filtres.siren("732829320") == "732\u00a0829\u00a0320"


def test_an_element_or_nothing():
    assert (filtres.element({"a": [1]}, "a"), filtres.element({"a": [1]}, "b")) == ([1], [])


def test_reasons_and_sources_in_words():
    lue = situation()
    verdict = judge_exigence(lue.dispositif.exigence("versions_obsoletes"), {"financement": True}, LE.date())
    assert filtres.raisons(verdict, lue) == "offre avec financement\u00a0: oui"
    assert filtres.source(verdict.reference, lue) == (
        "ANS, Portail Industriels\u00a0: la procédure de référencement de la vague 2"
    )
    assert filtres.source("https://exemple.gouv.fr/", lue) == "https://exemple.gouv.fr/"


@pytest.mark.parametrize(
    ("texte", "rendu"),
    [
        ("Pré-examen", '<span class="segur-mot">Pré-examen</span>'),
        ("NIL 0041-7702 : « Pré-examen ».",
         'NIL <span class="segur-mot">0041-7702</span> : « <span class="segur-mot">Pré-examen</span> ».'),
        ("Recette", "Recette"),
        ("<b>a-b", '&lt;b&gt;<span class="segur-mot">a-b</span>'),
        # Too long to hold on the line of a telephone.
        ("un-nom-de-fichier-qui-n-en-finit-pas", "un-nom-de-fichier-qui-n-en-finit-pas"),
        ("2026 - 2027", "2026 - 2027"),
    ],
)  # fmt: skip
def test_a_word_is_not_cut_at_its_hyphen_and_stays_the_same(texte, rendu):
    assert filtres.mots_entiers(texte) == rendu
    assert strip_tags(rendu) == escape(texte)
