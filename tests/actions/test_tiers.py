"""The contact at the third party: named with its agreement, told what it owes and nothing else, stopped by itself."""

from datetime import timedelta

import pytest

from dossiers.actions.envoi import send_envoi
from dossiers.actions.relance import sweep_relances
from dossiers.actions.reponse import save_reponses
from dossiers.actions.suspension import suspend_relances
from dossiers.actions.tiers import name_tiers, stop_tiers
from dossiers.models import Dossier, Envoi, Retenue, Tiers
from dossiers.queries.perimetre import Introuvable
from dossiers.queries.tiers import attentes_of, contact_of, jeton_tiers
from dossiers.rules.refus import Interdit, Refus
from tests.factories import LUNDI, fresh, make_dossier, make_instructeur, make_membre

pytestmark = pytest.mark.django_db
JOUR, HEURE = timedelta(days=1), timedelta(hours=1)
JEUDI = LUNDI + 3 * JOUR
LEA = "lea@tiers.fr"
CANARI = "CANARI-55"
REPONSES = {"montage": "oui", "moteur": "non", "nie": CANARI, "solution_tiers": "Beta", "versions_obsoletes": "néant"}


def name(dossier: Dossier, courriel: str = LEA, accord: bool = True, **champs) -> Tiers | None:
    return name_tiers(
        dossier=dossier, courriel=courriel, accord=accord, le=LUNDI, **{"par": dossier.cree_par, **champs}
    )


def make_montage(par=None, courriel: str = LEA, **champs) -> Dossier:
    """A dossier that awaits the third party alone, whose contact is named."""
    dossier = make_dossier(par, etape=2, **champs)
    save_reponses(dossier=dossier, valeurs=REPONSES, par=dossier.cree_par, le=LUNDI)
    if courriel:
        name(dossier, courriel)
    return fresh(dossier)


def mails() -> list[Envoi]:
    return list(Envoi.objects.filter(genre="relance_tiers").order_by("pk"))


def test_named_replaced_taken_away():
    dossier = make_dossier(etape=2)
    assert str(name(dossier, " Lea@Tiers.FR ")) == LEA
    name(dossier, "max@tiers.fr")
    assert [str(tiers) for tiers in Tiers.objects.all()] == ["max@tiers.fr"]
    assert (name(dossier, ""), Tiers.objects.count()) == (None, 0)
    gestes = list(dossier.evenements.filter(geste="indiquer_tiers").order_by("rang").values_list("donnees", flat=True))
    assert gestes == [{"retire": False}, {"retire": False}, {"retire": True}]


def test_the_same_again_changes_nothing_so_its_link_and_its_mail_hold():
    dossier = make_montage()
    sweep_relances(le=JEUDI)
    tiers = Tiers.objects.get()
    jeton, avant = jeton_tiers(tiers), fresh(dossier).version
    assert name(dossier, " Lea@Tiers.FR ", par=make_membre(dossier.editeur)) == tiers
    assert fresh(dossier).version == avant
    assert send_envoi(envoi_id=mails()[0].pk, le=JEUDI + HEURE) == "envoye"
    assert stop_tiers(jeton=jeton, le=JEUDI + HEURE).is_active is False


@pytest.mark.parametrize(
    ("courriel", "accord", "champs"),
    [
        ("pas une adresse", True, ["courriel"]),
        (LEA, False, ["accord"]),
        (f"{'a' * 250}@tiers.fr", True, ["courriel"]),
        ("x", False, ["courriel", "accord"]),
    ],
)
def test_refused_beside_its_field(courriel, accord, champs):
    dossier = make_dossier(etape=2)
    with pytest.raises(Refus) as refus:
        name(dossier, courriel, accord)
    assert (list(refus.value.champs), Tiers.objects.count()) == (champs, 0)


def test_only_the_company_names_it():
    dossier = make_dossier(etape=2)
    with pytest.raises(Interdit, match="Indiquer un contact"):
        name(dossier, par=make_instructeur())


def test_told_what_it_owes_when_its_client_is_reminded_and_nothing_else(mailoutbox):
    dossier = make_montage(nom="Alpha")
    sweep_relances(le=JEUDI)
    [envoi] = mails()
    assert (envoi.destinataire, LEA in envoi.cle, envoi.dossier) == (None, False, None)
    assert send_envoi(envoi_id=envoi.pk, le=JEUDI) == "envoye"
    [message] = mailoutbox
    [(html, _)] = message.alternatives
    [attente] = attentes_of(Tiers.objects.get(), JEUDI)
    assert (message.to, message.subject) == ([LEA], f"{dossier.editeur} attend une réponse de votre part")
    for texte in (message.body, html):
        dits = [mot in texte for mot in (*attente.points, "Alpha 1", str(dossier.editeur))]
        tus = [
            mot in texte for mot in (CANARI, "Beta", dossier.reference, str(dossier.uuid), dossier.cree_par.courriel)
        ]
        assert (set(dits), set(tus)) == ({True}, {False})
    assert attente.points == ("NIL de la solution tierce",)
    arret = f"/tiers/arret/{jeton_tiers(Tiers.objects.get())}/>"
    assert message.extra_headers["List-Unsubscribe"].endswith(arret)


