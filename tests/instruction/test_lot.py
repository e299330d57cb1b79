"""Lots in the reviewer's door: chosen in the queue, shown before they start, followed, kept."""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from dossiers.actions.dossier import take_dossier
from dossiers.actions.examen import store_examens
from dossiers.actions.lot import run_lot, start_lot
from dossiers.actions.relance import ask_relance
from dossiers.actions.suspension import suspend_relances
from dossiers.actions.verrou import release_verrou, take_verrou
from dossiers.models import Dossier, Lot, Message
from dossiers.queries import lot as queries
from dossiers.queries.lot import previsions_of
from tests.factories import (
    LUNDI,
    fresh,
    make_decided,
    make_dossier,
    make_editeur,
    make_instructeur,
    make_lot,
    make_membre,
    make_submitted,
    verdicts,
)
from tests.instruction.outils import text
from tests.lecture import read_page

pytestmark = pytest.mark.django_db
FILE, LOTS = reverse("instruction:file"), reverse("instruction:lots")


@pytest.fixture(autouse=True)
def _no_broker(monkeypatch):
    monkeypatch.setattr("dossiers.actions.lot.enqueue", lambda *_: True)


def page_of(lot: Lot) -> str:
    return reverse("instruction:lot", args=[lot.uuid])


def finished(lot: Lot) -> Lot:
    start_lot(lot=lot, par=lot.par)
    while run_lot(lot_id=lot.pk):
        continue
    lot.refresh_from_db()
    return lot


def test_the_queue_carries_its_boxes_and_its_filters(client, ans):
    dossier = make_submitted(nom="Alpha")
    page = read_page(client.get(f"{FILE}?vue=tous&q=alpha"))
    boite = next(b for b in page.find_all("input") if b.attrs.get("name") == "dossier")
    assert (boite.attrs["form"], boite.attrs["value"]) == ("lot", str(dossier.uuid))
    caches = {c.attrs["name"]: c.attrs["value"] for c in page.find_id("lot").find_all("input")}
    assert caches["file"] == "vue=tous&q=alpha"


def test_what_is_ticked_is_chosen_and_what_is_no_dossier_passed_over(client, ans):
    premier, _, troisieme = make_submitted(), make_submitted(), make_submitted()
    choisis = [str(troisieme.uuid), "x", str(premier.uuid), "00000000-0000-4000-8000-000000000000"]
    reponse = client.post(LOTS, {"genre": "relancer", "dossier": choisis})
    lot = Lot.objects.get()
    assert reponse.url == page_of(lot)
    assert set(lot.lignes.values_list("dossier", flat=True)) == {premier.pk, troisieme.pk}


def test_all_that_the_filters_show_is_chosen_whatever_the_page(client, ans):
    alpha = [make_submitted(nom="Alpha", version_majeure=str(n)) for n in range(3)]
    make_submitted(nom="Bêta")
    client.post(LOTS, {"genre": "exporter", "portee": "filtre", "file": "vue=tous&q=alpha"})
    assert set(Lot.objects.get().lignes.values_list("dossier", flat=True)) == {d.pk for d in alpha}


def test_nothing_chosen_or_too_much_says_so_in_the_queue_as_it_was(client, ans, monkeypatch):
    reponse = client.post(LOTS, {"genre": "relancer", "file": "vue=tous&q=alpha"}, follow=True)
    assert reponse.redirect_chain[0][0] == f"{FILE}?vue=tous&q=alpha"
    assert "Cochez au moins un dossier" in text(reponse)
    monkeypatch.setattr("dossiers.rules.lot.LOT_MAX", 1)
    for _ in range(2):
        make_submitted()
    reponse = client.post(LOTS, {"genre": "relancer", "portee": "filtre", "file": "vue=tous"}, follow=True)
    assert "Cette sélection compte plus de 1 dossiers, le maximum d’un lot" in text(reponse)
    assert Lot.objects.count() == 0


def test_who_would_be_refused_and_why_before_anything_starts(client, ans):
    dossiers = [make_decided("demander_complements"), make_submitted(), make_submitted()]
    lot = make_lot("relancer", dossiers, ans)
    page = text(client.get(page_of(lot)))
    assert "1 dossier sur 3 passerait aujourd’hui" in page
    assert "2 dossiers : « Relancer l’éditeur » n’est pas possible maintenant" in page
    assert "1 personne à prévenir" in page


def test_a_company_that_wants_no_reminder_is_foreseen(client, ans):
    dossier = make_dossier()
    dossier.editeur.appartenances.update(relances=False)
    page = text(client.get(page_of(make_lot("relancer", [dossier], ans))))
    assert "1 dossier : Personne dans cette entreprise ne souhaite recevoir de relances : écrivez-lui" in page
    assert "Confirmer" not in page


