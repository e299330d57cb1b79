"""The page of someone whose opinion is asked: the question, the chosen proofs, one answer; else one sentence."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from dossiers.actions.apercu import make_apercu
from dossiers.actions.avis import withdraw_avis
from dossiers.actions.etape import decide_etape, submit_etape
from dossiers.actions.quarantaine import quarantine_piece
from dossiers.models import Avis
from dossiers.queries.avis import jeton_avis
from tests.factories import (
    fresh,
    make_avis,
    make_dossier,
    make_instructeur,
    make_pieces,
    make_ready,
    make_submitted,
    verdicts,
)
from tests.instruction.outils import text
from tests.lecture import read_page

pytestmark = pytest.mark.django_db
CLOSE = "Aucun avis n’est attendu ici : la demande est close, ou l’adresse est incomplète."


@pytest.fixture
def avis() -> Avis:
    dossier = make_submitted(nom="CANARI-42")
    for piece in dossier.pieces.all():
        make_apercu(piece.pk)
    return make_avis(dossier, le=timezone.now())


def url(avis: Avis) -> str:
    return reverse("avis", args=[jeton_avis(avis.uuid)])


def preview(avis: Avis, piece=None) -> str:
    return reverse("avis_apercu", args=[jeton_avis(avis.uuid), (piece or avis.pieces.get()).uuid])


def test_the_question_and_the_proofs_and_nothing_else(client, avis):
    reponse = client.get(url(avis))
    page = text(reponse)
    assert reponse.status_code == 200
    assert "Est-ce bien lui ?" in page
    assert "Pièce 1 : Preuve de la demande déposée au CNDA." in page
    images = [img.attrs["src"] for img in read_page(reponse).find_all("img") if "avis" in img.attrs["src"]]
    assert images == [preview(avis)]
    dossier = avis.dossier
    tout = reponse.content.decode()
    for secret in ("CANARI-42", str(dossier.editeur), dossier.reference, str(dossier.uuid), "cnda.png", "00123"):
        assert secret not in tout, secret


def test_only_the_chosen_proofs(client, avis):
    """Of a proof of two files, the second alone; nor another dossier's."""
    dossier = make_ready(make_dossier(etape=2))
    make_pieces(dossier, 2)
    submit_etape(dossier=dossier, par=dossier.cree_par)
    cachee, montree = dossier.pieces.filter(remplacee_le=None).order_by("rang")
    for piece in (cachee, montree):
        make_apercu(piece.pk)
    demande = make_avis(fresh(dossier), le=timezone.now(), pieces=[str(montree.uuid)])
    servies = [client.get(preview(demande, piece)) for piece in (montree, cachee, avis.pieces.get())]
    assert [reponse.status_code for reponse in servies] == [200, 404, 404]
    servies[0].close()


def test_the_preview_is_served_and_kept_by_nobody(client, avis):
    reponse = client.get(preview(avis))
    assert (reponse.status_code, reponse["Content-Type"]) == (200, "image/webp")
    assert b"".join(reponse.streaming_content)
    for reponse in (client.get(url(avis)), client.get(preview(avis))):
        reponse.close()
        assert "no-store" in reponse["Cache-Control"].split(", ")
        assert reponse["X-Robots-Tag"] == "noindex, nofollow, noarchive"
        assert (reponse["X-Frame-Options"], reponse["Referrer-Policy"]) == ("DENY", "same-origin")
        assert "default-src 'none'" in reponse["Content-Security-Policy"]


def test_answered_once_then_closed_with_thanks(client, avis):
    reponse = client.post(url(avis), {"texte": "Oui.", "sens": "favorable"}, follow=True)
    assert reponse.redirect_chain == [(url(avis), 302)]
    assert "Merci, votre avis est transmis à l’ANS" in text(reponse)
    assert "Est-ce bien lui" not in text(reponse)
    avis.refresh_from_db()
    assert (avis.reponse, avis.sens) == ("Oui.", "favorable")
    assert client.get(preview(avis)).status_code == 404
    encore = client.post(url(avis), {"texte": "Non, en fait.", "sens": ""})
    assert encore.status_code == 404
    assert "Non, en fait." in text(encore)
    avis.refresh_from_db()
    assert avis.reponse == "Oui."


@pytest.mark.parametrize("fin", ["withdrawn", "expired", "decided", "unknown"])
@pytest.mark.parametrize("methode", ["get", "post"])
def test_one_sober_sentence_whatever_the_reason(client, avis, fin, methode):
    adresse = url(avis)
    if fin == "withdrawn":
        withdraw_avis(avis=avis, par=make_instructeur())
    elif fin == "expired":
        Avis.objects.update(expire_le=timezone.now() - timedelta(seconds=1))
    elif fin == "decided":
        dossier = fresh(avis.dossier)
        version, par = dossier.version, make_instructeur()
        decide_etape(dossier=dossier, decision="valider", examens=verdicts(), version=version, par=par)
    else:
        adresse = reverse("avis", args=["0" * 64])
    reponse = getattr(client, methode)(adresse, {"texte": "Ma réponse."} if methode == "post" else {})
    page = text(reponse)
    assert (reponse.status_code, CLOSE in page) == (404, True)
    assert "Est-ce bien lui" not in page
    assert ("Ma réponse." in page) is (methode == "post")
    if fin != "unknown":
        assert client.get(preview(avis)).status_code == 404


def test_an_empty_answer_comes_back_with_its_sentence(client, avis):
    reponse = client.post(url(avis), {"texte": " ", "sens": "reserve"})
    page = read_page(reponse)
    assert "Écrivez votre avis avant de l’envoyer." in page.find_id("id_texte_error").texte
    assert [i.attrs["value"] for i in page.find_all("input", type="radio") if "checked" in i.attrs] == ["reserve"]


def test_a_word_that_is_none_is_refused(client, avis):
    reponse = client.post(url(avis), {"texte": "Oui.", "sens": "ravi"})
    assert "Choisissez une de ces réponses." in text(reponse)
    assert Avis.objects.get().reponse == ""


def test_too_many_tries_wait_and_lose_nothing(client, avis):
    for _ in range(11):
        client.post(url(avis), {"texte": ""})
    reponse = client.post(url(avis), {"texte": "Ma longue réponse."})
    assert "Attendez 1 minute" in text(reponse)
    assert read_page(reponse).find_id("id_texte").texte == "Ma longue réponse."


def test_a_proof_put_in_quarantine_is_no_more_shown(client, avis):
    piece = avis.pieces.get()
    quarantine_piece(piece=piece, motif="Un nom de patient se lit.", par=make_instructeur())
    page = text(client.get(url(avis)))
    assert "1 pièce ne peut plus être montrée." in page
    assert "nom de patient" not in page
    reponse = client.get(preview(avis))
    assert reponse.status_code == 404
    assert "nom de patient" not in text(reponse)


def test_what_is_written_is_text(client, avis):
    Avis.objects.update(question="<script>alert(1)</script>")
    assert "<script>alert" not in client.get(url(avis)).content.decode()
