"""The public page of a decision: genuine, revoked, replaced, altered, unknown; never more than it says."""

from datetime import datetime

import pytest
from django.urls import reverse

from dossiers.accueil import decision as porte
from dossiers.actions.decision import revoke_decision
from dossiers.actions.etape import submit_etape
from dossiers.models import Decision, Tentative
from dossiers.queries import decision as module
from dossiers.queries.decision import decision_data
from dossiers.rules.debit import VERIFICATION
from tests.factories import (
    LUNDI,
    PARIS,
    make_administrateur,
    make_decided,
    make_editeur,
    make_instructeur,
    make_membre,
    make_piece,
    picture,
)
from tests.lecture import read_page

pytestmark = pytest.mark.django_db
PREMIER = datetime(2026, 3, 1, 9, 5, tzinfo=PARIS)
INVENTE = "7K3M-9QTR-WX4P-2HND"
SECRETS = ("Inès", "Leroy", "Claire", "Fontaine", "coupée", "cnda.png", "00123", "456-A")


@pytest.fixture
def rendue():
    """`rendue(sens)`: a decision that names people, proofs and reasons."""

    def _rendue(sens: str = "valider") -> Decision:
        membre = make_membre(make_editeur("Alpha Santé", "732829320"), prenom="Claire", nom="Fontaine")
        par = make_instructeur(prenom="Inès", nom="Leroy")
        make_decided(sens, par, membre=membre, nom="Alpha", version_majeure="4")
        return Decision.objects.select_related("soumission__dossier").get()

    return _rendue


def scan(client, decision: Decision, empreinte: str | None = None):
    empreinte = decision.sha256[:16] if empreinte is None else empreinte
    return client.get(reverse("decision_empreinte", args=[decision.numero, empreinte]))


def main_of(reponse):
    return read_page(reponse).find("main")


@pytest.mark.parametrize(
    ("sens", "dit"),
    [("valider", "Étape validée"), ("refuser", "Étape refusée"), ("demander_complements", "Compléments demandés")],
)
def test_genuine(client, rendue, sens, dit):
    decision = rendue(sens)
    reponse = scan(client, decision)
    page = main_of(reponse)
    assert (reponse.status_code, page.find("h1").texte) == (200, "Décision authentique, en vigueur")
    termes = [dt.texte for dt in page.find("dl").find_all("dt")]
    valeurs = [dd.texte for dd in page.find("dl").find_all("dd")]
    assert dict(zip(termes, valeurs, strict=True)) == {
        "Décision": f"n° {decision.numero}",
        "Entreprise": "Alpha Santé, SIREN 732 829 320",
        "Solution": "Alpha 4",
        "Dispositif": "Logiciel de gestion de cabinet, vague 2 (DSR-MDV-LGC-Va2)",
        "Objet": "Étape 2 « Éligibilité » du référencement Ségur",
        "Sens": dit,
        "Rendue le": "2 mars 2026",
    }


def test_its_day_is_said_in_the_words_of_the_document(client, rendue, monkeypatch):
    """The page asks to compare: « 1 mars » beside « 1er mars » would make a genuine document look false."""
    le = PREMIER.isoformat()
    monkeypatch.setattr(module, "_moment", lambda _: le)
    decision = rendue()
    valeurs = [dd.texte for dd in main_of(scan(client, decision)).find("dl").find_all("dd")]
    assert (valeurs[-1], decision_data(decision)["le"][:13]) == ("1er mars 2026", "1er mars 2026")


def test_a_refusal_is_not_taken_for_a_success(client, rendue):
    alerte = main_of(scan(client, rendue("refuser"))).find("div", "fr-alert")
    assert (
        alerte.texte == "L’Agence du numérique en santé a bien rendu cette décision de refus, et elle est en vigueur."
    )
    assert "fr-alert--success" not in alerte.attrs["class"]


@pytest.mark.parametrize("sens", ["valider", "refuser", "demander_complements"])
def test_no_name_no_proof_no_reason(client, rendue, sens):
    decision = rendue(sens)
    html = scan(client, decision).content.decode()
    assert [secret for secret in SECRETS if secret in html] == []
    assert [somme for somme in (decision.soumission.sha256, decision.sha256) if somme in html] == []


def test_nobody_learns_more_with_an_account(client, rendue):
    decision = rendue("refuser")
    client.force_login(make_administrateur(prenom="Paul", nom="Martin"))
    html = scan(client, decision).content.decode()
    assert [secret for secret in SECRETS if secret in html] == []


def test_revoked(client, rendue):
    decision = rendue()
    revoke_decision(decision=decision, motif="Un secret.", par=make_administrateur(), le=LUNDI)
    reponse = scan(client, decision)
    page = main_of(reponse)
    assert (reponse.status_code, page.find("h1").texte) == (200, "Décision révoquée")
    assert "puis l’a révoquée le 2 mars 2026. Elle ne vaut plus." in page.texte
    assert page.find("dl").find_all("dd")[-1].texte == "2 mars 2026"
    assert "Un secret." not in page.texte


def test_replaced(client, rendue):
    decision = rendue("demander_complements")
    dossier = decision.soumission.dossier
    make_piece(dossier, contenu=picture(couleur="red"))
    submit_etape(dossier=dossier, par=dossier.cree_par, le=LUNDI)
    page = main_of(scan(client, decision))
    assert page.find("h1").texte == "Décision authentique, remplacée depuis"
    assert "mais ce n’est plus la dernière" in page.texte