def test_a_complement_is_foreseen_by_its_own_rules(client, ans):
    pret, reste, change = make_submitted(), make_submitted(), make_submitted()
    for dossier in (pret, change):
        store_examens(dossier=dossier, examens=verdicts(), version=dossier.version, par=ans, le=LUNDI)
    lot = make_lot("complement", [fresh(pret), reste, change], ans, exigence="nil", motif="Périmé.")
    page = text(client.get(page_of(lot)))
    assert "1 dossier sur 3 passerait" in page
    assert "1 dossier : Il vous reste à vous prononcer sur" in page
    assert f"1 dossier : {queries.PERIME}" in page


def test_what_is_foreseen_of_reminders_is_what_each_line_then_says(client, ans):
    """Asked for today already, suspended, wanted by nobody, and one that is reminded: one rule, the same words."""
    deja, calme, sourd, pret = [make_dossier() for _ in range(4)]
    ask_relance(dossier=deja, par=make_instructeur())
    suspend_relances(dossier=calme, jusqu_a=timezone.localdate() + timedelta(days=9), motif="Congés.", par=ans)
    sourd.editeur.appartenances.update(relances=False)
    lot = make_lot("relancer", [deja, calme, sourd, pret], ans)
    prevues = [p.refus for p in previsions_of(lot, timezone.now())]
    assert prevues[0] == "Une relance de ce dossier a déjà été demandée aujourd’hui."
    assert f"1 dossier : {prevues[0]}" in text(client.get(page_of(lot)))
    lignes = finished(lot).lignes.order_by("rang").values_list("etat", "phrase")
    assert list(lignes) == [*(("refusee", phrase) for phrase in prevues[:3]), ("faite", lignes[3][1])]
    assert prevues[3] == ""


def test_a_dossier_that_a_colleague_is_on_is_foreseen_and_refused(client, ans):
    pris, libre, mien = make_submitted(), make_submitted(), make_submitted()
    for dossier in (pris, libre, mien):
        store_examens(dossier=dossier, examens=verdicts(), version=dossier.version, par=ans)
        release_verrou(dossier=dossier, par=ans)
    take_verrou(dossier=pris, par=make_instructeur(prenom="Paul", nom="Roy"))
    take_verrou(dossier=mien, par=ans)
    lot = make_lot("complement", [fresh(d) for d in (pris, libre, mien)], ans, exigence="nil", motif="Périmé.")
    prevues = [p.refus for p in previsions_of(lot, timezone.now())]
    assert (prevues[0].startswith("Paul Roy examine ce dossier depuis "), prevues[1:]) == (True, ["", ""])
    assert "2 dossiers sur 3 passeraient" in text(client.get(page_of(lot)))
    lignes = finished(lot).lignes.order_by("rang")
    assert [ligne.etat for ligne in lignes] == ["refusee", "faite", "faite"]
    assert lignes[0].phrase.startswith(prevues[0])


def test_nothing_typed_is_lost(client, ans):
    lot = make_lot("ecrire", [make_dossier()], ans)
    saisie = {"geste": "completer", "objet": "Bonjour", "texte": "À {client}", "attend_reponse": "oui"}
    reponse = client.post(page_of(lot), saisie)
    page = read_page(reponse)
    assert page.find_id("id_objet").attrs["value"] == "Bonjour"
    assert page.find_id("id_texte").texte == "À {client}"
    assert "{client} ne désigne rien" in text(reponse)


def test_the_message_of_each_dossier_is_shown_on_demand(client, ans):
    premier, second = make_dossier(nom="Alpha"), make_dossier(nom="Bêta")
    lot = make_lot("ecrire", [premier, second], ans)
    saisie = {"geste": "completer", "objet": "{solution}", "texte": "Réf. {reference}", "attend_reponse": "oui"}
    assert client.post(page_of(lot), saisie).url == page_of(lot)
    for rang, dossier in ((1, premier), (2, second)):
        exemple = read_page(client.get(f"{page_of(lot)}?exemple={rang}")).find_id("exemple").texte
        assert exemple == f"{dossier.solution} Réf. {dossier.reference}"
    page = text(client.get(page_of(lot)))
    assert "2 courriels partiraient en tout" in page
    assert f"À : {premier.cree_par}, pour {premier.editeur}." in page
    assert client.get(f"{page_of(lot)}?exemple=3").status_code == 404
    assert Message.objects.count() == 0


def test_what_a_colleague_follows_already_is_foreseen(client, ans):
    collegue, dossiers = make_instructeur(prenom="Paul", nom="Roy"), [make_dossier(), make_dossier()]
    take_dossier(dossier=dossiers[0], par=collegue, le=LUNDI)
    page = text(client.get(page_of(make_lot("confier", dossiers, ans, referent=str(collegue.pk)))))
    assert "1 dossier : Paul Roy suit déjà ce dossier." in page


def test_a_form_that_is_needed_is_asked_for_first(client, ans):
    page = read_page(client.get(page_of(make_lot("confier", [make_dossier()], ans))))
    assert [o.texte for o in page.find_id("id_referent").find_all("option")] == ["Choisir", "Inès Leroy (vous)"]
    assert page.find_id("apercu") is None


