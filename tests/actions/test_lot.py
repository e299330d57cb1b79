"""Lots: each line goes through the action of one dossier, once, is refused on its own; killed, resumed, cancelled."""

from datetime import timedelta

import pytest
from django.db import OperationalError

from dossiers.actions import lot as actions
from dossiers.actions.dossier import take_dossier, withdraw_dossier
from dossiers.actions.examen import store_examens
from dossiers.actions.lot import (
    ANNULEE,
    FICTIF,
    PANNE,
    TRANCHE,
    cancel_lot,
    complete_lot,
    prepare_lot,
    run_lot,
    start_lot,
    sweep_lots,
)
from dossiers.actions.suspension import suspend_relances
from dossiers.actions.verrou import release_verrou, take_verrou
from dossiers.models import Dossier, Envoi, LigneLot, Lot, Message, Relance
from dossiers.queries.lot import sample_of
from dossiers.rules.lot import NON_DEMANDEE
from dossiers.rules.refus import Interdit, Refus
from tests.factories import (
    LUNDI,
    fresh,
    make_compte,
    make_decided,
    make_dossier,
    make_instructeur,
    make_lot,
    make_membre,
    make_submitted,
    verdicts,
)

pytestmark = pytest.mark.django_db
PLUS_TARD = LUNDI + timedelta(hours=2)


@pytest.fixture
def ans():
    return make_instructeur(prenom="Inès", nom="Leroy")


@pytest.fixture(autouse=True)
def demandes(monkeypatch) -> list:
    """What was asked of the queue."""
    vues = []
    monkeypatch.setattr(actions, "enqueue", lambda *demande: vues.append(demande) is None)
    return vues


def run(lot: Lot, le=PLUS_TARD) -> None:
    """To its end, by as many tasks as it takes."""
    start_lot(lot=lot, par=lot.par, le=le)
    while run_lot(lot_id=lot.pk, le=le):
        continue


def report(lot: Lot) -> list[tuple[str, str]]:
    return [(ligne.etat, ligne.phrase) for ligne in lot.lignes.order_by("rang")]


def counts(lot: Lot) -> tuple:
    lot.refresh_from_db()
    return lot.etat, lot.total, lot.fait, lot.refus


def examined(**autres) -> Dossier:
    """Sent, with a verdict on everything but what is given as None."""
    dossier = make_submitted()
    examens = {code: e for code, e in verdicts().items() if code not in autres}
    par = make_instructeur()
    store_examens(dossier=dossier, examens=examens, version=dossier.version, par=par, le=LUNDI)
    release_verrou(dossier=dossier, par=par, le=LUNDI)
    return fresh(dossier)


def test_a_lot_remembers_what_was_chosen_as_it_was(ans):
    premier, second = make_submitted(), make_dossier()
    lot = prepare_lot(dossiers=[premier, second], genre="relancer", par=ans, le=LUNDI)
    assert counts(lot) == ("prepare", 2, 0, 0)
    lignes = lot.lignes.order_by("rang").values_list("rang", "dossier", "version", "etat")
    assert list(lignes) == [(1, premier.pk, premier.version, "attente"), (2, second.pk, second.version, "attente")]


@pytest.mark.parametrize(
    ("genre", "nombre", "phrase"),
    [("inconnu", 1, "Choisissez ce qu’il faut faire"), ("relancer", 0, "Cochez"), ("relancer", 501, "plus de 500")],
)
def test_what_cannot_be_prepared(ans, genre, nombre, phrase):
    with pytest.raises(Refus, match=phrase):
        prepare_lot(dossiers=[Dossier()] * nombre, genre=genre, par=ans)
    assert Lot.objects.count() == 0


def test_an_editeur_prepares_none():
    dossier = make_dossier()
    for par in (dossier.cree_par, make_compte()):
        with pytest.raises(Interdit):
            prepare_lot(dossiers=[dossier], genre="relancer", par=par)


def test_to_oneself(ans):
    libre, retire = make_dossier(), make_dossier()
    withdraw_dossier(dossier=retire, par=retire.cree_par, le=LUNDI)
    lot = make_lot("confier", [libre, fresh(retire)], ans, referent=str(ans.pk))
    run(lot)
    (faite, refusee) = report(lot)
    assert (faite, refusee[0]) == (("faite", "Confié à Inès Leroy."), "refusee")
    assert refusee[1].startswith("«\u00a0Prendre en charge\u00a0» n’est pas possible maintenant")
    assert (fresh(libre).referent, fresh(retire).referent, counts(lot)) == (ans, None, ("termine", 2, 1, 1))


