"""What an étape does with what is posted: kept, told field by field, with or without script, never lost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from dossiers.actions.charte import accept_charte
from dossiers.actions.etape import submit_etape
from dossiers.depot import brouillon
from dossiers.models import Dossier, Piece, Reponse
from tests.factories import (
    LUNDI,
    REPONSES,
    fresh,
    make_decided,
    make_dossier,
    make_editeur,
    make_membre,
    make_piece,
    make_pieces,
    make_ready,
    picture,
    upload,
)
from tests.lecture import Noeud, read_page

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def dossier(membre) -> Dossier:
    return make_dossier(membre, etape=2)


def page_of(dossier, numero: int = 2) -> str:
    return reverse("depot:etape", args=[dossier.uuid, numero])


def stored(dossier) -> dict[str, str]:
    return dict(Reponse.objects.filter(editeur=dossier.editeur).order_by("pk").values_list("code", "valeur"))


def fragment_ids(reponse) -> list[str]:
    """What htmx is given to put in place."""
    return [n.attrs["id"] for n in read_page(reponse).walk() if n.attrs.get("hx-swap-oob") == "true"]


def messages_of(reponse) -> list[str]:
    return [" ".join(str(message).split()) for message in reponse.context["messages"]]


def summary(page: Noeud) -> list[str]:
    return [ligne.texte for ligne in page.find_id("resume").find_all("li")]


def shown(connecte, dossier) -> list[str]:
    """The files of the proof in place, as the page shows them."""
    item = read_page(connecte.get(page_of(dossier))).find_id("item-preuve_cnda")
    return [place.find("a").texte for place in item.find_all("div", "segur-piece")]


def post_shown(connecte, dossier, **donnees) -> object:
    """A draft that saves itself from the page as it is now shown."""
    affiches = read_page(connecte.get(page_of(dossier))).find("input", name="affiches").attrs["value"]
    return connecte.post(page_of(dossier), {"affiches": affiches, **donnees}, headers=HTMX)


# ---------------------------------------------------------------- without script


def test_a_plain_post_is_kept_and_said(connecte, dossier):
    reponse = connecte.post(page_of(dossier), {"montage": "non", "nie": "00123", "geste": "enregistrer"}, follow=True)
    assert reponse.redirect_chain == [(page_of(dossier), 302)]
    assert messages_of(reponse) == ["Votre brouillon est enregistré."]
    assert stored(dossier) == {"montage": "non", "nie": "00123"}


def test_what_is_not_asked_any_more_is_kept(connecte, dossier):
    connecte.post(page_of(dossier), {"montage": "non", "nil": "456", "statut_cnda": "Recette"})
    connecte.post(page_of(dossier), {"montage": "oui"})
    page = read_page(connecte.get(page_of(dossier)))
    assert page.find_id("id_nil") is None
    connecte.post(page_of(dossier), {"montage": "non"})
    page = read_page(connecte.get(page_of(dossier)))
    assert (page.find_id("id_nil").attrs["value"], page.find_id("id_statut_cnda").attrs["value"]) == ("456", "Recette")


def test_foreign_codes_and_closed_fields_are_passed_over(connecte, membre):
    dossier = make_decided("demander_complements", membre=membre)
    avant = stored(dossier)
    saisie = {"nie": "AUTRE", "zzz": "x", "etat": "validee", "nru_utilisateur": "9", "statut_cnda": "Examen"}
    connecte.post(page_of(dossier), saisie)
    assert stored(dossier) == {**avant, "statut_cnda": "Examen"}


def test_an_answer_that_is_none_is_kept_shown_as_wrong_and_still_asked(connecte, dossier):
    page = read_page(connecte.post(page_of(dossier), {"montage": "peut-être", "geste": "envoi"}))
    assert stored(dossier) == {"montage": "peut-être"}
    assert page.find_id("id_montage").attrs["aria-describedby"] == "id_montage_helptext id_montage_error"


def test_a_nul_byte_is_taken_out_and_said(connecte, dossier):
    page = read_page(connecte.post(page_of(dossier), {"nie": "00\x00123"}))
    assert stored(dossier) == {"nie": "00123"}
    assert page.find_id("id_nie").attrs["value"] == "00123"
    assert summary(page) == [
        "Numéro d’identification éditeur (NIE) : Ce champ contenait un caractère invisible interdit (nul). Nous "
        "l’avons "
        "retiré : vérifiez puis renvoyez."
    ]
    assert page.find("title").enfants[0].startswith("Erreur – ")


def test_a_nul_byte_in_a_foreign_field_is_nothing(connecte, dossier):
    assert connecte.post(page_of(dossier), {"zzz": "\x00", "nie": "1"}).status_code == 302


@pytest.mark.parametrize("geste", ["enregistrer", "envoi", ""])
def test_a_text_too_long_is_not_kept_but_stays_on_the_page(connecte, dossier, geste):
    long = "néant " * 834
    connecte.post(page_of(dossier), {"versions_obsoletes": "avant"})
    page = read_page(connecte.post(page_of(dossier), {"versions_obsoletes": long, "nie": "1", "geste": geste}))
    assert len(long) == 5004
    assert stored(dossier) == {"versions_obsoletes": "avant", "nie": "1"}
    assert page.find_id("id_versions_obsoletes").brut.strip() == long.strip()
    phrase = "Ce texte dépasse 5000 caractères : il n’a pas été enregistré, raccourcissez-le."
    assert page.find_id("id_versions_obsoletes_error").texte == f"Erreur : {phrase}"
    assert f"Versions obsolètes de la solution : {phrase}" in summary(page)


def test_a_text_of_exactly_the_bound_is_kept(connecte, dossier):
    connecte.post(page_of(dossier), {"versions_obsoletes": "é" * 5000})
    assert len(stored(dossier)["versions_obsoletes"]) == 5000


def test_sending_what_is_incomplete_says_all_that_is_missing_each_at_its_field(connecte, dossier):
    page = read_page(connecte.post(page_of(dossier), {"montage": "non", "nil": "é é", "geste": "envoi"}))
    resume = page.find_id("resume")
    assert resume.find("h2").texte == "4 points sont à corriger"
    ancres = [a.attrs["href"].removeprefix("#") for a in resume.find_all("a")]
    assert ancres == ["id_nie", "id_nil", "id_preuve_cnda", "id_versions_obsoletes"]
    for ancre in ancres:
        champ = page.find_id(ancre)
        assert (champ.attrs["aria-describedby"], champ.attrs["aria-invalid"]) == (
            f"{ancre}_helptext {ancre}_error",
            "true",
        )
        assert page.find_id(f"{ancre}_error").texte.startswith("Erreur : ")
    assert fresh(dossier).etat == "ouverte"


def test_sending_what_is_ready_leads_to_the_last_look(connecte, membre, dossier):
    make_piece(dossier)
    reponse = connecte.post(page_of(dossier), {**REPONSES, "geste": "envoi"})
    assert reponse["Location"] == reverse("depot:envoi", args=[dossier.uuid])


def test_a_status_of_many_words_is_no_error(connecte, membre):
    dossier = make_ready(make_dossier(membre, etape=2), statut_cnda="mot " * 100)
    page = read_page(connecte.get(page_of(dossier)))
    assert page.find_id("id_statut_cnda_error") is None


# ---------------------------------------------------------------- files


def test_a_proof_is_deposited_then_replaced_and_the_former_is_kept(connecte, dossier):
    connecte.post(page_of(dossier), {"montage": "non", "preuve_cnda": upload("une.png"), "geste": "deposer"})
    connecte.post(page_of(dossier), {"preuve_cnda": upload("deux.png", picture("JPEG"))})
    pieces = Piece.objects.order_by("pk").values_list("nom", "type")
    assert list(pieces) == [("une.png", "png"), ("deux.png", "jpeg")]
    item = read_page(connecte.get(page_of(dossier))).find_id("item-preuve_cnda")
    assert item.find("div", "segur-piece").find("a").texte == "deux.png"
    versions = item.find_id("versions-preuve_cnda")
    assert (versions.find("summary").texte, [li.find("a").texte for li in versions.find_all("li")]) == (
        "Versions précédentes (1)",
        ["une.png"],
    )
    assert item.find("button", name="geste").texte == "Déposer"


def test_several_files_are_one_proof_others_follow_and_one_is_taken_away(connecte, dossier):
    fichiers = [upload(f"{nom}.png", picture(couleur=nom)) for nom in ("red", "green")]
    connecte.post(page_of(dossier), {"montage": "non", "preuve_cnda": fichiers, "geste": "deposer"})
    assert shown(connecte, dossier) == ["red.png", "green.png"]
    suite = upload("blue.png", picture(couleur="blue"))
    connecte.post(page_of(dossier), {"preuve_cnda": suite, "suite_preuve_cnda": "oui"})
    assert shown(connecte, dossier) == ["red.png", "green.png", "blue.png"]
    seconde = Piece.objects.get(nom="green.png")
    reponse = connecte.post(page_of(dossier), {"retirer": str(seconde.uuid), "nie": "00123"})
    assert (reponse.status_code, stored(dossier)["nie"]) == (302, "00123")
    assert shown(connecte, dossier) == ["red.png", "blue.png"]
    item = read_page(connecte.get(page_of(dossier))).find_id("item-preuve_cnda")
    assert [n.texte for n in item.find_all("p", "fr-text--bold")] == ["Fichier 1 sur 2", "Fichier 2 sur 2"]
    assert item.find_id("versions-preuve_cnda").find("li").find("a").texte == "green.png"


def test_a_file_taken_away_by_the_script_is_gone_from_the_page(connecte, dossier):
    connecte.post(page_of(dossier), {"montage": "non", "preuve_cnda": upload("une.png")})
    reponse = post_shown(connecte, dossier, retirer=str(Piece.objects.get().uuid))
    item = read_page(reponse).find_id("item-preuve_cnda")
    assert ("champs" in fragment_ids(reponse), item.find_all("div", "segur-piece")) == (True, [])
    assert item.find_id("versions-preuve_cnda").find("summary").texte == "Versions précédentes (1)"


@pytest.mark.parametrize("piece", ["x", "é", "0" * 32, ""])
def test_what_is_not_in_place_is_not_taken_away(connecte, dossier, piece):
    connecte.post(page_of(dossier), {"montage": "non", "preuve_cnda": upload("une.png")})
    page = read_page(connecte.post(page_of(dossier), {"retirer": piece}, headers=HTMX))
    phrase = "Ce fichier n’est plus en place : rechargez la page pour voir la preuve telle qu’elle est."
    assert (shown(connecte, dossier), phrase in page.texte) == (["une.png"], bool(piece))


def test_six_files_at_once_are_too_many(connecte, dossier):
    fichiers = [upload(f"{n}.png") for n in range(6)]
    page = read_page(connecte.post(page_of(dossier), {"montage": "non", "preuve_cnda": fichiers}))
    phrase = "Une preuve compte 5 fichiers au plus : retirez-en, ou remplacez-la."
    assert (page.find_id("id_preuve_cnda_error").texte, Piece.objects.count()) == (f"Erreur : {phrase}", 0)


def test_a_proof_of_five_files_is_only_replaced(connecte, dossier):
    connecte.post(page_of(dossier), {"montage": "non"})
    make_pieces(dossier, 5)
    item = read_page(connecte.get(page_of(dossier))).find_id("item-preuve_cnda")
    assert item.find_id("suite-preuve_cnda") is None
    assert item.find("button", name="geste").texte == "Remplacer la pièce"


@pytest.mark.parametrize("tetes", [{}, HTMX], ids=["plain", "htmx"])
@pytest.mark.parametrize(
    ("contenu", "phrase"),
    [
        (b"", "Ce fichier est vide"),
        (b"%PDF-1.7 rien", "Ce PDF est abîmé"),
        (b"<svg onload=alert(1)>", "Ce fichier est un dessin SVG"),
        (picture("GIF"), "Ce fichier est une image GIF"),
        (picture()[:200], "Cette image est abîmée"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * (10 * 1024 * 1024), "Ce fichier pèse plus de 10 Mo"),
    ],
    ids=["empty", "pdf", "svg", "gif", "cut", "heavy"],
)
def test_a_wrong_file_is_refused_at_its_field_and_in_the_summary(connecte, dossier, tetes, contenu, phrase):
    connecte.post(page_of(dossier), {"montage": "non"})
    envoi = {"montage": "non", "nil": "456", "preuve_cnda": SimpleUploadedFile("p.png", contenu)}
    if not contenu:
        envoi["preuve_cnda"] = SimpleUploadedFile("p.png", b"", content_type="image/png")
    page = read_page(connecte.post(page_of(dossier), envoi, headers=tetes))
    erreur = page.find_id("id_preuve_cnda_error")
    assert erreur.texte.startswith(f"Erreur : {phrase}")
    assert page.find_id("id_preuve_cnda").attrs["aria-describedby"] == "id_preuve_cnda_helptext id_preuve_cnda_error"
    assert [ligne.split(" : ")[0] for ligne in summary(page)] == ["Preuve de la demande déposée au CNDA"]
    assert page.find_id("id_nil").attrs["value"] == "456"
    assert Piece.objects.count() == 0


def test_the_refusal_of_a_file_stays_until_another_is_given(connecte, dossier):
    connecte.post(page_of(dossier), {"montage": "non"})
    page = read_page(post_shown(connecte, dossier, preuve_cnda=SimpleUploadedFile("p.png", b"faux")))
    retenus = {nom: page.find("input", name=nom).attrs["value"] for nom in ("affiches", "refus")}
    reponse = connecte.post(page_of(dossier), {**retenus, "nie": "1"}, headers=HTMX)
    assert fragment_ids(reponse) == ["preparation", "barre", "enregistre", "montre"]
    page = read_page(connecte.post(page_of(dossier), {"refus": retenus["refus"], "nie": "2"}, headers=HTMX))
    assert page.find_id("id_preuve_cnda_error").texte.startswith("Erreur : Ce fichier n’est pas une image")
    page = read_page(connecte.post(page_of(dossier), {**retenus, "preuve_cnda": upload()}, headers=HTMX))
    assert (page.find_id("id_preuve_cnda_error"), page.find_all(name="refus")) == (None, [])


@pytest.mark.parametrize("refus", ["x", "é", "a:b:c", ""])
def test_a_refusal_that_we_did_not_sign_is_nothing(connecte, dossier, refus):
    connecte.post(page_of(dossier), {"montage": "non"})
    reponse = connecte.post(page_of(dossier), {"refus": refus, "nie": "1"}, headers=HTMX)
    assert read_page(reponse).find_id("id_preuve_cnda_error") is None


def test_several_wrong_files_are_all_told(connecte, dossier):
    faux = SimpleUploadedFile("p.png", b"faux")
    page = read_page(
        connecte.post(page_of(dossier), {"montage": "non", "preuve_cnda": faux, "inconnue": upload(), "nie": "1"})
    )
    assert [ligne.split(" : ")[0] for ligne in summary(page)] == [
        "Cette pièce n’est pas modifiable maintenant.",
        "Preuve de la demande déposée au CNDA",
    ]
    assert stored(dossier) == {"montage": "non", "nie": "1"}


def test_a_file_for_a_closed_field_is_refused(connecte, membre):
    dossier = make_ready(make_dossier(membre, etape=2))
    submit_etape(dossier=dossier, par=membre)
    assert connecte.post(page_of(dossier), {"preuve_cnda": upload()}).status_code == 409
    assert Piece.objects.count() == 1


# ---------------------------------------------------------------- with htmx


def test_a_draft_that_saves_itself_answers_the_panel_and_the_hour_alone(connecte, dossier):
    reponse = post_shown(connecte, dossier, nie="00123")
    assert (reponse.status_code, fragment_ids(reponse)) == (200, ["preparation", "barre", "enregistre", "montre"])
    assert read_page(reponse).find_id("enregistre").texte.startswith("Brouillon enregistré à ")
    assert stored(dossier) == {"nie": "00123"}


@pytest.mark.parametrize(
    "saisie",
    [{"montage": "oui"}, {"nie": "é"}, {"nie": "a\x00"}, {"versions_obsoletes": "x" * 5001}],
    ids=["what is asked", "what is wrong", "nul", "too long"],
)
def test_the_fields_come_again_when_what_is_asked_or_wrong_changed(connecte, dossier, saisie):
    reponse = post_shown(connecte, dossier, **saisie)
    assert fragment_ids(reponse) == ["preparation", "barre", "enregistre", "montre", "resume", "champs"]


def test_an_error_mended_leaves_the_page(connecte, dossier):
    post_shown(connecte, dossier, nie="é")
    page = read_page(post_shown(connecte, dossier, nie="00123"))
    assert page.find_id("id_nie").attrs["value"] == "00123"
    assert page.find_id("id_nie_error") is None


def test_after_a_failed_sending_what_is_missing_is_said_until_it_is_there(connecte, dossier):
    page = read_page(connecte.post(page_of(dossier), {"montage": "non", "geste": "envoi"}))
    suivi = {nom: page.find("input", name=nom).attrs["value"] for nom in ("affiches", "strict")}
    page = read_page(connecte.post(page_of(dossier), {**suivi, "nie": "00123"}, headers=HTMX))
    assert page.find_id("resume").find("h2").texte == "3 points sont à corriger"
    assert (page.find_id("id_nie_error"), page.find_id("id_nil_error") is None) == (None, False)


def test_a_draft_not_yet_sent_is_not_blamed_for_what_is_missing(connecte, dossier):
    page = read_page(post_shown(connecte, dossier, montage="non"))
    assert (page.find_id("resume").texte, page.find_id("id_nil_error")) == ("", None)


def test_a_file_that_saves_itself_shows_its_place_at_once(connecte, dossier):
    connecte.post(page_of(dossier), {"montage": "non"})
    reponse = post_shown(connecte, dossier, preuve_cnda=upload("une.png"))
    page = read_page(reponse)
    assert "champs" in fragment_ids(reponse)
    apercu = page.find_id("item-preuve_cnda").find("div", "segur-apercu")
    piece = Piece.objects.get()
    assert apercu.attrs["hx-get"] == reverse("depot:piece_etat", args=[dossier.uuid, piece.uuid])


def test_the_form_that_saves_itself_leaves_files_to_their_own_field(connecte, dossier):
    connecte.post(page_of(dossier), {"montage": "non"})
    page = read_page(connecte.get(page_of(dossier)))
    formulaire = page.find("main").find("form")
    enveloppe = page.find_id("champ-id_preuve_cnda")
    assert formulaire.attrs["hx-params"] == "not preuve_cnda"
    assert (enveloppe.attrs["hx-params"], enveloppe.attrs["hx-trigger"]) == ("*", "change consume")


@pytest.mark.parametrize("nombre", [1, 3])
def test_it_costs_the_same_whatever_the_dossier_holds(connecte, membre, django_assert_num_queries, nombre):
    dossier = make_ready(make_dossier(membre, etape=2))
    for rang in range(nombre):
        make_piece(dossier, nom=f"{rang}.png")
        make_ready(make_dossier(membre, etape=2))
    page = read_page(connecte.get(page_of(dossier)))
    vue = {nom: page.find("input", name=nom).attrs["value"] for nom in ("affiches", "montre")}
    with django_assert_num_queries(10):
        connecte.get(page_of(dossier))
    with django_assert_num_queries(24):
        connecte.post(page_of(dossier), {**vue, "nie": "00123"}, headers=HTMX)
    with django_assert_num_queries(40):
        connecte.post(page_of(dossier), {**vue, "versions_obsoletes": "1.0"}, headers=HTMX)


# ---------------------------------------------------------------- étape 1


def test_the_charte_accepted_opens_etape_2(connecte, membre):
    dossier = make_dossier(membre)
    saisie = {"acceptee": "oui", "nru_utilisateur": "NRU 9", "geste": "accepter_charte"}
    reponse = connecte.post(page_of(dossier, 1), saisie, follow=True)
    assert reponse.redirect_chain == [(page_of(dossier, 2), 302)]
    assert messages_of(reponse) == ["La charte est acceptée. L’étape 2 « Éligibilité » est ouverte."]
    assert stored(dossier) == {"nru_utilisateur": "NRU9"}


def test_the_box_must_be_ticked(connecte, membre):
    dossier = make_dossier(membre)
    page = read_page(connecte.post(page_of(dossier, 1), {"nru_utilisateur": "9", "geste": "accepter_charte"}))
    phrase = "Cochez la case pour accepter la charte : sans elle, l’étape 2 reste fermée."
    assert page.find_id("id_acceptee").attrs["aria-describedby"] == "id_acceptee_error"
    assert page.find_id("id_acceptee_error").texte == f"Erreur : {phrase}"
    assert summary(page) == [f"Charte de référencement Ségur : {phrase}"]
    assert page.find_id("resume").find("a").attrs["href"] == "#id_acceptee"
    assert (fresh(dossier).etape, stored(dossier)) == (1, {"nru_utilisateur": "9"})


def test_a_salarie_cannot_accept_even_by_hand(client):
    editeur = make_editeur("Alpha Santé")
    dossier = make_dossier(make_membre(editeur))
    client.force_login(make_membre(editeur, "salarie"))
    reponse = client.post(page_of(dossier, 1), {"acceptee": "oui", "geste": "accepter_charte"})
    assert (reponse.status_code, fresh(dossier).etape) == (403, 1)
    assert "« Accepter la charte » est réservé à ces rôles" in " ".join(reponse.content.decode().split())


@pytest.mark.parametrize("role", ["representant", "salarie"])
def test_each_role_saves_the_draft_of_etape_1(client, role):
    editeur = make_editeur("Alpha Santé")
    dossier = make_dossier(make_membre(editeur))
    client.force_login(make_membre(editeur, role))
    assert client.post(page_of(dossier, 1), {"nru_utilisateur": "9"}).status_code == 302
    assert stored(dossier) == {"nru_utilisateur": "9"}


# ---------------------------------------------------------------- stale tabs


def test_a_tab_left_open_on_what_has_been_sent_loses_nothing_and_says_so(connecte, membre):
    dossier = make_ready(make_dossier(membre, etape=2))
    submit_etape(dossier=dossier, par=membre, le=LUNDI)
    saisie = {"nie": "00123", "nil": "AUTRE", "versions_obsoletes": "1.0\r\n2.0", "geste": "enregistrer"}
    reponse = connecte.post(page_of(dossier), saisie)
    page = read_page(reponse).find("main")
    assert (reponse.status_code, stored(dossier)["nil"]) == (409, "456-A")
    assert page.find("div", "segur-messages").texte.startswith(
        "L’étape 2 est maintenant en instruction : rien n’a été modifié."
    )
    perdu = page.find("div", "segur-deux__principal").find("div", "fr-alert--warning")
    assert perdu.texte == (
        "Votre saisie n’a pas été enregistrée La voici, pour que vous puissiez la recopier : "
        "Numéro d’identification logiciel (NIL) AUTRE Versions obsolètes de la solution 1.0 2.0"
    )


def test_the_same_with_htmx_keeps_the_page_and_says_so(connecte, membre):
    dossier = make_ready(make_dossier(membre, etape=2))
    submit_etape(dossier=dossier, par=membre, le=LUNDI)
    reponse = connecte.post(page_of(dossier), {"nil": "AUTRE"}, headers=HTMX)
    assert (reponse.status_code, fragment_ids(reponse)) == (409, ["enregistre"])
    assert read_page(reponse).texte == (
        "L’étape 2 est maintenant en instruction : rien n’a été modifié. Rechargez la page."
    )


def test_a_charte_accepted_meanwhile_by_a_colleague(connecte, membre):
    dossier = make_dossier(membre)
    accept_charte(dossier=dossier, acceptee=True, par=membre, le=LUNDI)
    reponse = connecte.post(page_of(dossier, 1), {"acceptee": "oui", "geste": "accepter_charte"})
    assert reponse.status_code == 409
    assert (
        read_page(reponse)
        .find("div", "segur-messages")
        .texte.startswith("L’étape 1 est maintenant validée : rien n’a été modifié.")
    )


def test_an_etape_sent_between_the_look_and_the_write(connecte, membre, monkeypatch):
    """The row says open when the view looks, and is with the ANS when the action locks it."""
    dossier = make_ready(make_dossier(membre, etape=2))
    perime = fresh(dossier)
    submit_etape(dossier=dossier, par=membre, le=LUNDI)
    monkeypatch.setattr("dossiers.depot.etape.dossier_of", lambda compte, uuid: perime)
    reponse = connecte.post(page_of(dossier), {"nil": "AUTRE", "preuve_cnda": upload()})
    assert (reponse.status_code, stored(dossier)["nil"], Piece.objects.count()) == (409, "456-A", 1)


def test_a_charte_accepted_between_the_look_and_the_write(connecte, membre, monkeypatch):
    dossier = make_dossier(membre)
    perime = fresh(dossier)
    accept_charte(dossier=dossier, acceptee=True, par=membre, le=LUNDI)
    monkeypatch.setattr("dossiers.depot.etape.dossier_of", lambda compte, uuid: perime)
    reponse = connecte.post(page_of(dossier, 1), {"acceptee": "oui", "geste": "accepter_charte"})
    assert reponse.status_code == 409


def test_an_ended_session_says_so_and_keeps_the_page(client, dossier):
    reponse = client.post(page_of(dossier), {"nie": "1"}, headers=HTMX)
    assert (reponse.status_code, stored(dossier)) == (302, {})


def test_files_after_those_that_took_too_long_are_given_back(connecte, dossier, monkeypatch):
    monkeypatch.setattr(brouillon, "PATIENCE", -1)
    envoi = {"montage": "non", "preuve_cnda": SimpleUploadedFile("p.png", picture())}
    page = read_page(connecte.post(page_of(dossier), envoi))
    assert page.find_id("id_preuve_cnda_error").texte == f"Erreur : {brouillon.TROP_LONG_A_OUVRIR}".replace(
        "\u00a0", " "
    )
    assert Piece.objects.count() == 0
