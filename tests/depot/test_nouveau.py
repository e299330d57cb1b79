"""Opening a dossier: the dispositif, then the solution, its offer, its profils."""

import pytest
from django.urls import reverse

from dossiers.models import Dossier, Solution
from tests.factories import LGC, LGC_VA1, make_dossier, make_referentiel
from tests.lecture import read_page

pytestmark = pytest.mark.django_db
CHOIX = "/dossiers/nouveau/"
DRIMBOX, PFI = "DSR-IMG-DB-Va2", "DSR-HOP-PFI-Va2"
SAISIE = {"nom": "Alpha", "version_majeure": "4", "proxy": "", "financement": "avec"}


def page_of(code: str = LGC) -> str:
    make_referentiel(code)
    return reverse("depot:nouveau_dispositif", args=[code])


def errors_of(reponse) -> dict[str, list[str]]:
    return dict(reponse.context["form"].errors)


def test_no_dispositif_is_said_in_a_sentence(connecte):
    page = read_page(connecte.get(CHOIX))
    assert page.find("div", "segur-vide").texte == (
        "Aucun dispositif n’est ouvert L’ANS n’a encore publié aucun référentiel ici. Revenez un peu plus tard."
    )


def test_dispositifs_are_ranged_by_couloir(connecte):
    for code in (LGC, LGC_VA1, DRIMBOX):
        make_referentiel(code)
    page = read_page(connecte.get(CHOIX)).find("main")
    assert [titre.texte for titre in page.find_all("h2")] == ["Imagerie", "Médecin de ville"]
    assert [carte.texte for carte in page.find_all("li", "segur-carte")] == [
        "DRIMbox, vague 2 DSR-IMG-DB-Va2 · produit DRIMbox · vague 2",
        "Logiciel de gestion de cabinet, vague 1 DSR-MDV-LGC-Va1 · produit LGC · vague 1",
        "Logiciel de gestion de cabinet, vague 2 DSR-MDV-LGC-Va2 · produit LGC · vague 2",
    ]


@pytest.mark.parametrize("methode", ["get", "post"])
@pytest.mark.parametrize("code", ["INCONNU", "DSR-MDV-LGC-Va2 ", "é", "a" * 300])
def test_an_unknown_dispositif_is_not_found(connecte, methode, code):
    make_referentiel()
    reponse = getattr(connecte, methode)(reverse("depot:nouveau_dispositif", args=[code]))
    assert reponse.status_code == 404


def test_the_form_of_a_first_dossier(connecte):
    page = read_page(connecte.get(page_of()))
    assert page.find_id("id_solution") is None
    assert [legende.texte for legende in page.find_all("legend")] == [
        "Offre (obligatoire)",
        "Profils (facultatif) Un profil peut ajouter des exigences au dossier.",
    ]
    assert [case.attrs["value"] for case in page.find_all("input", name="profils")] == [
        "centres_de_sante",
        "medecin_traitant",
    ]
    assert [label.texte for label in page.find_all("label", for_="id_nom")] == ["Nom du logiciel (obligatoire)"]


def test_a_dispositif_with_one_profil_asks_no_profil(connecte):
    assert "profils" not in connecte.get(page_of(DRIMBOX)).context["form"].fields


def test_the_official_text_and_the_note_are_shown(connecte):
    page = read_page(connecte.get(page_of())).find("main")
    assert page.find("div", "fr-callout").texte.startswith("La foire aux questions de l’ANS donne deux réponses")
    assert page.find_all("p")[-1].texte == (
        "Règles lues le 23 novembre 2026 à cette adresse : texte officiel (nouvelle fenêtre). Référentiel version 1."
    )


def test_the_dossier_opens_at_etape_1(connecte, membre):
    saisie = {**SAISIE, "proxy": "Passerelle", "profils": ["medecin_traitant"]}
    reponse = connecte.post(page_of(), saisie, follow=True)
    dossier = Dossier.objects.select_related("solution", "editeur").get()
    assert reponse.redirect_chain == [(reverse("depot:etape", args=[dossier.uuid, 1]), 302)]
    assert [str(m) for m in reponse.context["messages"]] == ["Le dossier n°\u00a01 est ouvert."]
    assert (dossier.editeur, str(dossier.solution), dossier.proxy, dossier.financement, dossier.profils) == (
        membre.appartenances.get().editeur,
        "Alpha 4",
        "Passerelle",
        True,
        ["general", "medecin_traitant"],
    )


def test_without_financing(connecte):
    connecte.post(page_of(), {**SAISIE, "financement": "sans"})
    assert Dossier.objects.get().financement is False


