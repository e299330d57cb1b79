"""What each mail says: the context of its templates. All addresses are absolute, and each point leads to its field."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from dossiers.models import Compte, Decision, Examen, Retenue
from dossiers.queries.adresse import absolute_url
from dossiers.queries.avis import jeton_avis
from dossiers.queries.dispense import as_rules, changes_any, label_of
from dossiers.queries.envoi import EnvoiLu
from dossiers.queries.preference import Place, jeton_of, place_of
from dossiers.queries.recapitulatif import Bloc
from dossiers.queries.section import Point, Section, ans_section_of, help_url, section_of
from dossiers.queries.tiers import jeton_tiers
from dossiers.referentiel.relance import Pour
from dossiers.rules.echeance import next_limite
from dossiers.rules.envoi import Genre
from dossiers.rules.relance import Sorte
from dossiers.rules.zone import pointed_motif

Contexte = dict[str, object]
# The dossiers that a digest shows, the most urgent; the others are counted, and told all the same.
SECTIONS_MAX = 50
# What each kind of reminder is called where one may stop it.
ARRETS = {
    Sorte.MANQUE: "ce qui manque à un dossier",
    Sorte.ECHEANCE: "les dates limites qui approchent",
    Sorte.CALENDRIER: "les dates limites qui changent",
    Sorte.INSTRUCTION: "les décisions attendues de l’ANS",
    Sorte.RELECTURE: "les secondes lectures attendues",
}


def contexte_of(lu: EnvoiLu) -> Contexte:
    """The whole context of a mail: what all share, then what its kind adds."""
    commun = {"adresse": settings.ADRESSE_DU_SITE, "destinataire": lu.destinataire, "lien_arret": ""}
    return {**commun, **_dossier(lu), **PROPRES[Genre(lu.envoi.genre)](lu)}


def _dossier(lu: EnvoiLu) -> Contexte:
    dossier = lu.envoi.dossier
    if dossier is None:
        return {}
    porte = "instruction:dossier" if lu.envoi.destinataire.est_ans else "depot:dossier"
    return {
        "dossier": dossier,
        "dispositif": lu.situation.dispositif,
        "etape": lu.situation.dispositif.etape(lu.situation.etape),
        "lien": absolute_url(porte, dossier.uuid),
    }


def _soumission(lu: EnvoiLu) -> Contexte:
    soumission = lu.soumission
    return {"soumission": soumission, "etape": lu.situation.dispositif.etape(soumission.etape)}


def _recepisse(lu: EnvoiLu) -> Contexte:
    lieu = (lu.envoi.dossier.uuid, lu.soumission.tour)
    liens = {
        "lien_recepisse": absolute_url("depot:recepisse", *lieu),
        "lien_pdf": absolute_url("depot:recepisse_pdf", *lieu),
    }
    return {**_soumission(lu), **liens}


def _decision(lu: EnvoiLu) -> Contexte:
    """`decision`: its document, None when it has none; `lien_decision`: where it is downloaded."""
    decision = Decision.objects.filter(soumission=lu.soumission).select_related("soumission__dossier").first()
    porte = "instruction:decision_pdf" if lu.envoi.destinataire.est_ans else "depot:decision_pdf"
    lien = absolute_url(porte, lu.envoi.dossier.uuid, lu.soumission.tour) if decision else ""
    return {**_soumission(lu), "decision": decision, "lien_decision": lien}


def _valider(lu: EnvoiLu) -> Contexte:
    contexte = _decision(lu)
    return {**contexte, "suivante": lu.situation.dispositif.etape(contexte["etape"].numero + 1)}


def _contested(lu: EnvoiLu) -> Contexte:
    """The decision with each requirement to correct, its reason and its field; and the limit of the calendar."""
    examens = lu.soumission.examens.filter(verdict=Examen.Verdict.A_CORRIGER).order_by("exigence")
    dispenses = lu.situation.dispenses
    dits = [examen for examen in examens if examen.exigence not in dispenses]
    motifs = {examen.exigence: pointed_motif(examen.motif, examen.zone) for examen in dits}
    contestees = [e for e in lu.situation.dispositif.exigences if e.code in motifs]
    points = [
        Point(e.libelle, motifs[e.code], "", _field(lu, f"id_{e.code}"), help_url(lu.envoi.dossier, e.code))
        for e in contestees
    ]
    return {**_decision(lu), "points": points, "limite": _limite(lu)}


def _relance(lu: EnvoiLu) -> Contexte:
    """For someone of a company: each dossier with its points, and how to receive fewer of these mails."""
    place = lu.appartenance
    sections = [section_of(bloc, lu.le) for bloc in lu.blocs[:SECTIONS_MAX]]
    return {
        **_shared(lu.blocs, sections, "depot:portefeuille"),
        **_stops(lu, place),
        "editeur": place.editeur,
        "mandataire": any(bloc.echelon and bloc.echelon.pour is Pour.MANDATAIRE for bloc in lu.blocs),
        "urgent": bool(lu.envoi.donnees.get("urgent")),
    }


def _stops(lu: EnvoiLu, place: Place) -> Contexte:
    """How to receive fewer: each kind that this digest holds, all of them, or choose."""
    sortes = {sorte for bloc in lu.blocs for sorte in bloc.sortes} & set(ARRETS)
    return {
        "lien_arret": absolute_url("relances_arret", jeton_of(place)),
        "arrets": [(ARRETS[sorte], absolute_url("relances_arret", jeton_of(place, sorte))) for sorte in sorted(sortes)],
        "lien_preferences": absolute_url("relances"),
    }


def _relance_ans(lu: EnvoiLu) -> Contexte:
    """For the ANS: what is awaited and of whom. No link to the éditeur's fields, nor the sentences, which quote its
    draft: a status, the name of a file.
    """
    sections = [ans_section_of(bloc, lu.le) for bloc in lu.blocs[:SECTIONS_MAX]]
    partage = _shared(lu.blocs, sections, "instruction:file")
    arrets = _stops(lu, place_of(lu.envoi.destinataire))
    return {**partage, **arrets, "lien_prevision": absolute_url("instruction:relances")}


def _shared(blocs: list[Bloc], sections: list[Section], page: str) -> Contexte:
    """`nombre`: the dossiers it is about; `attendent`: those that wait for someone; `dates`: none does, and limits
    moved; `autres`: those that are not shown, and are on that page.
    """
    attendent = sum(not bloc.seulement_dates for bloc in blocs)
    return {
        "sections": sections,
        "nombre": len(blocs),
        "attendent": attendent,
        "dates": attendent == 0,
        "autres": len(blocs) - len(sections),
        "lien_dossiers": absolute_url(page),
    }


def _relance_tiers(lu: EnvoiLu) -> Contexte:
    """To a third party: who awaits what from it, and how to stop these mails. Nothing else of the dossiers."""
    return {
        "attentes": lu.attentes,
        "lien_arret": absolute_url("tiers_arret", jeton_tiers(lu.destinataire)),
    }


def _retenue(lu: EnvoiLu) -> Contexte:
    retenue = Retenue.objects.get(pk=lu.envoi.donnees["retenue"])
    return {"retenue": retenue, "lien": absolute_url("pilotage:relances")}


def _invitation(lu: EnvoiLu) -> Contexte:
    compte, place = lu.envoi.destinataire, lu.appartenance
    nouveau = not compte.has_usable_password()
    lien = _choose_password(compte) if nouveau else absolute_url("connexion")
    return {"editeur": place.editeur, "role": place.get_role_display(), "nouveau": nouveau, "lien": lien}


def _mot_de_passe(lu: EnvoiLu) -> Contexte:
    """The link is made when the mail leaves: no secret waits in the outbox, and its three days begin then."""
    return {"lien": _choose_password(lu.envoi.destinataire)}


def _choose_password(compte: Compte) -> str:
    uid = urlsafe_base64_encode(force_bytes(compte.pk))
    return absolute_url("mot_de_passe_choisir", uid, default_token_generator.make_token(compte))


def _confie(lu: EnvoiLu) -> Contexte:
    """The dossiers handed over, each with its page, who gave them, and their word."""
    donnees = lu.envoi.donnees
    pages = [{"dossier": d, "lien": absolute_url("instruction:dossier", d.uuid)} for d in lu.confies]
    de = Compte.objects.get(pk=donnees["par"])
    return {"confies": pages, "de": de, "mot": donnees["mot"], "lien_file": absolute_url("instruction:file")}


def _message(lu: EnvoiLu) -> Contexte:
    """A message of a dossier, with what was known when it was written; the answer is given on its page."""
    page = absolute_url("aide:messages", lu.envoi.dossier.uuid, ancre="repondre")
    jointes = list(lu.message.jointes.order_by("pk").values_list("nom", flat=True))
    return {"message": lu.message, "jointes": jointes, "lien_messages": page}


def _contact(lu: EnvoiLu) -> Contexte:
    return {"message": lu.message, "lien_messages": absolute_url("pilotage:aide_messages")}


def _dispense(lu: EnvoiLu) -> Contexte:
    """A waiver granted, taken back, near its term or past it: what is waived, for whom, until when, why; `redemandee`:
    once it is taken back, somebody is asked it again.
    """
    dispense = lu.dispense
    return {
        "dispense": dispense,
        "sujet": lu.envoi.donnees["sujet"],
        "libelle": label_of(dispense),
        "terme": as_rules(dispense).terme,
        "portee": dispense.portee.libelle,
        "redemandee": changes_any(dispense),
    }


def _avis(lu: EnvoiLu) -> Contexte:
    """The question, and the address where it is answered: made when the mail leaves, no secret waits in the outbox."""
    return {"avis": lu.avis, "lien": absolute_url("avis", jeton_avis(lu.avis.uuid))}


def _field(lu: EnvoiLu, ancre: str) -> str:
    return absolute_url("depot:etape", lu.envoi.dossier.uuid, lu.situation.etape, ancre=ancre)


def _limite(lu: EnvoiLu):
    return next_limite(lu.situation)


PROPRES: dict[Genre, Callable[[EnvoiLu], Contexte]] = {
    Genre.RECEPISSE: _recepisse,
    Genre.A_INSTRUIRE: _soumission,
    Genre.VALIDER: _valider,
    Genre.DEMANDER_COMPLEMENTS: _contested,
    Genre.REFUSER: _contested,
    Genre.REVOCATION: _decision,
    Genre.RELANCE: _relance,
    Genre.RELANCE_ANS: _relance_ans,
    Genre.RELANCE_TIERS: _relance_tiers,
    Genre.RETENUE: _retenue,
    Genre.INVITATION: _invitation,
    Genre.MOT_DE_PASSE: _mot_de_passe,
    Genre.CONFIE: _confie,
    Genre.MESSAGE: _message,
    Genre.CONTACT: _contact,
    Genre.DISPENSE: _dispense,
    Genre.AVIS: _avis,
}