def test_confirmed_followed_and_kept(client, ans):
    dossier = make_dossier()
    lot = make_lot("confier", [dossier, make_decided()], ans, referent=str(ans.pk))
    assert client.post(page_of(lot), {"geste": "lancer"}).url == page_of(lot)
    en_cours = client.get(page_of(lot)).content.decode()
    assert f'hx-get="{page_of(lot)}avancement/"' in en_cours
    run_lot(lot_id=lot.pk)
    fini = client.get(f"{page_of(lot)}avancement/")
    assert (fini["HX-Refresh"], "hx-get" in fini.content.decode()) == ("true", False)
    rapport = text(client.get(page_of(lot)))
    assert "1 fait, 1 refusé, sur 2" in rapport
    assert "Confié à Inès Leroy." in rapport
    assert "Confié à Inès Leroy." not in text(client.get(f"{page_of(lot)}?etat=refusee"))
    assert "Confier à un instructeur, 2 dossiers" in text(client.get(LOTS))


def test_cancelled_from_its_page(client, ans):
    lot = make_lot("relancer", [make_dossier()], ans)
    start_lot(lot=lot, par=ans)
    page = text(client.post(page_of(lot), {"geste": "annuler"}, follow=True))
    assert "Le lot est annulé : rien ne sera fait pour le dossier qui restait." in page
    assert "Ce lot est annulé" in text(client.post(page_of(lot), {"geste": "lancer"}, follow=True))


def test_an_unknown_button_does_nothing(client, ans):
    lot = make_lot("relancer", [make_dossier()], ans)
    assert "Utilisez l’un des boutons" in text(client.post(page_of(lot), {"geste": "x"}, follow=True))


def test_a_colleague_s_lot_is_not_found(client, ans):
    lot = make_lot("relancer", [make_dossier()], make_instructeur())
    for adresse in (page_of(lot), f"{page_of(lot)}avancement/", f"{page_of(lot)}export.csv"):
        assert client.get(adresse).status_code == 404
    assert "Aucun lot pour l’instant" in text(client.get(LOTS))


def test_the_spreadsheet_holds_the_dossiers_chosen(client, ans):
    dossiers = [make_submitted(nom="=1+1"), make_dossier()]
    make_dossier()
    lot = make_lot("exporter", dossiers, ans)
    assert "Télécharger le tableur" in text(client.get(page_of(lot)))
    reponse = client.get(f"{page_of(lot)}export.csv")
    octets = b"".join(reponse.streaming_content).decode("utf-8-sig")
    lignes = list(csv.DictReader(io.StringIO(octets), delimiter=";"))
    assert [ligne["Référence"] for ligne in lignes] == [d.reference for d in dossiers]
    assert lignes[0]["Solution"] == "'=1+1"
    assert re.match(r'attachment; filename="lot-segur-\d{4}-\d\d-\d\d\.csv"', reponse["Content-Disposition"])


def test_an_exercise_is_in_no_spreadsheet(client, ans):
    reel, fictif = make_submitted(), make_submitted()
    lot = make_lot("exporter", [reel, fictif], ans)
    Dossier.objects.filter(pk=fictif.pk).update(formation=True, prochaine_relance=None)
    octets = b"".join(client.get(f"{page_of(lot)}export.csv").streaming_content).decode()
    assert (reel.reference in octets, fictif.reference in octets) == (True, False)


def test_my_lots_page_after_page(client, ans, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 2)
    monkeypatch.setattr("dossiers.instruction.lot.PAGE", 2)
    dossier = make_dossier()
    lots = [make_lot("relancer", [dossier], ans) for _ in range(3)]
    Lot.objects.filter(pk=lots[0].pk).update(cree_le=LUNDI - timedelta(days=1))
    premiere = client.get(LOTS)
    seconde = client.get(LOTS + premiere.context["suivante"])
    assert [[lot.pk for lot in reponse.context["lots"]] for reponse in (premiere, seconde)] == [
        [lots[2].pk, lots[1].pk],
        [lots[0].pk],
    ]


@pytest.mark.parametrize("nombre", [1, 3])
@pytest.mark.parametrize(
    ("genre", "parametres", "requetes"),
    [
        ("relancer", {}, 7),
        ("complement", {"exigence": "nil", "motif": "A"}, 11),
        ("ecrire", {"objet": "A", "texte": "B", "attend_reponse": ""}, 6),
    ],
)
def test_a_preview_costs_the_same(client, ans, nombre, genre, parametres, requetes, django_assert_num_queries):
    membre = make_membre(make_editeur())
    lot = make_lot(genre, [make_submitted(membre) for _ in range(nombre)], ans, **parametres)
    client.get(page_of(lot))
    with django_assert_num_queries(requetes):
        client.get(page_of(lot))


@pytest.mark.parametrize("nombre", [1, 3])
def test_a_report_and_a_list_cost_the_same(client, ans, nombre, django_assert_num_queries):
    membre = make_membre()
    for _ in range(nombre):
        lot = finished(make_lot("relancer", [make_submitted(membre) for _ in range(nombre)], ans))
    with django_assert_num_queries(5):
        client.get(page_of(lot))
    with django_assert_num_queries(3):
        client.get(LOTS)
