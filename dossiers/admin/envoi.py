"""The log of mails, read only."""

from django.contrib import admin

from dossiers.admin.lecture_seule import Choix, LectureSeule, moment
from dossiers.admin.site import site
from dossiers.models import Envoi
from dossiers.rules.envoi import Genre

LIBELLES = {
    Genre.RECEPISSE: "récépissé",
    Genre.A_INSTRUIRE: "dossier à instruire",
    Genre.CONFIE: "dossiers confiés",
    Genre.VALIDER: "étape validée",
    Genre.DEMANDER_COMPLEMENTS: "compléments demandés",
    Genre.REFUSER: "refus",
    Genre.REVOCATION: "décision révoquée",
    Genre.RELANCE: "relances d’une personne de l’éditeur",
    Genre.RELANCE_ANS: "relances d’une personne de l’ANS",
    Genre.RELANCE_TIERS: "relances d’une personne d’un éditeur tiers",
    Genre.RETENUE: "vague de relances retenue",
    Genre.INVITATION: "invitation",
    Genre.MOT_DE_PASSE: "choix d’un mot de passe",
    Genre.MESSAGE: "message d’un dossier",
    Genre.CONTACT: "message du formulaire de contact",
    Genre.DISPENSE: "dispense accordée, levée ou à son terme",
    Genre.AVIS: "demande d’avis",
}


class GenreFiltre(Choix):
    title, parameter_name = "genre", "genre"
    choix = tuple((genre.value, libelle) for genre, libelle in LIBELLES.items())


@admin.register(Envoi, site=site)
class EnvoiAdmin(LectureSeule):
    list_display = ("le_creation", "sorte", "destinataire", "dossier", "etat", "essais", "le_envoi", "erreur")
    list_filter = (GenreFiltre, "etat", "cree_le")
    list_select_related = ("destinataire", "dossier__solution")
    search_fields = ("destinataire__courriel", "dossier__solution__nom", "cle")
    search_help_text = "Adresse, solution ou clé."
    le_creation = moment("cree_le", "créé le")
    le_envoi = moment("envoye_le", "envoyé le")
    fields = (
        *("sorte", "destinataire", "dossier", "etat", "essais", "erreur"),
        *("cree_le", "a_partir_de", "verrou_jusqu_a", "envoye_le", "cle", "message_id", "donnees"),
    )

    def get_queryset(self, request):
        return super().get_queryset(request).select_related(*self.list_select_related)

    @admin.display(description="genre", ordering="genre")
    def sorte(self, envoi: Envoi) -> str:
        return LIBELLES.get(envoi.genre, envoi.genre)

    @admin.display(description="identifiant du message")
    def message_id(self, envoi: Envoi) -> str:
        return envoi.message_id
