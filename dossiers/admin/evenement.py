"""The trace of every dossier, read only."""

from django.contrib import admin

from dossiers.actions.analyse import EVENEMENTS as EVENEMENTS_VIRUS
from dossiers.actions.dispense import ECHEANCE
from dossiers.actions.fichier import PURGES
from dossiers.actions.jointe import EVENEMENT_ECART, EVENEMENT_RETOUR
from dossiers.actions.lecture import EVENEMENT_LECTURE
from dossiers.actions.relance import EVENEMENT_RELANCE
from dossiers.admin.lecture_seule import Choix, LectureSeule, moment
from dossiers.admin.site import site
from dossiers.models import Evenement, Jointe, Piece
from dossiers.queries.formation import EVENEMENT as EVENEMENT_FORMATION
from dossiers.rules.transition import RAPPEL_RELECTURE, TRANSITIONS

LIBELLES = {
    "creer": "Ouvrir le dossier",
    EVENEMENT_RELANCE: "Relancer",
    RAPPEL_RELECTURE: "Rappeler une seconde lecture",
    EVENEMENT_LECTURE: "Lire une pièce",
    EVENEMENTS_VIRUS[Piece]: "Trouver un virus",
    EVENEMENTS_VIRUS[Jointe]: "Trouver un virus dans une pièce jointe",
    EVENEMENT_ECART: "Mettre une pièce jointe en quarantaine",
    EVENEMENT_RETOUR: "Lever la quarantaine d’une pièce jointe",
    PURGES[Piece]: "Effacer un original",
    PURGES[Jointe]: "Effacer une pièce jointe",
    ECHEANCE: "Constater le terme d’une dispense",
    EVENEMENT_FORMATION: "Ouvrir un dossier de formation",
} | {t.evenement: t.libelle for t in TRANSITIONS}


class GesteFiltre(Choix):
    title, parameter_name = "geste", "geste"
    choix = tuple(LIBELLES.items())


@admin.register(Evenement, site=site)
class EvenementAdmin(LectureSeule):
    list_display = ("le_moment", "dossier", "rang", "sorte", "etape", "par")
    list_filter = (GesteFiltre, "le")
    list_select_related = ("dossier__solution", "par")
    search_fields = ("dossier__solution__nom", "dossier__editeur__raison_sociale", "par__courriel")
    search_help_text = "Solution, entreprise ou adresse."
    ordering = ("-le", "-pk")
    le_moment = moment("le", "le")
    fields = ("dossier", "rang", "sorte", "etape", "par", "le", "donnees", "precedent", "empreinte")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related(*self.list_select_related)

    @admin.display(description="geste", ordering="geste")
    def sorte(self, evenement: Evenement) -> str:
        return LIBELLES.get(evenement.geste, evenement.geste)
