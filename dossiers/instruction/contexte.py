"""What the page of one dossier shows its reviewer."""

from dataclasses import dataclass, field
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from dossiers.instruction.formulaire_file import read_requete
from dossiers.instruction.motif import Motifs, motifs_of
from dossiers.models import Compte, Dossier
from dossiers.queries.avis import LigneAvis, avis_of_dossier
from dossiers.queries.examen import Instruction, instruction_of
from dossiers.queries.file import next_in_file
from dossiers.queries.historique import LigneHistorique, historique_of
from dossiers.queries.journal import unreachable_of
from dossiers.queries.note import LigneNote, notes_of
from dossiers.queries.perimetre import dossier_of, role_of
from dossiers.queries.referentiel import dispositif_of
from dossiers.queries.relecture import SecondeLecture, seconde_lecture_of
from dossiers.queries.situation import situation_of
from dossiers.queries.statut import Passage, passages_of
from dossiers.referentiel.commun import Etape
from dossiers.rules.echeance import next_limite
from dossiers.rules.jour import day_words, moment_words
from dossiers.rules.parcours import DECISIONS, Etat
from dossiers.rules.situation import Situation
from dossiers.rules.transition import Transition, possible_gestes

# What a machine reads on a draft is its éditeur's: what it read on what was sent stands beside the proof.
INTERNES = ("lire",)

# The terms of the fiche that stay in sight.
ESSENTIEL = ("Dispositif", "Offre", "Référent ANS", "Échéance")

PORTEURS = {
    "editeur": "à l’éditeur",
    "cnda": "au CNDA",
    "tiers": "à l’éditeur de la solution tierce",
    "ans": "à l’ANS",
}


@dataclass(frozen=True)
class Vue:
    """`decidable`: the étape shown is with the ANS, verdicts may be given; `gestes` come from the table. `file`: the
    filters of the list one came from.
    """

    compte: Compte
    dossier: Dossier
    situation: Situation
    instruction: Instruction | None
    gestes: dict[str, Transition]
    historique: tuple[LigneHistorique, ...]
    suivant: Dossier | None
    passages: tuple[Passage, ...] = ()
    file: str = ""
    seconde_lecture: SecondeLecture | None = None
    avis_demandes: tuple[LigneAvis, ...] = ()
    notes: tuple[LigneNote, ...] = ()
    motifs: Motifs = field(default_factory=dict)

    @property
    def decidable(self) -> bool:
        attend = self.seconde_lecture is not None and self.seconde_lecture.attend_un_autre
        return self.instruction is not None and "examiner" in self.gestes and not attend

    @property
    def decisions(self) -> list[Transition]:
        return [self.gestes[geste] for geste in DECISIONS if geste in self.gestes]

    @property
    def partagee(self) -> bool:
        """True when two readers disagree: nothing is accepted at once, one of them contests it or decides otherwise."""
        return self.seconde_lecture is not None and self.seconde_lecture.desaccord

    @property
    def prenable(self) -> bool:
        """True when this person may become the référent."""
        return "prendre" in self.gestes and self.dossier.referent_id != self.compte.pk

    @property
    def ecartable(self) -> bool:
        """True when this person may put a proof in quarantine now."""
        return "mettre_en_quarantaine" in self.gestes

    @property
    def restituable(self) -> bool:
        """True when this person may give one back."""
        return "lever_quarantaine" in self.gestes

    @property
    def revocable(self) -> bool:
        """True when this person may revoke a decision now."""
        return "revoquer_decision" in self.gestes

    @property
    def etat(self) -> Etat:
        return self.situation.etat

    @property
    def porteur(self) -> str:
        """Whose turn it is, ready for « c’est … d’agir »."""
        return PORTEURS.get(self.dossier.bloqueur, "")

    @property
    def etapes(self) -> list[tuple[Etape, Etat]]:
        """The parcours, each étape with its state."""
        etats = self.situation.etats
        return [(etape, etats.get(etape.numero, Etat.FERMEE)) for etape in self.situation.dispositif.commun.etapes]

    @property
    def etape(self) -> Etape:
        """The étape where the dossier stands."""
        return self.situation.dispositif.etape(self.situation.etape)

    @property
    def essentiel(self) -> list[tuple[str, str]]:
        """What must be known before anything: whose it is, until when, how it is offered."""
        return [ligne for ligne in self.fiche if ligne[0] in ESSENTIEL]

    @property
    def injoignables(self) -> list[Compte]:
        """The company's people whom our mails do not reach. One query."""
        return unreachable_of(self.dossier.editeur)

    @property
    def liens(self) -> list[tuple[str, str]]:
        """The breadcrumb down to the dossier."""
        return [("File d’instruction", reverse("instruction:file"))]

    @property
    def adresse(self) -> str:
        """Where its forms post: the list one came from is carried along."""
        adresse = reverse("instruction:dossier", args=[self.dossier.uuid])
        return f"{adresse}?{urlencode({'file': self.file})}" if self.file else adresse

    @property
    def fiche(self) -> list[tuple[str, str]]:
        """Who and what, in terms and values."""
        return [*_candidature(self.dossier), *_suivi(self)]