def test_to_a_colleague_in_the_name_of_who_asks(ans):
    dossiers, collegue = [make_dossier(), make_dossier()], make_instructeur(prenom="Paul", nom="Roy")
    run(make_lot("confier", dossiers, ans, referent=str(collegue.pk)))
    faits = [(fresh(d).referent, d.evenements.order_by("rang").last()) for d in dossiers]
    assert [(a, e.geste, e.par) for a, e in faits] == [(collegue, "confier", ans)] * 2
    # One mail, that names them all.
    (envoi,) = Envoi.objects.filter(genre="confie")
    assert (envoi.destinataire, envoi.donnees["dossiers"]) == (collegue, [d.pk for d in dossiers])


def test_one_that_is_stopped_tells_of_what_was_handed(ans, monkeypatch):
    monkeypatch.setattr(actions, "TRANCHE", 1)
    dossiers, collegue = [make_dossier(), make_dossier()], make_instructeur()
    lot = make_lot("confier", dossiers, ans, referent=str(collegue.pk))
    start_lot(lot=lot, par=ans)
    run_lot(lot_id=lot.pk)
    cancel_lot(lot=lot, par=ans)
    assert Envoi.objects.get(genre="confie").donnees["dossiers"] == [dossiers[0].pk]


def test_one_of_which_nothing_was_handed_tells_of_nothing(ans):
    dossier, collegue = make_dossier(), make_instructeur()
    take_dossier(dossier=dossier, par=collegue, le=LUNDI)
    run(make_lot("confier", [dossier], ans, referent=str(collegue.pk)))
    assert Envoi.objects.filter(genre="confie").count() == 0


def test_to_nobody_else_than_a_reviewer(ans):
    lot = make_lot("confier", [make_dossier()], ans)
    with pytest.raises(Refus) as refus:
        complete_lot(lot=lot, parametres={"referent": str(make_membre().pk)}, par=ans)
    assert list(refus.value.champs) == ["referent"]
    collegue = make_instructeur()
    complete_lot(lot=lot, parametres={"referent": str(collegue.pk)}, par=ans)
    collegue.is_active = False
    collegue.save()
    run(lot)
    assert report(lot) == [("refusee", "Choisissez une personne de l’ANS.")]


def test_reminders_each_on_its_own(ans):
    attendu, soumis, calme = make_dossier(), make_submitted(), make_dossier()
    suspend_relances(
        dossier=calme, par=calme.cree_par, jusqu_a=(LUNDI + timedelta(days=3)).date(), motif="Congés", le=LUNDI
    )
    lot = make_lot("relancer", [attendu, soumis, calme], ans)
    run(lot)
    etats, phrases = zip(*report(lot), strict=True)
    assert etats == ("faite", "refusee", "refusee")
    assert phrases[0] == "1 personne à prévenir, aux heures ouvrées."
    assert phrases[1].startswith("«\u00a0Relancer l’éditeur\u00a0» n’est pas possible")
    assert phrases[2].startswith("Les relances de ce dossier sont suspendues jusqu’au 5 mars 2026")
    assert set(Relance.objects.values_list("dossier", "par")) == {(attendu.pk, ans.pk)}


def test_the_same_complement_where_every_other_verdict_is_given(ans):
    pret, reste, autre = examined(), examined(nie=None), make_dossier(etape=2)
    lot = make_lot("complement", [pret, reste, autre], ans, exigence="nil", motif="Le NIL n’est plus en vigueur.")
    run(lot)
    etats, phrases = zip(*report(lot), strict=True)
    assert (etats, phrases[0]) == (("faite", "refusee", "refusee"), "Complément demandé.")
    assert phrases[1].startswith("Il vous reste à vous prononcer sur")
    assert phrases[2].startswith("«\u00a0Examiner une exigence\u00a0» n’est pas possible maintenant")
    examens = {e.exigence: (e.verdict, e.motif, e.par) for e in pret.soumissions.get().examens.all()}
    assert examens["nil"] == ("a_corriger", "Le NIL n’est plus en vigueur.", ans)
    assert {verdict for code, (verdict, *_) in examens.items() if code != "nil"} == {"conforme"}
    assert (fresh(pret).etat, fresh(reste).etat) == ("complements", "soumise")
    assert not reste.soumissions.get().examens.filter(exigence="nil", verdict="a_corriger").exists()


def test_a_complement_that_was_not_asked_or_changed_since(ans):
    dossier, change = examined(), examined()
    lot = make_lot("complement", [dossier, change], ans, exigence="nil_tiers", motif="A")
    paul = make_instructeur(prenom="Paul", nom="Roy")
    faux = verdicts(nie=("a_corriger", "Non."))
    store_examens(dossier=change, examens=faux, version=change.version, par=paul, le=LUNDI)
    release_verrou(dossier=change, par=paul, le=LUNDI)
    run(lot)
    (non_demandee, perimee) = report(lot)
    assert non_demandee == ("refusee", NON_DEMANDEE)
    assert perimee == (
        "refusee",
        "Ce dossier a changé depuis que vous l’avez lu\u00a0: Paul Roy, le 2 mars 2026 à 10\u00a0h, "
        "«\u00a0Examiner une exigence\u00a0». Rien n’a été fait pour ce dossier.",
    )
    assert fresh(change).etat == "soumise"