@pytest.mark.parametrize(
    ("champ", "valeur", "phrase"),
    [
        ("nom", "", "Indiquez le nom du logiciel."),
        ("nom", "   ", "Indiquez le nom du logiciel."),
        ("version_majeure", "", "Indiquez la version majeure présentée au référencement."),
        ("financement", "", "Choisissez l’offre\u00a0: avec ou sans financement."),
        ("financement", "peut-être", "Choisissez l’offre\u00a0: avec ou sans financement."),
        ("nom", "Al\0pha", None),
        ("nom", "a" * 201, None),
        ("version_majeure", "4" * 51, None),
        ("proxy", "p" * 201, None),
        ("profils", "inconnu", None),
    ],
)
def test_a_wrong_field_says_so_and_nothing_is_opened(connecte, champ, valeur, phrase):
    reponse = connecte.post(page_of(), {**SAISIE, champ: valeur})
    page, erreurs = read_page(reponse), errors_of(reponse)
    assert (reponse.status_code, list(erreurs), Dossier.objects.count()) == (200, [champ], 0)
    assert phrase is None or erreurs[champ] == [phrase]
    resume = page.find("div", role="alert")
    assert resume.find("h2").texte == "Un point est à corriger"
    cible = page.find_id(resume.find("a").attrs["href"].removeprefix("#"))
    assert cible is not None
    assert page.find_id(f"id_{champ}_error").texte == f"Erreur : {' '.join(erreurs[champ][0].split())}"
    assert page.find("title").enfants[0].startswith("Erreur – ")


def test_what_was_typed_is_kept(connecte):
    page = read_page(connecte.post(page_of(), {**SAISIE, "version_majeure": "", "proxy": "Passerelle"}))
    assert (page.find_id("id_nom").attrs["value"], page.find_id("id_proxy").attrs["value"]) == ("Alpha", "Passerelle")
    assert "checked" in page.find_id("id_financement_0").attrs


def test_an_empty_post_is_told_all_that_is_missing(connecte):
    reponse = connecte.post(page_of(), {})
    assert list(errors_of(reponse)) == ["financement", "nom", "version_majeure"]


def test_the_same_candidature_twice_is_refused_and_named(connecte, membre):
    make_dossier(membre, nom="Alpha", version_majeure="4")
    reponse = connecte.post(page_of(), SAISIE)
    assert [" ".join(e.split()) for e in errors_of(reponse)["__all__"]] == [
        "Le dossier n° 1 porte déjà Alpha 4 pour ce dispositif : reprenez-le, ou indiquez un autre composant Proxy "
        "e-santé."
    ]
    assert Dossier.objects.count() == 1
    assert read_page(reponse).find_id("id_nom").attrs["value"] == "Alpha"


def test_another_proxy_is_another_dossier(connecte, membre):
    make_dossier(membre, nom="Alpha", version_majeure="4")
    connecte.post(page_of(), {**SAISIE, "proxy": "Passerelle"})
    assert list(Dossier.objects.order_by("numero").values_list("numero", "proxy")) == [(1, ""), (2, "Passerelle")]


def test_a_known_solution_is_chosen_instead_of_typed(connecte, membre):
    solution = make_dossier(membre, nom="Alpha", version_majeure="4").solution
    adresse = page_of(PFI)
    champ = read_page(connecte.get(adresse)).find_id("id_solution")
    assert [option.texte for option in champ.find_all("option")] == [
        "Nouvelle solution, à nommer ci-dessous",
        "Alpha 4",
    ]
    connecte.post(adresse, {"solution": str(solution.uuid), "nom": "", "version_majeure": "", "financement": "sans"})
    assert Dossier.objects.get(dispositif=PFI).solution == solution
    assert Solution.objects.count() == 1


def test_a_chosen_solution_and_another_name_contradict(connecte, membre):
    solution = make_dossier(membre, nom="Alpha", version_majeure="4").solution
    reponse = connecte.post(page_of(PFI), {**SAISIE, "solution": str(solution.uuid), "nom": "Beta"})
    assert errors_of(reponse) == {
        "solution": ["Vous avez choisi Alpha 4 et nommé une autre solution\u00a0: gardez l’une ou l’autre."]
    }


def test_another_company_s_solution_is_no_choice(connecte, membre):
    make_dossier(membre, nom="Alpha", version_majeure="4")
    autre = make_dossier(nom="Canari", version_majeure="1").solution
    reponse = connecte.post(page_of(PFI), {**SAISIE, "solution": str(autre.uuid)})
    assert list(errors_of(reponse)) == ["solution"]
    assert "Canari" not in reponse.content.decode()
    assert Dossier.objects.filter(dispositif=PFI).count() == 0


@pytest.mark.parametrize("nombre", [1, 3])
def test_the_pages_cost_the_same_whatever_they_show(connecte, membre, django_assert_num_queries, nombre):
    for code in (LGC, LGC_VA1, DRIMBOX)[:nombre]:
        make_dossier(membre, code=code)
    with django_assert_num_queries(5):
        connecte.get(CHOIX)
    adresse = page_of()
    with django_assert_num_queries(6):
        connecte.get(adresse)


def test_anonymous_is_asked_to_sign_in(client):
    assert client.get(CHOIX)["Location"] == f"/connexion/?next={CHOIX}"
    reponse = client.post(page_of(), SAISIE)
    assert (reponse.status_code, SAISIE["nom"] in reponse.content.decode()) == (401, True)