def test_one_mail_a_day_over_all_its_clients(mailoutbox):
    for rang in range(3):
        make_montage(nom=f"Client {rang}")
    make_montage(nom="Autre", courriel="max@ailleurs.fr")
    for heure in range(3):
        sweep_relances(le=JEUDI + heure * HEURE)
    assert [send_envoi(envoi_id=envoi.pk, le=JEUDI + 3 * HEURE) for envoi in mails()] == ["envoye", "envoye"]
    a_lea = next(message for message in mailoutbox if message.to == [LEA])
    assert [f"Client {rang} 1" in a_lea.body for rang in range(3)] == [True] * 3
    assert ("Autre 1" in a_lea.body, a_lea.subject[:22]) == (False, "3 entreprises clientes")


def test_delayed_and_the_day_s_own_are_one():
    make_montage()
    sweep_relances(le=JEUDI)
    [envoi] = mails()
    hier = Envoi.objects.create(
        cle=envoi.cle[:-10] + "2026-03-04",
        genre="relance_tiers",
        donnees=envoi.donnees,
        a_partir_de=LUNDI,
        cree_le=LUNDI,
    )
    assert [send_envoi(envoi_id=pk, le=JEUDI) for pk in (hier.pk, envoi.pk)] == ["envoye", "sans_objet"]


@pytest.mark.parametrize("depuis", ["tenu", "retire", "arrete", "suspendu", "ferme"])
def test_judged_again_when_it_leaves(depuis):
    dossier = make_montage()
    sweep_relances(le=JEUDI)
    if depuis == "tenu":
        save_reponses(dossier=dossier, valeurs={"nil_tiers": "789-T"}, par=dossier.cree_par, le=JEUDI)
    elif depuis == "retire":
        name(dossier, "")
    elif depuis == "arrete":
        stop_tiers(jeton=jeton_tiers(Tiers.objects.get()), le=JEUDI)
    elif depuis == "suspendu":
        jusqu_a = JEUDI.date() + 5 * JOUR
        suspend_relances(dossier=dossier, jusqu_a=jusqu_a, motif="Congés.", par=dossier.cree_par, le=JEUDI)
    else:
        Dossier.objects.update(etat="retiree")
    assert send_envoi(envoi_id=mails()[0].pk, le=JEUDI + HEURE) == "sans_objet"


def test_not_at_night():
    make_montage()
    sweep_relances(le=JEUDI)
    [envoi] = mails()
    assert send_envoi(envoi_id=envoi.pk, le=JEUDI.replace(hour=22)) == "attente"


def test_nothing_without_a_contact_nor_while_a_wave_is_held():
    make_montage(courriel="")
    sweep_relances(le=JEUDI)
    assert mails() == []
    make_montage()
    Retenue.objects.create(le=JEUDI, prevues=5, habituel=0, seuil=2)
    sweep_relances(le=JEUDI + HEURE)
    assert mails() == []


def test_stopped_it_is_stopped_for_all_and_is_not_named_again():
    premier, second = make_montage(), make_montage()
    jeton = jeton_tiers(Tiers.objects.get(dossier=second))
    for _ in range(2):
        assert stop_tiers(jeton=jeton, le=JEUDI).is_active is False
    assert Tiers.objects.filter(arrete_le=None).count() == 0
    with pytest.raises(Refus, match="ne plus recevoir nos courriels"):
        name(premier)
    assert str(name(premier, "max@tiers.fr")) == str(contact_of(premier)) == "max@tiers.fr"
    with pytest.raises(Refus, match="ne plus recevoir nos courriels"):
        name(make_dossier(etape=2))


def test_link_is_void_once_the_address_is_taken_away_or_forged():
    dossier = make_montage()
    jeton = jeton_tiers(Tiers.objects.get())
    name(dossier, "")
    for void in (jeton, "rien"):
        with pytest.raises(Introuvable):
            stop_tiers(jeton=void, le=JEUDI)


@pytest.mark.parametrize("nombre", [1, 3])
def test_more_clients_cost_no_more(nombre, django_assert_num_queries):
    par = make_membre()
    for _ in range(nombre):
        make_montage(par)
    tiers = Tiers.objects.order_by("pk").first()
    with django_assert_num_queries(6):
        assert len(attentes_of(tiers, JEUDI)) == nombre
