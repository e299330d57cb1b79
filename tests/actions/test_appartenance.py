"""People are invited, change role, leave; a company always keeps a mandataire."""

import pytest

from dossiers.actions.appartenance import change_role, invite_personne, remove_personne
from dossiers.models import Appartenance, Compte, Envoi
from dossiers.queries.perimetre import Introuvable
from dossiers.rules.appartenance import DERNIER_MANDATAIRE, PERSONNE_PRESENTE, PERSONNE_PRISE, ROLE_INCONNU
from dossiers.rules.refus import Interdit, Refus
from tests.factories import LUNDI, make_administrateur, make_compte, make_editeur, make_instructeur, make_membre

pytestmark = pytest.mark.django_db


def invite(par, editeur=None, courriel="nouvelle@exemple.fr", role="salarie", **champs):
    editeur = editeur or par.appartenances.get().editeur
    return invite_personne(editeur=editeur, courriel=courriel, role=role, par=par, le=LUNDI, **champs)


def place_of(compte):
    return Appartenance.objects.get(compte=compte)


def test_an_unknown_person_gets_an_account_without_password_and_one_mail():
    par = make_membre()
    appartenance = invite(par, courriel=" Nouvelle@Exemple.fr ", prenom=" Zoé ", nom="Roux")
    compte = Compte.objects.get(courriel="nouvelle@exemple.fr")
    assert (appartenance.compte, appartenance.role, appartenance.relances) == (compte, "salarie", True)
    assert (compte.prenom, compte.nom, compte.role_ans, compte.has_usable_password()) == ("Zoé", "Roux", "", False)
    envois = Envoi.objects.values_list("genre", "destinataire", "dossier", "donnees", "etat", "a_partir_de")
    assert list(envois) == [("invitation", compte.pk, None, {}, "attente", LUNDI)]


def test_a_person_of_no_company_keeps_their_account_and_password():
    compte = make_compte("nouvelle@exemple.fr")
    invite(make_membre())
    assert Compte.objects.get(pk=compte.pk).password == compte.password


@pytest.mark.parametrize("role", ["mandataire", "representant"])
def test_both_empowered_roles_invite(role):
    assert invite(make_membre(role=role)).role == "salarie"


@pytest.mark.parametrize(
    "fabrique",
    [
        lambda editeur: make_membre(editeur, role="salarie"),
        lambda editeur: make_membre(),
        lambda editeur: make_compte(),
        lambda editeur: make_instructeur(),
        lambda editeur: make_administrateur(),
    ],
    ids=["salarié", "autre entreprise", "sans entreprise", "instructeur", "administrateur"],
)
def test_nobody_else_does_anything(fabrique):
    membre = make_membre()
    appartenance, par = place_of(membre), fabrique(membre.appartenances.get().editeur)
    avant = list(Appartenance.objects.order_by("pk").values())
    for geste in (
        lambda: invite(par, appartenance.editeur),
        lambda: change_role(appartenance=appartenance, role="salarie", par=par),
        lambda: remove_personne(appartenance=appartenance, par=par),
    ):
        with pytest.raises(Interdit, match="réservé à ces rôles"):
            geste()
    assert (list(Appartenance.objects.order_by("pk").values()), Envoi.objects.count()) == (avant, 0)


def refusal(geste) -> tuple[str, dict]:
    with pytest.raises(Refus) as refus:
        geste()
    return refus.value.phrase, refus.value.champs


def test_who_is_taken_elsewhere_is_refused_in_the_same_words_wherever_they_are():
    par = make_membre()
    make_membre(courriel="concurrente@exemple.fr")
    make_instructeur(courriel="instructrice@exemple.fr")
    make_compte("fermee@exemple.fr", is_active=False)
    attendu = (PERSONNE_PRISE, {"courriel": PERSONNE_PRISE})
    for courriel in ("concurrente@exemple.fr", "instructrice@exemple.fr", "fermee@exemple.fr"):
        assert refusal(lambda courriel=courriel: invite(par, courriel=courriel)) == attendu
    assert Envoi.objects.count() == 0


def test_the_same_person_twice_is_refused_and_told_once():
    par = make_membre()
    invite(par)
    assert refusal(lambda: invite(par)) == (PERSONNE_PRESENTE, {"courriel": PERSONNE_PRESENTE})
    assert Envoi.objects.count() == 1


def test_a_refused_invitation_leaves_no_account():
    par = make_membre()
    assert refusal(lambda: invite(par, role="administrateur")) == (ROLE_INCONNU, {"role": ROLE_INCONNU})
    assert [*refusal(lambda: invite(par, courriel="sans arobase"))[1]] == ["courriel"]
    assert list(Compte.objects.all()) == [par]


def test_a_role_changes():
    par, autre = make_membre(), None
    autre = make_membre(place_of(par).editeur, role="salarie")
    change_role(appartenance=place_of(autre), role="mandataire", par=par)
    assert place_of(autre).role == "mandataire"
    change_role(appartenance=place_of(par), role="salarie", par=par)
    assert place_of(par).role == "salarie"


def test_the_last_mandataire_stays():
    par = make_membre()
    make_membre(place_of(par).editeur, role="representant")
    attendu = (DERNIER_MANDATAIRE, {"role": DERNIER_MANDATAIRE})
    assert refusal(lambda: change_role(appartenance=place_of(par), role="salarie", par=par)) == attendu
    assert refusal(lambda: remove_personne(appartenance=place_of(par), par=par)) == attendu
    assert change_role(appartenance=place_of(par), role="mandataire", par=par).role == "mandataire"


def test_a_mandataire_of_another_company_does_not_count():
    par = make_membre()
    make_membre(make_editeur())
    assert refusal(lambda: remove_personne(appartenance=place_of(par), par=par))[0] == DERNIER_MANDATAIRE


def test_who_leaves_keeps_their_account_and_may_be_invited_again():
    par = make_membre()
    compte = invite(par).compte
    partie = place_of(compte)
    remove_personne(appartenance=partie, par=par)
    assert list(compte.appartenances.all()) == []
    with pytest.raises(Introuvable):
        remove_personne(appartenance=partie, par=par)
    assert invite(par).compte == compte
    assert Envoi.objects.count() == 2
