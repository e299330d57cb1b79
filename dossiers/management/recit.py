"""Plays the histories of the demonstration through the actions, as people would have made them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from dossiers.actions.appartenance import invite_personne
from dossiers.actions.charte import accept_charte
from dossiers.actions.compte import create_compte
from dossiers.actions.demonstration import settle_past_envois
from dossiers.actions.dossier import create_dossier, take_dossier, withdraw_dossier
from dossiers.actions.editeur import create_editeur
from dossiers.actions.etape import decide_etape, submit_etape
from dossiers.actions.examen import store_examens
from dossiers.actions.piece import deposit_piece
from dossiers.actions.recapitulatif import post_recapitulatifs
from dossiers.actions.relance import remind_dossier
from dossiers.actions.reponse import save_reponses
from dossiers.management.jeu import DEMO, MOT_DE_PASSE, Pas, Personne, list_pas, read_dossiers, read_entreprises
from dossiers.models import Compte, Dossier
from dossiers.queries.referentiel import current_referentiels
from dossiers.queries.situation import situation_of
from dossiers.rules.garde import expected_examens
from dossiers.rules.situation import Examen

ANS = ("prendre", "examiner", "valider", "demander_complements", "refuser")
# The companies are recorded before the first dossier.
ANCIENNETE = timedelta(days=75)
# Mails older than this are history; the others, and the reminders due since yesterday, are left to the worker.
RELANCES_MAX = 12
COURRIELS_A_ENVOYER, RELANCES_A_FAIRE = timedelta(days=4), timedelta(days=1)


class Recit:
    """`maintenant`: the day the histories lead to. `comptes`: account by the word that names it."""

    def __init__(self, maintenant: datetime) -> None:
        self.maintenant = maintenant
        self.comptes: dict[str, Compte] = {}
        self.dossiers: dict[int, Dossier] = {}

    def open_comptes(self, personnes: list[Personne]) -> None:
        """The people of the ANS, then each company with its mandataire, who invites the others."""
        for personne in personnes:
            role_ans = "" if personne.editeur else personne.role
            self.comptes[personne.cle] = create_compte(
                courriel=personne.courriel,
                prenom=personne.prenom,
                nom=personne.nom,
                role_ans=role_ans,
                mot_de_passe=MOT_DE_PASSE,
                par=None,
            )
        for entreprise in read_entreprises():
            self._open_editeur(entreprise, [p for p in personnes if p.editeur == entreprise["raison_sociale"]])

    def play(self) -> list[Dossier]:
        """Every step of every dossier, in order of time; returns the dossiers in the order of the text."""
        textes = read_dossiers()
        for pas in list_pas(textes, self.maintenant):
            self._play_pas(pas, textes[pas.dossier])
            self._settle()
        for numero in range(len(textes)):
            self._remind(numero, self.maintenant - RELANCES_A_FAIRE)
        self._settle()
        return [self._reread(numero) for numero in range(len(textes))]

    def _open_editeur(self, entreprise: dict[str, Any], personnes: list[Personne]) -> None:
        le = self.maintenant - ANCIENNETE
        premier, *autres = sorted(personnes, key=lambda p: p.role != "mandataire")
        mandataire = self.comptes[premier.cle]
        champs = {"raison_sociale": entreprise["raison_sociale"], "siren": entreprise["siren"]}
        editeur = create_editeur(**champs, mandataire=mandataire, par=None, le=le)
        for p in autres:
            invite_personne(editeur=editeur, courriel=p.courriel, role=p.role, par=mandataire, le=le)

    def _play_pas(self, pas: Pas, texte: dict[str, Any]) -> None:
        par = self.comptes[pas.texte.get("par") or texte["instructeur" if pas.geste in ANS else "par"]]
        if pas.geste == "creer":
            self.dossiers[pas.dossier] = open_dossier(texte, par, pas.le)
            return
        self._remind(pas.dossier, pas.le)
        GESTES[pas.geste](self._reread(pas.dossier), pas.texte, {"par": par, "le": pas.le})

    def _remind(self, numero: int, jusqu_a: datetime) -> None:
        """The rungs that fell due before that moment, each at its own; as many as a ladder can hold."""
        for _ in range(RELANCES_MAX):
            dossier = self._reread(numero)
            if dossier.prochaine_relance and dossier.prochaine_relance < jusqu_a:
                remind_dossier(dossier_id=dossier.pk, le=dossier.prochaine_relance)
                post_recapitulatifs(le=dossier.prochaine_relance)

    def _settle(self) -> None:
        settle_past_envois(avant=self.maintenant - COURRIELS_A_ENVOYER)

    def _reread(self, numero: int) -> Dossier:
        return Dossier.objects.select_related("referentiel").get(pk=self.dossiers[numero].pk)


def open_dossier(texte: dict[str, Any], par: Compte, le: datetime) -> Dossier:
    """The dossier of a text, étape 1 open."""
    referentiel = next(r for r in current_referentiels() if r.code == texte["dispositif"])
    return create_dossier(
        referentiel=referentiel,
        nom=texte["solution"],
        version_majeure=texte["version"],
        proxy=texte.get("proxy", ""),
        profils=texte.get("profils", ()),
        financement=texte.get("financement", False),
        par=par,
        le=le,
    )


def _deposit(dossier: Dossier, texte: dict[str, Any], qui: dict[str, Any]) -> None:
    fichier = SimpleUploadedFile(texte["fichier"], (DEMO / texte["fichier"]).read_bytes())
    deposit_piece(dossier=dossier, exigence=texte.get("exigence", "preuve_cnda"), fichier=fichier, **qui)


def _examine(dossier: Dossier, texte: dict[str, Any], qui: dict[str, Any]) -> None:
    examens = {code: Examen(code, "conforme") for code in texte["conformes"]}
    store_examens(dossier=dossier, examens=examens, version=dossier.version, **qui)


def _decide(dossier: Dossier, texte: dict[str, Any], qui: dict[str, Any]) -> None:
    """All that was sent is conforme, but what `motifs` contests."""
    motifs = texte.get("motifs", {})
    examens = {code: Examen(code, "conforme") for code in expected_examens(situation_of(dossier, qui["le"]))}
    examens |= {code: Examen(code, "a_corriger", motif) for code, motif in motifs.items()}
    decision = {"decision": texte["geste"], "motif": texte.get("motif", "")}
    decide_etape(dossier=dossier, examens=examens, version=dossier.version, **decision, **qui)


GESTES: dict[str, Callable[[Dossier, dict[str, Any], dict[str, Any]], object]] = {
    "charte": lambda dossier, texte, qui: accept_charte(dossier=dossier, acceptee=True, **qui),
    "repondre": lambda dossier, texte, qui: save_reponses(dossier=dossier, valeurs=texte["valeurs"], **qui),
    "piece": _deposit,
    "soumettre": lambda dossier, texte, qui: submit_etape(dossier=dossier, **qui),
    "retirer": lambda dossier, texte, qui: withdraw_dossier(dossier=dossier, **qui),
    "prendre": lambda dossier, texte, qui: take_dossier(dossier=dossier, **qui),
    "examiner": _examine,
    "valider": _decide,
    "demander_complements": _decide,
    "refuser": _decide,
}
