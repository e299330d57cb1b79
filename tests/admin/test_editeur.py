"""Companies recorded and kept by an administrator, with their people."""

import pytest
from django.urls import reverse

from dossiers.models import Appartenance, Compte, Editeur, Envoi
from dossiers.rules.appartenance import DERNIER_MANDATAIRE, PERSONNE_PRISE
from tests.factories import make_administrateur, make_compte, make_editeur, make_instructeur, make_membre

pytestmark = pytest.mark.django_db
LISTE, AJOUT = "admin:dossiers_editeur_changelist", "admin:dossiers_editeur_add"
MANDATAIRE = {"courriel": "nouvelle@exemple.fr", "role": "mandataire", "relances": "on"}


@pytest.fixture
def gestion(client):
    client.force_login(make_administrateur())
    return client


def rows(*personnes: dict, existantes: int = 0) -> dict:
    """What the page posts for the people of a company."""
    lignes = {f"appartenances-{i}-{nom}": valeur for i, p in enumerate(personnes) for nom, valeur in p.items()}
    total = {"TOTAL_FORMS": len(personnes), "INITIAL_FORMS": existantes, "MIN_NUM_FORMS": 1, "MAX_NUM_FORMS": 1000}
    return lignes | {f"appartenances-{nom}": valeur for nom, valeur in total.items()}


def add(gestion, *personnes: dict, **champs):
    champs = {"raison_sociale": "ALPHA Santé", "siren": "000000018"} | champs
    return gestion.post(reverse(AJOUT), champs | rows(*personnes))


def change(gestion, editeur: Editeur, *personnes: dict, existantes: int = 0):
    champs = {"raison_sociale": editeur.raison_sociale, "siren": editeur.siren}
    adresse = reverse("admin:dossiers_editeur_change", args=[editeur.pk])
    return gestion.post(adresse, champs | rows(*personnes, existantes=existantes))


def known(appartenance: Appartenance, **champs) -> dict:
    """The row of someone who is there."""
    return {"id": appartenance.pk, "editeur": appartenance.editeur_id, "role": appartenance.role, **champs}


def sentences(reponse) -> list[str]:
    """Every refusal of the page."""
    formulaires = reponse.context["inline_admin_formsets"][0].formset
    lignes = [phrase for form in formulaires.forms for phrases in form.errors.values() for phrase in phrases]
    champs = [p for phrases in reponse.context["adminform"].form.errors.values() for p in phrases]
    return [*champs, *formulaires.non_form_errors(), *lignes]


def test_a_company_is_recorded_with_its_mandataire_who_is_invited(gestion):
    assert add(gestion, MANDATAIRE)["Location"] == reverse(LISTE)
    appartenance = Editeur.objects.get(siren="000000018").appartenances.get()
    assert (appartenance.compte.courriel, appartenance.role) == ("nouvelle@exemple.fr", "mandataire")
    assert appartenance.compte.has_usable_password() is False
    assert list(Envoi.objects.values_list("genre", "destinataire")) == [("invitation", appartenance.compte_id)]


def test_someone_may_be_brought_in_without_reminders(gestion):
    make_compte("nouvelle@exemple.fr")
    add(gestion, {**MANDATAIRE, "relances": ""})
    assert Appartenance.objects.get().relances is False
    assert Compte.objects.filter(courriel="nouvelle@exemple.fr").count() == 1


@pytest.mark.parametrize(
    ("personnes", "attendu"),
    [
        ([{**MANDATAIRE, "role": "salarie"}], [DERNIER_MANDATAIRE]),
        ([MANDATAIRE, MANDATAIRE], ["La même adresse est donnée deux fois\xa0: nouvelle@exemple.fr."]),
        ([{**MANDATAIRE, "courriel": "concurrente@exemple.fr"}], [PERSONNE_PRISE]),
        ([{**MANDATAIRE, "courriel": " Instructrice@exemple.fr"}], [PERSONNE_PRISE]),
        ([{**MANDATAIRE, "courriel": "fermee@exemple.fr"}], [PERSONNE_PRISE]),
        ([{**MANDATAIRE, "courriel": "sans arobase"}], ["Saisissez une adresse de courriel valide."]),
        (
            [{**MANDATAIRE, "role": "administrateur"}],
            ["Sélectionnez un choix valide. administrateur n’en fait pas partie."],
        ),
        ([{}], ["Ce champ est obligatoire.", "Ce champ est obligatoire."]),
    ],
)
def test_people_who_cannot_come_in_are_refused_with_a_sentence(gestion, personnes, attendu):
    make_membre(make_editeur("Concurrent"), courriel="concurrente@exemple.fr")
    make_instructeur(courriel="instructrice@exemple.fr")
    make_compte("fermee@exemple.fr", is_active=False)
    found = sentences(add(gestion, *personnes))
    assert found == attendu
    assert list(Editeur.objects.values_list("raison_sociale", flat=True)) == ["Concurrent"]
    assert Envoi.objects.count() == 0


@pytest.mark.parametrize(
    "champs", [{"siren": "000000019"}, {"siren": "12"}, {"raison_sociale": ""}, {"siren": "A\x00"}]
)
def test_a_bad_company_is_refused(gestion, champs):
    assert len(sentences(add(gestion, MANDATAIRE, **champs))) > 0
    assert (Editeur.objects.count(), Compte.objects.count()) == (0, 1)


def test_a_siren_is_recorded_once(gestion):
    make_editeur(siren="000000018")
    assert len(sentences(add(gestion, MANDATAIRE))) == 1


def test_people_change_role_leave_and_arrive(gestion):
    editeur = make_editeur()
    camille, hugo = (make_membre(editeur, role).appartenances.get() for role in ("mandataire", "salarie"))
    change(gestion, editeur, known(camille, role="salarie"), known(hugo, DELETE="on"), MANDATAIRE, existantes=2)
    assert {(a.compte.courriel, a.role, a.relances) for a in editeur.appartenances.all()} == {
        (camille.compte.courriel, "salarie", False),
        ("nouvelle@exemple.fr", "mandataire", True),
    }
    assert Compte.objects.filter(pk=hugo.compte_id).exists()
    assert Envoi.objects.get().destinataire.courriel == "nouvelle@exemple.fr"


@pytest.mark.parametrize("geste", [{"role": "salarie"}, {"DELETE": "on"}])
def test_the_last_mandataire_stays(gestion, geste):
    editeur = make_editeur()
    appartenance = make_membre(editeur).appartenances.get()
    assert sentences(change(gestion, editeur, known(appartenance, **geste), existantes=1)) == [DERNIER_MANDATAIRE]
    assert editeur.appartenances.get().role == "mandataire"


def test_a_place_does_not_pass_to_another_person(gestion):
    editeur = make_editeur()
    appartenance = make_membre(editeur).appartenances.get()
    make_compte("autre@exemple.fr")
    change(gestion, editeur, known(appartenance, courriel="autre@exemple.fr"), existantes=1)
    assert editeur.appartenances.get().compte_id == appartenance.compte_id


@pytest.mark.parametrize("nombre", [1, 3])
def test_the_page_costs_the_same_whatever_the_number_of_people(gestion, nombre, django_assert_num_queries):
    editeur = make_editeur()
    for _ in range(nombre):
        make_membre(editeur)
    with django_assert_num_queries(4):
        gestion.get(reverse("admin:dossiers_editeur_change", args=[editeur.pk]))