def test_a_complement_of_a_dossier_that_someone_is_on(ans):
    dossier = examined()
    lot = make_lot("complement", [dossier], ans, exigence="nil", motif="A")
    take_verrou(dossier=dossier, par=make_instructeur(prenom="Paul", nom="Roy"), le=PLUS_TARD)
    run(lot)
    phrase = "Paul Roy examine ce dossier depuis 12\u00a0h. Rien n’a été fait pour ce dossier."
    assert (report(lot), fresh(dossier).etat) == ([("refusee", phrase)], "soumise")


def test_one_message_a_dossier_its_variables_filled(ans):
    premier, second = make_dossier(nom="Alpha"), make_dossier(nom="Bêta")
    lot = make_lot(
        "ecrire",
        [premier, second],
        ans,
        objet="{solution}",
        texte="Dossier {reference} de {entreprise}.",
        attend_reponse="oui",
    )
    run(lot)
    assert [(m.dossier, m.objet, m.texte, m.par) for m in Message.objects.order_by("pk")] == [
        (d, f"{d.solution}", f"Dossier {d.reference} de {d.editeur}.", ans) for d in (premier, second)
    ]
    assert {d.reponse_attendue for d in Dossier.objects.all()} == {"editeur"}
    assert Envoi.objects.filter(genre="message").count() == 2


def test_a_subject_too_long_once_filled_is_shown_as_it_is_kept(ans):
    dossier = make_dossier()
    lot = make_lot("ecrire", [dossier], ans, objet="o" * 186 + " {dispositif}", texte="B", attend_reponse="")
    montre, _ = sample_of(lot, dossier)
    run(lot)
    assert (len(montre), Message.objects.get().objet) == (200, montre)


def test_for_information_no_answer_is_awaited(ans):
    dossier = make_dossier()
    run(make_lot("ecrire", [dossier], ans, objet="A", texte="B", attend_reponse=""))
    assert fresh(dossier).reponse_attendue == ""


def test_an_export_is_ready_at_once(ans):
    lot = make_lot("exporter", [make_dossier(), make_dossier()], ans)
    assert counts(lot) == ("termine", 2, 2, 0)
    with pytest.raises(Refus, match="Ce lot est terminé"):
        start_lot(lot=lot, par=ans)


def test_no_exercise_is_exported(ans):
    reel, fictif = make_dossier(), make_dossier()
    Dossier.objects.filter(pk=fictif.pk).update(formation=True, prochaine_relance=None)
    lot = make_lot("exporter", [reel, fictif], ans)
    assert counts(lot) == ("termine", 2, 1, 1)
    assert list(lot.lignes.order_by("rang").values_list("etat", "phrase")) == [("faite", ""), ("refusee", FICTIF)]


def test_it_does_not_start_incomplete_nor_twice(ans, demandes, django_capture_on_commit_callbacks):
    lot = make_lot("confier", [make_dossier()], ans)
    with pytest.raises(Refus):
        start_lot(lot=lot, par=ans)
    complete_lot(lot=lot, parametres={"referent": str(ans.pk)}, par=ans)
    with django_capture_on_commit_callbacks(execute=True):
        start_lot(lot=lot, par=ans)
    with pytest.raises(Refus, match="Ce lot est en cours"):
        start_lot(lot=lot, par=ans)
    with pytest.raises(Refus, match="Ce lot est en cours"):
        complete_lot(lot=lot, parametres={"referent": str(ans.pk)}, par=ans)
    assert demandes == [("dossiers.tasks.lot.run", lot.pk)]


def test_nothing_runs_before_it_is_started(ans):
    lot = make_lot("confier", [make_dossier()], ans, referent=str(ans.pk))
    assert (run_lot(lot_id=lot.pk), run_lot(lot_id=999_999), counts(lot)) == (0, 0, ("prepare", 1, 0, 0))


def test_slice_after_slice(ans, demandes, monkeypatch):
    monkeypatch.setattr(actions, "TRANCHE", 2)
    lot = make_lot("confier", [make_dossier() for _ in range(5)], ans, referent=str(ans.pk))
    start_lot(lot=lot, par=ans, le=LUNDI)
    assert [run_lot(lot_id=lot.pk, le=LUNDI) for _ in range(4)] == [2, 2, 1, 0]
    assert demandes == [("dossiers.tasks.lot.run", lot.pk)] * 2
    assert (counts(lot), TRANCHE) == (("termine", 5, 5, 0), 25)


class Killed(BaseException):
    """A worker that is stopped where it stands."""


