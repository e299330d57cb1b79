"""The second reading on the reviewer's page: who sees what, whose form is open, and the ways out of a disagreement."""

import pytest
from django.urls import reverse

from dossiers.actions.etape import decide_etape
from dossiers.actions.relecture import waive_relecture
from dossiers.models import Relecture, Soumission
from tests.factories import (
    fresh,
    make_administrateur,
    make_instructeur,
    make_proposed,
    make_submitted,
    verdicts,
)
from tests.instruction.outils import CONFORMES, COUPEE, address, post, text, typed
from tests.lecture import read_page

pytestmark = pytest.mark.django_db
MOTIF = "La copie d’écran est coupée."
REFUS = {**CONFORMES, **COUPEE}


@pytest.fixture
def ines(client):
    compte = make_instructeur(prenom="Inès", nom="Leroy")
    client.force_login(compte)
    return compte


@pytest.fixture
def thomas():
    return make_instructeur(prenom="Thomas", nom="Girard")


def waive_url(dossier) -> str:
    return reverse("instruction:dispenser_relecture", args=[dossier.uuid])


def disagree(dossier, par):
    dossier = fresh(dossier)
    version = dossier.version
    decide_etape(dossier=dossier, decision="valider", examens=verdicts(), version=version, par=par)
    return fresh(dossier)


def section(reponse):
    return read_page(reponse).find_id("seconde-lecture")


def test_a_refusal_is_announced_as_held(client, ines):
    dossier = make_submitted()
    reponse = client.post(
        address(dossier), {"geste": "refuser", "version": dossier.version, "tour": 1, **REFUS}, follow=True
    )
    page = text(reponse)
    assert "Votre décision est gardée : une autre personne doit lire ce dossier avant qu’elle ne s’applique." in page
    assert f"{dossier.editeur} n’en est pas averti." in page
    reponse = client.get(address(dossier))
    assert "Vous avez proposé de refuser" in section(reponse).texte
    assert MOTIF in section(reponse).texte
    assert read_page(reponse).find_id("examen") is None


def test_the_second_reader_reads_blind(client, thomas):
    dossier = make_proposed(par=thomas)
    client.force_login(make_instructeur())
    reponse = client.get(address(dossier))
    assert section(reponse).texte.startswith("Seconde lecture Seconde lecture attendue Thomas Girard a lu ce dossier")
    page = text(reponse)
    assert MOTIF not in page
    assert "proposé de refuser" not in page
    assert "toujours à deux" not in page
    assert typed(reponse) == {}
    assert read_page(reponse).find_id("examen") is not None


def test_the_first_reader_has_no_form_and_is_told_why(client, ines):
    dossier = make_proposed(par=ines)
    assert client.get(address(dossier)).context["form"] is None
    reponse = post(client, dossier, "refuser", {**REFUS, "motif": "Encore."})
    assert reponse.status_code == 409
    assert "la seconde lecture est celle d’une autre personne" in text(reponse)
    assert "Encore." in text(reponse)
    assert fresh(dossier).version == dossier.version


def test_agreeing_shows_both_readings(client, ines, thomas):
    dossier = make_proposed(par=thomas)
    assert post(client, dossier, "refuser", REFUS).status_code == 302
    assert Soumission.objects.get().decision == "refuser"
    reponse = client.get(address(dossier))
    entetes = [th.texte for th in section(reponse).find_all("th", scope="col")]
    assert entetes == ["Exigence", "Thomas Girard", "Inès Leroy"]
    assert "avis différents" not in section(reponse).texte


def test_disagreeing_is_said_and_shown(client, ines, thomas):
    dossier = make_proposed(par=thomas)
    reponse = client.post(
        address(dossier), {"geste": "valider", "version": dossier.version, "tour": 1, **CONFORMES}, follow=True
    )
    assert "L’autre lecteur n’est pas du même avis : les deux lectures sont ci-dessous." in text(reponse)
    dit = section(reponse).texte
    assert "Thomas Girard propose de refuser ; Inès Leroy, de valider l’étape." in dit
    assert "Rangez-vous à l’autre avis, ou laissez une troisième personne trancher." in dit
    boutons = [b.texte for b in section(reponse).find_all("button")]
    assert boutons == ["Suivre Thomas Girard : refuser"]
    assert "avis différents" in dit


@pytest.mark.parametrize("qui", ["premier", "second", "tiers"])
def test_where_they_disagree_nothing_is_accepted_at_once(client, ines, thomas, qui):
    dossier = disagree(make_proposed(par=thomas), ines)
    client.force_login({"premier": thomas, "second": ines, "tiers": make_instructeur()}[qui])
    reponse = client.get(address(dossier))
    gestes = [bouton.attrs.get("value") for bouton in read_page(reponse).find_id("examen").find_all("button")]
    assert [geste for geste in gestes if geste in ("tout_valider", "tout_conforme")] == []
    assert "Les avis ci-dessous sont ceux d’Inès Leroy" in text(reponse)
    for geste in ("tout_valider", "tout_conforme"):
        refusee = post(client, dossier, geste, {"verdict_nie": "a_corriger", "motif_nie": "Il est faux."})
        assert (refusee.status_code, "rien ne s’accepte d’un coup" in text(refusee)) == (409, True)
        assert typed(refusee)["motif_nie"] == "Il est faux."
    assert (fresh(dossier).version, Soumission.objects.get().decision) == (dossier.version, "")


