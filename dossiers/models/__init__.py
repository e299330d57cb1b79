from dossiers.models.absence import Absence
from dossiers.models.agenda import Agenda
from dossiers.models.appartenance import Appartenance
from dossiers.models.avis import Avis
from dossiers.models.compte import Compte
from dossiers.models.consultation import Consultation
from dossiers.models.decision import Decision
from dossiers.models.dispense import Dispense
from dossiers.models.dossier import Dossier
from dossiers.models.editeur import Editeur
from dossiers.models.envoi import Envoi
from dossiers.models.etape import Etape
from dossiers.models.evenement import Evenement
from dossiers.models.examen import Examen
from dossiers.models.favori import Favori
from dossiers.models.fiche import Appui, Fiche
from dossiers.models.jointe import Jointe
from dossiers.models.lecture import Lecture, Repere
from dossiers.models.lot import LigneLot, Lot
from dossiers.models.message import Message
from dossiers.models.mesure import Mesure
from dossiers.models.motif import Motif
from dossiers.models.note import Note
from dossiers.models.piece import Piece
from dossiers.models.preference import Preference
from dossiers.models.recherche import Recherche
from dossiers.models.referentiel import Referentiel
from dossiers.models.reglage import Reglage
from dossiers.models.relance import Relance
from dossiers.models.relecture import Jugement, Relecture
from dossiers.models.reponse import Reponse
from dossiers.models.retenue import Retenue
from dossiers.models.solution import Solution
from dossiers.models.soumission import Soumission
from dossiers.models.statut import Statut
from dossiers.models.tentative import Tentative
from dossiers.models.terminologie import Integration, Terminologie
from dossiers.models.tiers import Tiers
from dossiers.models.verrou import Verrou
from dossiers.models.vocable import Mots, Vocable
from dossiers.models.vote import Vote

__all__ = [
    "Absence",
    "Agenda",
    "Appartenance",
    "Appui",
    "Avis",
    "Compte",
    "Consultation",
    "Decision",
    "Dispense",
    "Dossier",
    "Editeur",
    "Envoi",
    "Etape",
    "Evenement",
    "Examen",
    "Favori",
    "Fiche",
    "Integration",
    "Jointe",
    "Jugement",
    "Lecture",
    "LigneLot",
    "Lot",
    "Message",
    "Mesure",
    "Motif",
    "Mots",
    "Note",
    "Piece",
    "Preference",
    "Recherche",
    "Referentiel",
    "Reglage",
    "Relance",
    "Relecture",
    "Repere",
    "Reponse",
    "Retenue",
    "Solution",
    "Soumission",
    "Statut",
    "Tentative",
    "Terminologie",
    "Tiers",
    "Verrou",
    "Vocable",
    "Vote",
]