@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_resumes_and_each_line_is_done_once(ans, monkeypatch):
    dossiers = [make_dossier() for _ in range(4)]
    lot = make_lot("ecrire", dossiers, ans, objet="A", texte="B", attend_reponse="oui")
    start_lot(lot=lot, par=ans, le=LUNDI)
    ecrire, faits = actions.ACTES["ecrire"], []

    def killed_after_its_act(*arguments):
        phrase = ecrire(*arguments)
        faits.append(arguments)
        if len(faits) == 3:
            raise Killed
        return phrase

    monkeypatch.setitem(actions.ACTES, "ecrire", killed_after_its_act)
    with pytest.raises(Killed):
        run_lot(lot_id=lot.pk, le=LUNDI)
    assert (counts(lot), Message.objects.count()) == (("en_cours", 4, 2, 0), 2)
    assert sweep_lots(le=LUNDI + timedelta(seconds=59)) == 0
    assert sweep_lots(le=LUNDI + timedelta(seconds=61)) == 1
    run_lot(lot_id=lot.pk, le=LUNDI)
    assert counts(lot) == ("termine", 4, 4, 0)
    assert sorted(Message.objects.values_list("dossier", flat=True)) == sorted(d.pk for d in dossiers)


def test_a_database_that_fails_is_for_the_next_try(ans, monkeypatch):
    lot = make_lot("confier", [make_dossier()], ans, referent=str(ans.pk))

    def locked(*_):
        raise OperationalError("database is locked")

    with monkeypatch.context() as pendant:
        pendant.setitem(actions.ACTES, "confier", locked)
        start_lot(lot=lot, par=ans, le=LUNDI)
        with pytest.raises(OperationalError):
            run_lot(lot_id=lot.pk, le=LUNDI)
    assert counts(lot) == ("en_cours", 1, 0, 0)
    run_lot(lot_id=lot.pk, le=LUNDI)
    assert counts(lot) == ("termine", 1, 1, 0)


def test_what_nobody_foresaw_is_said_on_its_line_and_holds_up_no_other(ans, monkeypatch, caplog):
    premier, second = make_dossier(), make_dossier()
    lot = make_lot("confier", [premier, second], ans, referent=str(ans.pk))
    prendre = actions.ACTES["confier"]

    def clumsy(lot, dossier, ligne, le):
        if dossier == premier:
            raise ValueError("secret")
        return prendre(lot, dossier, ligne, le)

    monkeypatch.setitem(actions.ACTES, "confier", clumsy)
    run(lot)
    assert report(lot) == [("refusee", PANNE), ("faite", "Confié à Inès Leroy.")]
    assert [m for m in caplog.messages if "secret" in m] == []


def test_an_account_that_was_closed_does_nothing_more(ans):
    dossier = make_dossier()
    lot = make_lot("ecrire", [dossier], ans, objet="A", texte="B", attend_reponse="")
    start_lot(lot=lot, par=ans)
    ans.is_active = False
    ans.save()
    run_lot(lot_id=lot.pk)
    assert (report(lot), Message.objects.count()) == ([("refusee", "Le compte de Inès Leroy est fermé.")], 0)


def test_a_right_that_was_lost_is_refused_line_by_line(ans):
    lot = make_lot("relancer", [make_dossier()], ans)
    start_lot(lot=lot, par=ans)
    ans.role_ans = ""
    ans.save()
    run_lot(lot_id=lot.pk)
    assert report(lot)[0][1].startswith("«\u00a0Relancer l’éditeur\u00a0» est réservé")


def test_cancelled_while_it_runs(ans, monkeypatch):
    monkeypatch.setattr(actions, "TRANCHE", 1)
    lot = make_lot("confier", [make_dossier() for _ in range(3)], ans, referent=str(ans.pk))
    start_lot(lot=lot, par=ans)
    run_lot(lot_id=lot.pk)
    assert cancel_lot(lot=lot, par=ans) == 2
    assert (run_lot(lot_id=lot.pk), counts(lot)) == (0, ("annule", 3, 1, 0))
    assert report(lot)[1:] == [("annulee", ANNULEE)] * 2
    with pytest.raises(Refus, match="Ce lot est annulé"):
        cancel_lot(lot=lot, par=ans)


def test_cancelled_before_it_starts(ans):
    lot = make_lot("relancer", [make_decided("demander_complements")], ans)
    cancel_lot(lot=lot, par=ans)
    with pytest.raises(Refus, match="Ce lot est annulé"):
        start_lot(lot=lot, par=ans)


def test_a_lot_that_nobody_confirmed_is_forgotten(ans):
    make_lot("relancer", [make_dossier()], ans)
    sweep_lots(le=LUNDI + timedelta(days=6))
    assert Lot.objects.count() == 1
    sweep_lots(le=LUNDI + timedelta(days=8))
    assert (Lot.objects.count(), LigneLot.objects.count()) == (0, 0)
