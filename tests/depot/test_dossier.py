"""A dossier at a glance: its parcours, its receipts, its history; and its withdrawal."""

import pytest
from django.urls import reverse

from dossiers.actions.dossier import withdraw_dossier
from dossiers.actions.etape import submit_etape
from dossiers.models import Decision
from tests.factories import (
    LUNDI,
    fresh,
    make_decided,
    make_dossier,
    make_editeur,
    make_failure,
    make_membre,
    make_piece,
    make_ready,
    make_submitted,
    picture,
)
from tests.lecture import links_of, read_page

pytestmark = pytest.mark.django_db


def page_of(dossier) -> str:
    return reverse("depot:dossier", args=[dossier.uuid])


def withdrawal_of(dossier) -> str:
    return reverse("depot:retirer", args=[dossier.uuid])


def steps(page) -> list[str]:
    return [li.texte for li in page.find("ol", "segur-parcours").find_all("li")]


def test_the_head_says_what_is_put_forward(connecte, membre):
    dossier = make_dossier(membre, nom="Alpha", version_majeure="4", proxy="Passerelle", financement=False)
    page = read_page(connecte.get(page_of(dossier))).find("main")
    assert page.find("h1").texte == "Alpha 4"
    assert page.find_all("p", "segur-mention")[0].texte == f"Dossier n° 1 · référence {dossier.reference}"
    assert page.find("p", "fr-text--lead").texte == "Logiciel de gestion de cabinet, vague 2 (DSR-MDV-LGC-Va2 v1)"
    assert [li.texte for li in page.find("ul", "segur-traits").find_all("li")] == [
        "Sans financement",
        "Proxy Passerelle",
    ]


@pytest.mark.parametrize(
    ("fabrique", "etats", "courante"),
    [
        (make_dossier, ["à compléter", "fermée", "fermée", "fermée"], 1),
        (lambda par: make_dossier(par, etape=2), ["validée", "à compléter", "fermée", "fermée"], 2),
        (make_submitted, ["validée", "en instruction", "fermée", "fermée"], 2),
        (
            lambda par: make_decided("demander_complements", membre=par),
            ["validée", "compléments demandés", "fermée", "fermée"],
            2,
        ),
        (lambda par: make_decided("refuser", membre=par), ["validée", "refusée", "fermée", "fermée"], 2),
        (lambda par: make_decided("valider", membre=par), ["validée", "validée", "à compléter", "fermée"], 3),
    ],
)
def test_the_parcours_in_each_state(connecte, membre, fabrique, etats, courante):
    page = read_page(connecte.get(page_of(fabrique(membre))))
    noms = ["Candidature administrative", "Éligibilité", "Preuves", "Attribution"]
    assert steps(page) == [
        f"Étape {n} : {nom} {etat}" for n, (nom, etat) in enumerate(zip(noms, etats, strict=True), 1)
    ]
    assert page.find("li", aria_current="step").texte.startswith(f"Étape {courante} :")


def test_receipts_latest_first_with_what_was_decided(connecte, membre):
    dossier = make_decided("demander_complements", membre=membre)
    make_piece(dossier, nom="mieux.png", contenu=picture(couleur="blue"))
    submit_etape(dossier=dossier, par=membre, le=LUNDI)
    page = read_page(connecte.get(page_of(dossier)))
    recepisses = [li.texte for li in page.find("main").find_all("li") if li.texte.startswith("Récépissé")]
    assert recepisses == [
        f"Récépissé {dossier.reference}-E2-T2, le 2 mars 2026 à 10 h, par Claire Fontaine : en instruction",
        f"Récépissé {dossier.reference}-E2-T1, le 2 mars 2026 à 10 h, par Claire Fontaine : compléments demandés "
        f"Décision n° {Decision.objects.get().numero} PDF accessible",
    ]


def test_the_history_is_there(connecte, membre):
    page = read_page(connecte.get(page_of(make_dossier(membre, etape=2))))
    assert [li.texte for li in page.find("ol", "segur-historique").find_all("li")] == [
        "2 mars 2026 à 10 h Claire Fontaine a accepté la Charte de référencement Ségur : l’étape 2 est ouverte.",
        "2 mars 2026 à 10 h Claire Fontaine a ouvert le dossier.",
    ]


def test_the_nil_of_the_convention_is_shown_once_validated(connecte, membre):
    page = read_page(connecte.get(page_of(make_decided("valider", membre=membre))))
    assert page.find("ul", "segur-traits").find_all("li")[-1].texte == "NIL de la convention : 456-A"


@pytest.mark.parametrize("nombre", [1, 3])
def test_it_costs_the_same_whatever_it_shows(connecte, membre, django_assert_num_queries, nombre):
    dossier = make_ready(make_dossier(membre, etape=2))
    for rang in range(nombre):
        make_piece(dossier, nom=f"{rang}.png")
        make_dossier(membre)
    with django_assert_num_queries(16):
        connecte.get(page_of(dossier))


@pytest.mark.parametrize("role", ["mandataire", "representant"])
def test_who_may_engage_the_company_is_asked_first_then_withdraws(client, role):
    editeur = make_editeur("Alpha Santé")
    dossier = make_dossier(make_membre(editeur))
    client.force_login(make_membre(editeur, role))
    assert withdrawal_of(dossier) in links_of(read_page(client.get(page_of(dossier))))
    demande = client.get(withdrawal_of(dossier))
    assert (demande.status_code, fresh(dossier).etat) == (200, "ouverte")
    reponse = client.post(withdrawal_of(dossier), follow=True)
    assert (reponse.redirect_chain, fresh(dossier).etat) == ([(page_of(dossier), 302)], "retiree")
    assert [str(m) for m in reponse.context["messages"]] == ["Le dossier est retiré. Son historique reste consultable."]
    assert withdrawal_of(dossier) not in links_of(read_page(reponse))


@pytest.mark.parametrize("methode", ["get", "post"])
def test_a_salarie_may_not_and_is_told_why(client, methode):
    editeur = make_editeur("Alpha Santé")
    dossier = make_dossier(make_membre(editeur))
    client.force_login(make_membre(editeur, "salarie"))
    assert withdrawal_of(dossier) not in links_of(read_page(client.get(page_of(dossier))))
    reponse = getattr(client, methode)(withdrawal_of(dossier))
    assert (reponse.status_code, fresh(dossier).etat) == (403, "ouverte")
    assert read_page(reponse).find("main").find("p", "fr-text--lead").texte == (
        "« Retirer le dossier » est réservé à ces rôles : mandataire, représentant ; vous êtes salarié."
    )


@pytest.mark.parametrize("methode", ["get", "post"])
def test_a_withdrawn_dossier_is_not_withdrawn_again(connecte, membre, methode):
    dossier = make_dossier(membre)
    withdraw_dossier(dossier=dossier, par=membre)
    reponse = getattr(connecte, methode)(withdrawal_of(dossier), follow=True)
    assert [" ".join(str(m).split()) for m in reponse.context["messages"]] == [
        "« Retirer le dossier » n’est pas possible maintenant : l’étape 1 est à l’état « retirée »."
    ]


def test_colleague_whom_mails_do_not_reach_is_named(connecte, membre):
    perdu = make_membre(membre.appartenances.get().editeur, prenom="Paul", nom="Perdu")
    make_failure(perdu)
    main = read_page(connecte.get(page_of(make_dossier(membre)))).find("main")
    assert f"Les courriels à Paul Perdu ({perdu.courriel})" in main.texte.replace("\u00a0", " ")