def read_vue(compte: Compte, uuid: UUID, file: str = "") -> Vue:
    """One dossier for one person of the ANS; `file` asks for the list they came from. Raises `Introuvable`."""
    requete, filtre = read_requete(file)
    dossier = dossier_of(compte, uuid)
    situation = situation_of(dossier, timezone.now())
    instruction = instruction_of(dossier, situation)
    gestes = {t.geste: t for t in possible_gestes(situation, role_of(compte, dossier.editeur_id))}
    return Vue(
        compte=compte,
        dossier=dossier,
        situation=situation,
        instruction=instruction,
        gestes=gestes,
        historique=historique_of(dossier, sauf=INTERNES, documents="instruction:decision_pdf"),
        suivant=next_in_file(compte, dossier, filtre=filtre),
        passages=passages_of(dossier, envoyes=True),
        file=requete,
        seconde_lecture=_seconde_lecture(instruction, compte, situation),
        avis_demandes=tuple(avis_of_dossier(dossier, situation.le)),
        notes=tuple(notes_of(dossier, compte, situation.dispositif)),
        motifs=motifs_of(dossier, instruction) if instruction and "examiner" in gestes else {},
    )


def _seconde_lecture(instruction: Instruction | None, compte: Compte, situation: Situation) -> SecondeLecture | None:
    return seconde_lecture_of(instruction.soumission, compte, situation.dispositif) if instruction else None


def _candidature(dossier: Dossier) -> list[tuple[str, str]]:
    dispositif = dispositif_of(dossier.referentiel)
    profils = [profil.libelle for profil in dispositif.profils if profil.toujours or profil.code in dossier.profils]
    siren = dossier.editeur.siren
    lignes = [
        ("Entreprise", f"{dossier.editeur}, SIREN {siren[:3]} {siren[3:6]} {siren[6:]}"),
        ("Solution", str(dossier.solution)),
        ("Dispositif", f"{dispositif.libelle} ({dispositif.code})"),
        (
            "Référentiel",
            f"version {dossier.referentiel.version}, publiée le {day_words(dossier.referentiel.publie_le)}",
        ),
        ("Offre", "avec financement" if dossier.financement else "sans financement"),
    ]
    if profils:
        lignes.append(("Profils", ", ".join(profils)))
    return [*lignes, ("Composant Proxy e-santé", dossier.proxy or "aucun")]


def _suivi(vue: Vue) -> list[tuple[str, str]]:
    lignes = [("Référent ANS", str(vue.dossier.referent or "personne pour l’instant"))]
    if vue.instruction:
        soumission = vue.instruction.soumission
        lignes.append(
            ("Récépissé", f"{soumission.numero}, envoyé le {moment_words(soumission.le)} par {soumission.par}")
        )
    if vue.dossier.nil_convention:
        lignes.append(("NIL de la convention", vue.dossier.nil_convention))
    limite = next_limite(vue.situation)
    if limite:
        suite = " (dépassée)" if limite.depassee else ""
        lignes.append(("Échéance", f"{limite.echeance.libelle}, le {moment_words(limite.le)}{suite}"))
    return lignes
