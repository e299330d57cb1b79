"""The reviewer's pages of waivers: asked, shown before it is done, done; what everyone then sees of it."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from dossiers.actions.dossier import take_dossier
from dossiers.actions.reponse import save_reponses
from dossiers.models import Dispense, Dossier
from tests.factories import (
    REPONSES,
    fresh,
    make_administrateur,
    make_decided,
    make_dispense,
    make_dossier,
    make_instructeur,
    make_membre,
    make_piece,
    make_submitted,
)
from tests.instruction.outils import CONFORMES, address, post, text

pytestmark = pytest.mark.django_db
BROUILLON = "BROUILLON-7"


@pytest.fixture
def ans(client):
    compte = make_instructeur(prenom="Anne", nom="Sol")
    client.force_login(compte)
    return compte


@pytest.fixture
def admin(client):
    compte = make_administrateur(prenom="Ada", nom="Min")
    client.force_login(compte)
    return compte


def jour(jours: int = 30) -> str:
    return (timezone.localdate() + timedelta(days=jours)).isoformat()


def url(dossier: Dossier, code: str = "nil") -> str:
    return reverse("instruction:dispenser", args=[dossier.uuid, code])


def asked(dossier: Dossier, **champs) -> dict[str, object]:
    return {"motif": "Cas prévu.", "jusqu_au": jour(), "version": dossier.version, **champs}


def test_the_first_post_shows_and_writes_nothing(client, ans):
    dossier = make_submitted()
    reponse = client.post(url(dossier), asked(dossier))
    dit = text(reponse)
    assert reponse.status_code == 200
    assert "Un dossier en cours est concerné" in dit
    assert dossier.reference in dit
    assert "pour ce dossier" in dit
    assert Dispense.objects.count() == 0


def test_the_second_does_it_and_the_list_says_so(client, ans):
    dossier = make_submitted()
    reponse = client.post(url(dossier), asked(dossier, geste="confirmer"), follow=True)
    assert reponse.redirect_chain == [(reverse("instruction:dispenses", args=[dossier.uuid]), 302)]
    assert "La dispense est accordée" in text(reponse)
    assert "Accordée par Anne Sol" in text(reponse)
    assert Dispense.objects.get().exigence == "nil"


def test_modifier_gives_the_form_back_as_it_was_typed(client, ans):
    dossier = make_submitted()
    reponse = client.post(url(dossier), asked(dossier, geste="modifier", motif="Mon motif"))
    form = reponse.context["form"]
    assert (dict(form.errors), form["motif"].value(), form["jusqu_au"].value()) == ({}, "Mon motif", jour())
    assert Dispense.objects.count() == 0


def test_what_was_typed_is_kept_beside_each_sentence(client, ans):
    dossier = make_submitted()
    reponse = client.post(url(dossier), asked(dossier, jusqu_au="demain", motif="Mon motif"))
    assert dict(reponse.context["form"].errors) == {"jusqu_au": ["Indiquez une date, par exemple 31/03/2027."]}
    assert "Mon motif" in text(reponse)


@pytest.mark.parametrize(
    ("champs", "fautif"),
    [({"motif": ""}, "motif"), ({"jusqu_au": ""}, "jusqu_au"), ({"jusqu_au": "2020-01-01"}, "jusqu_au")],
)
@pytest.mark.parametrize("geste", ["", "confirmer"])
def test_what_is_missing_is_said_at_its_field(client, ans, champs, fautif, geste):
    dossier = make_submitted()
    reponse = client.post(url(dossier), asked(dossier, geste=geste, **champs))
    assert (reponse.status_code, list(reponse.context["form"].errors)) == (200, [fautif])
    assert Dispense.objects.count() == 0


def test_a_reviewer_is_offered_neither_a_wider_scope_nor_no_term(client, ans):
    dossier = make_submitted()
    assert list(client.get(url(dossier)).context["form"].fields) == ["jusqu_au", "motif"]
    client.post(url(dossier), asked(dossier, geste="confirmer", portee="editeur", sans_terme="on"))
    assert Dispense.objects.get().portee == "dossier"


def test_an_administrator_sees_every_dossier_that_it_reaches(client, admin):
    membre = make_membre()
    un, deux, ailleurs = make_submitted(membre), make_dossier(membre), make_dossier()
    dit = text(client.post(url(un), asked(un, portee="editeur")))
    assert "2 dossiers en cours sont concernés" in dit
    assert (un.reference in dit, deux.reference in dit, ailleurs.reference in dit) == (True, True, False)
    client.post(url(un), asked(un, portee="editeur", jusqu_au="", sans_terme="on", geste="confirmer"))
    assert (Dispense.objects.get().editeur, Dispense.objects.get().expire_le) == (
        membre.appartenances.get().editeur,
        None,
    )


def test_at_an_etape_that_is_validated_a_reviewer_is_offered_nothing_and_told_why(client, ans):
    dossier = make_decided()
    liste = client.get(reverse("instruction:dispenses", args=[dossier.uuid]))
    assert "Cette étape est validée : rien n’y est plus demandé" in text(liste)
    assert f'href="{url(dossier)}"' not in liste.content.decode()
    assert f'href="{url(dossier, "homologation_cnda")}"' in liste.content.decode()
    assert f'href="{url(dossier)}"' not in client.get(address(dossier)).content.decode()
    reponse = client.post(url(dossier), asked(dossier))
    assert "L’étape 2 de ce dossier est validée" in text(reponse)
    assert reponse.context["form"]["motif"].value() == "Cas prévu."


def test_an_administrator_is_told_which_dossiers_stay_as_they_are(client, admin):
    membre = make_membre()
    valide, ouvert = make_decided(membre=membre), make_submitted(membre)
    assert f'href="{url(valide)}"' in client.get(reverse("instruction:dispenses", args=[valide.uuid])).content.decode()
    refusee = client.post(url(valide), asked(valide, portee="dossier"))
    assert list(refusee.context["form"].errors) == ["portee"]
    dit = text(client.post(url(valide), asked(valide, portee="editeur")))
    assert "Un dossier en cours est concerné" in dit
    assert f"{ouvert.reference} :" in dit
    assert "Un dossier en cours a déjà cette étape validée : il reste tel qu’il est." in dit


def test_a_dossier_that_moved_is_said_and_what_was_typed_stays(client, ans):
    dossier = make_submitted()
    take_dossier(dossier=dossier, par=make_instructeur(prenom="Autre", nom="Main"))
    reponse = client.post(url(dossier), asked(dossier, geste="confirmer", motif="Mon motif"))
    dit = text(reponse)
    assert reponse.status_code == 409
    assert "Autre Main" in dit
    assert "Mon motif" in dit
    assert reponse.context["dossier"].version == dossier.version + 1
    assert Dispense.objects.count() == 0


def test_twice_is_refused_with_the_name_of_who_did(client, ans):
    dossier = make_submitted()
    client.post(url(dossier), asked(dossier, geste="confirmer"))
    reponse = client.post(url(dossier), asked(fresh(dossier), geste="confirmer"))
    assert "Anne Sol a déjà accordé cette dispense" in text(reponse)
    assert Dispense.objects.count() == 1


@pytest.mark.parametrize("version", ["", "abc", "²", "9" * 30])
def test_a_page_without_its_version_does_nothing(client, ans, version):
    dossier = make_submitted()
    assert client.post(url(dossier), asked(dossier, geste="confirmer", version=version)).status_code == 409


def test_an_unknown_requirement_or_dossier_is_a_404(client, ans):
    assert client.get(url(make_submitted(), "inconnue")).status_code == 404
    assert client.get(reverse("instruction:dispenses", args=[uuid4()])).status_code == 404
    assert client.get(reverse("instruction:lever_dispense", args=[uuid4()])).status_code == 404


def test_the_list_shows_nothing_of_the_draft(client, ans):
    dossier = make_dossier(etape=2)
    save_reponses(dossier=dossier, valeurs={**REPONSES, "nil": BROUILLON}, par=dossier.cree_par)
    assert BROUILLON not in text(client.get(reverse("instruction:dispenses", args=[dossier.uuid])))


def test_the_list_costs_the_same_for_one_and_three(client, ans, django_assert_num_queries):
    dossier = make_submitted()
    page = reverse("instruction:dispenses", args=[dossier.uuid])
    make_dispense(dossier, "nie", jours=None, par=ans)
    client.get(page)
    with django_assert_num_queries(10):
        client.get(page)
    for code in ("nil", "preuve_cnda"):
        make_dispense(dossier, code, jours=None, par=ans)
    with django_assert_num_queries(10):
        client.get(page)


class TestReview:
    def test_no_verdict_is_asked_of_it_and_the_badge_says_why(self, client, ans):
        dossier = make_submitted()
        make_dispense(dossier, "nil", jours=None, par=ans)
        reponse = client.get(address(dossier))
        assert "verdict_nil" not in reponse.context["form"].fields
        assert "Dispense accordée par l’ANS sans terme : Sans objet cette année." in text(reponse)
        assert "3 exigences à examiner." in text(reponse)

    def test_the_decision_is_taken_without_it(self, client, ans):
        dossier = make_submitted()
        make_dispense(dossier, "nil", jours=None, par=ans)
        post(client, dossier, "valider", {c: v for c, v in CONFORMES.items() if c != "verdict_nil"})
        assert fresh(dossier).etape == 3

    def test_what_held_at_the_decision_is_shown_for_ever(self, client, ans):
        dossier = make_submitted()
        dispense = make_dispense(dossier, "nil", jours=None, par=ans)
        post(client, dossier, "valider", {c: v for c, v in CONFORMES.items() if c != "verdict_nil"})
        Dispense.objects.filter(pk=dispense.pk).update(
            levee_le=timezone.now(), levee_par=ans, levee_motif="Fini."
        )  # fmt: skip
        assert "Dispense accordée par l’ANS" in text(client.get(address(dossier)))

    def test_the_way_to_waive_is_beside_each_requirement(self, client, ans):
        dossier = make_submitted()
        contenu = client.get(address(dossier)).content.decode()
        assert [contenu.count(f'href="{url(dossier, code)}"') for code in ("nie", "nil", "preuve_cnda")] == [1, 1, 1]


class TestLift:
    def test_it_asks_why_says_whom_it_reaches_and_does_it(self, client, ans):
        dossier = make_submitted()
        client.post(url(dossier), asked(dossier, geste="confirmer"))
        page = reverse("instruction:lever_dispense", args=[Dispense.objects.get().uuid])
        assert "Un dossier en cours est concerné" in text(client.get(page))
        reponse = client.post(page, {"motif": ""})
        assert dict(reponse.context["form"].errors)["motif"][0].startswith("Indiquez pourquoi")
        reponse = client.post(page, {"motif": "Le cas a changé."}, follow=True)
        assert "La dispense est levée" in text(reponse)
        assert Dispense.objects.get().levee_motif == "Le cas a changé."

    @pytest.mark.parametrize(
        ("fabrique", "suite"),
        [
            (make_submitted, "l’exigence est de nouveau demandée."),
            (lambda: make_decided("valider"), "aucun dossier n’en est changé."),
        ],
    )
    def test_an_etape_that_is_behind_is_asked_nothing_again(self, client, admin, fabrique, suite):
        dispense = make_dispense(fabrique(), jours=None)
        page = reverse("instruction:lever_dispense", args=[dispense.uuid])
        redemandee = suite.startswith("l’exigence")
        assert ("L’exigence sera de nouveau demandée" in text(client.get(page))) is redemandee
        assert f"La dispense est levée : {suite}" in text(client.post(page, {"motif": "Fini."}, follow=True))

    def test_twice_says_who_did(self, client, ans):
        dossier = make_submitted()
        client.post(url(dossier), asked(dossier, geste="confirmer"))
        page = reverse("instruction:lever_dispense", args=[Dispense.objects.get().uuid])
        client.post(page, {"motif": "Fini."})
        reponse = client.post(page, {"motif": "Mon autre motif"})
        assert "Cette dispense est déjà levée : Anne Sol" in text(reponse)
        assert "Mon autre motif" in text(reponse)


class TestEditeur:
    """What the company reads."""

    @pytest.fixture
    def dossier(self, client):
        dossier = make_dossier(etape=2)
        make_dispense(dossier, "nil", jours=None)
        client.force_login(dossier.cree_par)
        save_reponses(
            dossier=dossier, valeurs={c: v for c, v in REPONSES.items() if c != "nil"}, par=dossier.cree_par
        )  # fmt: skip
        make_piece(dossier)
        return fresh(dossier)

    def test_the_field_is_replaced_by_the_reason(self, client, dossier):
        reponse = client.get(reverse("depot:etape", args=[dossier.uuid, 2]))
        assert "nil" not in reponse.context["form"].fields
        assert text(reponse).count("Dispense accordée par l’ANS sans terme : Sans objet cette année.") == 2

    def test_what_is_typed_there_all_the_same_loses_nothing_and_breaks_nothing(self, client, dossier):
        reponse = client.post(reverse("depot:etape", args=[dossier.uuid, 2]), {"nil": "456-A", "geste": "enregistrer"})
        assert reponse.status_code == 302

    def test_it_is_read_again_before_sending_then_on_the_receipt_and_its_pdf(self, client, dossier):
        envoi = reverse("depot:envoi", args=[dossier.uuid])
        assert "Dispense accordée par l’ANS sans terme" in text(client.get(envoi))
        client.post(envoi)
        recepisse = text(client.get(reverse("depot:recepisse", args=[dossier.uuid, 1])))
        assert "Dispense accordée par l’ANS sans terme : Sans objet cette année. (accordée par " in recepisse
        pdf = client.get(reverse("depot:recepisse_pdf", args=[dossier.uuid, 1]))
        assert (pdf.status_code, pdf["Content-Type"]) == (200, "application/pdf")

    def test_waived_since_it_was_sent_its_page_says_so(self, client, ans):
        dossier = make_submitted()
        client.post(url(dossier), asked(dossier, geste="confirmer"))
        client.force_login(dossier.cree_par)
        dit = text(client.get(reverse("depot:etape", args=[dossier.uuid, 2])))
        assert "(accordée par Anne Sol)" in dit

    def test_the_history_says_who_granted_it_and_until_when(self, client, ans):
        dossier = make_submitted()
        client.post(url(dossier), asked(dossier, geste="confirmer", jusqu_au=jour(40)))
        client.force_login(dossier.cree_par)
        dit = text(client.get(reverse("depot:dossier", args=[dossier.uuid])))
        assert "Anne Sol a accordé une dispense : Numéro d’identification logiciel (NIL), jusqu’au" in dit
        assert isinstance(Dispense.objects.get().jusqu_au, date)