@pytest.mark.parametrize("empreinte", ["0" * 16, "abc", "é", "x" * 300])
def test_altered_address_says_so_and_shows_nothing(client, rendue, empreinte):
    decision = rendue()
    reponse = scan(client, decision, empreinte)
    page = main_of(reponse)
    assert (reponse.status_code, page.find("h1").texte, page.find_all("dl")) == (404, "Adresse altérée", [])
    assert ("Alpha" in page.texte, decision.numero in page.texte) == (False, False)


def test_altered_number_is_unknown(client, rendue):
    decision = rendue()
    autre = ("1" if decision.numero[0] != "1" else "2") + decision.numero[1:]
    reponse = client.get(reverse("decision_empreinte", args=[autre, decision.sha256[:16]]))
    assert (reponse.status_code, main_of(reponse).find("h1").texte) == (404, "Décision inconnue")


@pytest.mark.parametrize("numero", [INVENTE, "rien", "%00", "é" * 500, "7K3M9QTRWX4P2HNDD", "<script>", "1 OR 1=1"])
def test_all_that_is_unknown_reads_the_same(client, rendue, numero):
    rendue()
    temoin = client.get(reverse("decision_numero", args=["0000-0000-0000-0000"]))
    reponse = client.get(reverse("decision_numero", args=[numero]))
    assert (reponse.status_code, main_of(reponse).texte) == (404, main_of(temoin).texte)


def test_the_database_was_tampered_with(client, rendue):
    decision = rendue("refuser")
    Decision.objects.update(contenu={**decision.contenu, "decision": "valider"})
    for reponse in (scan(client, decision), client.get(reverse("decision_numero", args=[decision.numero]))):
        assert (reponse.status_code, main_of(reponse).find("h1").texte) == (404, "Adresse altérée")


# ------------------------------------------------------------------ by hand


def ask(client, numero: str):
    return client.get(reverse("decision"), {"numero": numero}, follow=True)


@pytest.mark.parametrize("ecrit", [str.lower, str.upper, lambda n: n.replace("-", " "), lambda n: f" {n}\u00a0"])
def test_the_number_is_typed_as_one_likes(client, rendue, ecrit):
    decision = rendue()
    reponse = ask(client, ecrit(decision.numero))
    assert reponse.redirect_chain == [(reverse("decision_numero", args=[decision.numero]), 302)]
    assert main_of(reponse).find("h1").texte == "Décision authentique, en vigueur"


@pytest.mark.parametrize(
    ("numero", "phrase"),
    [
        ("", "Recopiez le numéro imprimé en tête du document."),
        ("7K3M", "Un numéro de décision compte 16 chiffres et lettres. Exemple : 7K3M-9QTR-WX4P-2HND."),
        ("U" * 16, "Un numéro de décision compte 16 chiffres et lettres. Exemple : 7K3M-9QTR-WX4P-2HND."),
    ],
)
def test_what_cannot_be_a_number_is_said_at_its_field_and_kept(client, numero, phrase):
    reponse = ask(client, numero)
    page = read_page(reponse)
    assert (reponse.status_code, page.find_id("id_numero_error").texte) == (200, f"Erreur : {phrase}")
    assert page.find_id("id_numero").attrs.get("value", "") == numero
    assert Tentative.objects.count() == 0


def test_asked_for_nothing_yet(client):
    page = read_page(client.get(reverse("decision")))
    assert (page.find("h1").texte, page.find_id("id_numero_error")) == ("Vérifier une décision", None)


def test_it_is_found_from_the_home_page_and_the_map_of_the_site(client):
    for nom in ("accueil", "plan_du_site"):
        liens = [a.attrs.get("href") for a in main_of(client.get(reverse(nom))).find_all("a")]
        assert reverse("decision") in liens


# ------------------------------------------------------------------ robots


@pytest.mark.parametrize("chemin", ["/decision/", f"/decision/{INVENTE}/", f"/decision/{INVENTE}/{'0' * 16}/"])
def test_no_engine_keeps_it(client, chemin):
    reponse = client.get(chemin)
    assert (reponse["X-Robots-Tag"], reponse["Referrer-Policy"]) == ("noindex, nofollow, noarchive", "no-referrer")
    assert "no-store" in reponse["Cache-Control"]
    assert b'<meta name="robots" content="noindex">' in reponse.content


def test_too_many_look_ups_wait_and_learn_nothing(client, rendue, monkeypatch):
    monkeypatch.setattr(porte, "VERIFICATION", type(VERIFICATION)("essai", 2, *_waits(), actes=VERIFICATION.actes))
    decision = rendue()
    for numero in (INVENTE, INVENTE, INVENTE):
        assert client.get(reverse("decision_numero", args=[numero])).status_code == 404
    for reponse in (scan(client, decision), client.get(reverse("decision_numero", args=[INVENTE]))):
        page = main_of(reponse)
        assert (reponse.status_code, page.find_all("dl")) == (429, [])
        assert "Beaucoup de vérifications viennent de votre réseau. Attendez 1 minute, puis réessayez." in page.texte
        assert reponse["X-Robots-Tag"] == "noindex, nofollow, noarchive"


def _waits():
    return VERIFICATION.premiere, VERIFICATION.maximale


def test_it_costs_what_it_shows(client, rendue, django_assert_num_queries):
    """The counter of look-ups (five and its savepoints), then one query."""
    decision = rendue()
    scan(client, decision)
    with django_assert_num_queries(6):
        scan(client, decision)
