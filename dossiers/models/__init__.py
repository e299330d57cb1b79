from dossiers.models.agenda import Agenda
from dossiers.models.appartenance import Appartenance
from dossiers.models.compte import Compte
from dossiers.models.consultation import Consultation
from dossiers.models.dossier import Dossier
from dossiers.models.editeur import Editeur
from dossiers.models.envoi import Envoi
from dossiers.models.etape import Etape
from dossiers.models.evenement import Evenement
from dossiers.models.examen import Examen
from dossiers.models.fiche import Appui, Fiche
from dossiers.models.lecture import Lecture, Repere
from dossiers.models.message import Message
from dossiers.models.mesure import Mesure
from dossiers.models.motif import Motif
from dossiers.models.piece import Piece
from dossiers.models.recherche import Recherche
from dossiers.models.referentiel import Referentiel
from dossiers.models.reglage import Reglage
from dossiers.models.relance import Relance
from dossiers.models.reponse import Reponse
from dossiers.models.retenue import Retenue
from dossiers.models.solution import Solution
from dossiers.models.soumission import Soumission
from dossiers.models.statut import Statut
from dossiers.models.tentative import Tentative
from dossiers.models.terminologie import Integration, Terminologie
from dossiers.models.vocable import Mots, Vocable
from dossiers.models.vote import Vote

__all__ = [
    "Agenda",
    "Appartenance",
    "Appui",
    "Compte",
    "Consultation",
    "Dossier",
    "Editeur",
    "Envoi",
    "Etape",
    "Evenement",
    "Examen",
    "Fiche",
    "Integration",
    "Lecture",
    "Message",
    "Mesure",
    "Motif",
    "Mots",
    "Piece",
    "Recherche",
    "Referentiel",
    "Reglage",
    "Relance",
    "Repere",
    "Reponse",
    "Retenue",
    "Solution",
    "Soumission",
    "Statut",
    "Tentative",
    "Terminologie",
    "Vocable",
    "Vote",
]