def test_once_settled_or_before_the_page_is_as_for_any_other(client, thomas):
    dossier = make_proposed(par=thomas)
    client.force_login(make_instructeur())
    assert 'value="tout_conforme"' in client.get(address(dossier)).content.decode()


def test_coming_round_to_the_other_in_one_act(client, ines, thomas):
    dossier = disagree(make_proposed(par=thomas), ines)
    assert post(client, dossier, "suivre_premier").status_code == 302
    soumission = Soumission.objects.get()
    assert (soumission.decision, soumission.decidee_par) == ("refuser", ines)
    assert soumission.examens.get(exigence="preuve_cnda").motif == MOTIF


@pytest.mark.parametrize(("geste", "decision"), [("suivre_premier", "refuser"), ("suivre_second", "valider")])
def test_a_third_person_follows_one_of_them(client, ines, thomas, geste, decision):
    dossier = disagree(make_proposed(par=make_instructeur()), thomas)
    boutons = [b.attrs["value"] for b in section(client.get(address(dossier))).find_all("button")]
    assert boutons == ["suivre_premier", "suivre_second"]
    assert post(client, dossier, geste).status_code == 302
    assert Soumission.objects.get().decision == decision


def test_one_does_not_follow_oneself(client, ines, thomas):
    dossier = disagree(make_proposed(par=thomas), ines)
    reponse = post(client, dossier, "suivre_second")
    assert (reponse.status_code, Soumission.objects.get().decision) == (409, "")
    assert "Utilisez l’un des boutons de la page." in text(reponse)


def test_standing_one_s_ground_is_refused_with_what_was_typed(client, ines, thomas):
    dossier = disagree(make_proposed(par=thomas), ines)
    reponse = post(client, dossier, "valider", {**CONFORMES, "motif": "Tout va bien."})
    assert "rangez-vous au sien (refuser)" in text(reponse)
    assert typed(reponse)["motif"] == "Tout va bien."


def test_following_on_a_stale_page(client, ines, thomas):
    dossier = disagree(make_proposed(par=thomas), make_instructeur())
    dossier.version -= 1
    assert post(client, dossier, "suivre_premier").status_code == 409
    assert Soumission.objects.get().decision == ""


def test_the_queue_has_its_tab_and_its_mark(client, ines, thomas):
    dossier = make_proposed(par=thomas)
    page = text(client.get(reverse("instruction:file"), {"vue": "relectures"}))
    assert "À relire : 1 dossier" in page
    assert "seconde lecture attendue" in page
    client.force_login(thomas)
    assert "Aucune seconde lecture ne vous attend" in text(
        client.get(reverse("instruction:file"), {"vue": "relectures"})
    )
    assert dossier.reference in text(client.get(reverse("instruction:file")))


# ------------------------------------------------------------------ the waiver


def test_an_administrator_waives_with_a_reason(client, thomas):
    admin = make_administrateur(prenom="Sofia", nom="Moreau")
    client.force_login(admin)
    dossier = make_proposed(par=thomas)
    assert waive_url(dossier) in [a.attrs.get("href") for a in section(client.get(address(dossier))).find_all("a")]
    assert "Dispenser ce dossier de seconde lecture" in text(client.get(waive_url(dossier)))
    reponse = client.post(waive_url(dossier), {"motif": "Thomas est seul cette semaine."}, follow=True)
    assert reponse.redirect_chain == [(address(dossier), 302)]
    dit = section(reponse).texte
    assert "Dispensé de seconde lecture Par Sofia Moreau" in dit
    assert "Motif : Thomas est seul cette semaine." in dit
    assert typed(reponse)["motif_preuve_cnda"] == MOTIF


def test_without_a_reason_the_form_comes_back(client, thomas):
    client.force_login(make_administrateur())
    dossier = make_proposed(par=thomas)
    reponse = client.post(waive_url(dossier), {"motif": " "})
    assert reponse.status_code == 200
    assert "Dites pourquoi" in read_page(reponse).find_id("id_motif_error").texte
    assert Relecture.objects.get().dispensee_le is None


def test_a_reviewer_is_told_it_is_not_theirs(client, ines, thomas):
    dossier = make_proposed(par=thomas)
    assert waive_url(dossier) not in client.get(address(dossier)).content.decode()
    assert client.get(waive_url(dossier)).status_code == 403


def test_nothing_to_waive_any_more(client, thomas):
    admin = make_administrateur()
    client.force_login(admin)
    dossier = make_proposed(par=thomas)
    waive_relecture(dossier=dossier, motif="Congés.", par=admin)
    assert client.get(waive_url(dossier)).status_code == 302
    reponse = client.post(waive_url(dossier), {"motif": "Encore."})
    assert "Aucune seconde lecture n’est attendue sur ce dossier." in text(reponse)
    assert "Encore." in text(reponse)
