"""A new version of a référentiel is published from its text, or refused beside the text at fault."""

import pytest
from django.urls import reverse

from dossiers.actions.referentiel import FIXTURES
from dossiers.models import Referentiel
from tests.factories import make_administrateur, make_dossier, make_referentiel

pytestmark = pytest.mark.django_db
AJOUT = reverse("admin:dossiers_referentiel_add")
COMMUN = (FIXTURES / "commun.toml").read_text("utf-8")
TEXTE = (FIXTURES / "dsr-mdv-lgc-va2.toml").read_text("utf-8")
LIBELLE = 'libelle = "Logiciel de gestion de cabinet, vague 2"'


@pytest.fixture
def moi():
    return make_administrateur()


@pytest.fixture
def gestion(client, moi):
    client.force_login(moi)
    return client


def publish(gestion, texte: str = TEXTE, commun: str = COMMUN):
    return gestion.post(AJOUT, {"texte": texte, "commun": commun})


def errors(reponse) -> dict:
    return reponse.context["adminform"].form.errors


def test_a_first_then_a_second_version_are_published(gestion, moi):
    assert publish(gestion).status_code == 302
    assert publish(gestion, TEXTE.replace(LIBELLE, 'libelle = "LGC, vague 2"')).status_code == 302
    versions = Referentiel.objects.order_by("version").values_list("code", "version", "libelle", "publie_par")
    assert list(versions) == [
        ("DSR-MDV-LGC-Va2", 1, "Logiciel de gestion de cabinet, vague 2", moi.pk),
        ("DSR-MDV-LGC-Va2", 2, "LGC, vague 2", moi.pk),
    ]


def test_a_dossier_keeps_the_version_of_its_opening(gestion):
    dossier = make_dossier()
    publish(gestion, TEXTE.replace(LIBELLE, 'libelle = "LGC, vague 2"'))
    dossier.refresh_from_db()
    assert (dossier.referentiel.version, Referentiel.objects.count()) == (1, 2)


def test_the_lines_of_a_browser_are_those_of_the_file(gestion):
    """A text pasted unchanged is the version already published: no second one for its line ends."""
    make_referentiel()
    reponse = publish(gestion, TEXTE.replace("\n", "\r\n"), COMMUN.replace("\n", "\r\n"))
    phrase = "Ce texte est déjà publié\xa0: c’est la version 1. Modifiez-le, ou revenez à la liste."
    assert errors(reponse) == {"texte": [phrase]}
    assert Referentiel.objects.count() == 1


@pytest.mark.parametrize(
    ("texte", "commun", "champ", "mots"),
    [
        ("", COMMUN, "texte", "obligatoire"),
        ("ce n’est pas du TOML", COMMUN, "texte", "texte du dispositif"),
        (TEXTE.replace('couloir = "mdv"', 'couloir = "lune"'), COMMUN, "texte", "couloir"),
        (TEXTE.replace('nie = "oui"', 'nie = "non"', 1), COMMUN, "texte", "obtenu « oui »"),
        ("\x00" + TEXTE, COMMUN, "texte", "nul"),
        (TEXTE, COMMUN + "\n[[inconnu]]\n", "commun", "commun.toml"),
    ],
)
def test_a_text_that_cannot_be_published_is_refused_beside_it(gestion, texte, commun, champ, mots):
    reponse = publish(gestion, texte, commun)
    (phrase,) = errors(reponse)[champ]
    assert list(errors(reponse)) == [champ]
    assert mots in phrase.replace("\xa0", " ")
    assert reponse.context["adminform"].form["texte"].value() == texte
    assert Referentiel.objects.count() == 0


def test_the_form_starts_from_what_is_published(gestion):
    publie = make_referentiel()
    vide = gestion.get(AJOUT).context["adminform"].form.initial
    repris = gestion.get(f"{AJOUT}?depuis={publie.pk}").context["adminform"].form.initial
    assert (vide, repris) == ({"commun": COMMUN, "texte": ""}, {"commun": COMMUN, "texte": TEXTE})
    assert gestion.get(f"{AJOUT}?depuis=9{'9' * 30}").status_code == 200
    assert gestion.get(f"{AJOUT}?depuis=²").status_code == 200


def test_the_text_is_shown_as_it_is(gestion):
    publie = make_referentiel()
    page = gestion.get(reverse("admin:dossiers_referentiel_change", args=[publie.pk])).content.decode()
    assert "[[exigence]]" in page
