"""One candidature: a solution for a dispositif. Its last columns are a projection, kept by `actions/projection.py`."""

import uuid

from django.conf import settings
from django.db import models

from dossiers.models.editeur import Editeur
from dossiers.models.referentiel import Referentiel
from dossiers.models.solution import Solution
from dossiers.rules.message import COTES, Cote
from dossiers.rules.parcours import ETATS, Etat
from dossiers.rules.priorite import JAMAIS


class DossierQuerySet(models.QuerySet):
    def reels(self) -> "DossierQuerySet":
        """Without the training ones: what statistics, lists and reminders read."""
        return self.filter(formation=False)


class Dossier(models.Model):
    class EtatDossier(models.TextChoices):
        OUVERTE = Etat.OUVERTE.value, ETATS[Etat.OUVERTE]
        SOUMISE = Etat.SOUMISE.value, ETATS[Etat.SOUMISE]
        COMPLEMENTS = Etat.COMPLEMENTS.value, ETATS[Etat.COMPLEMENTS]
        VALIDEE = Etat.VALIDEE.value, ETATS[Etat.VALIDEE]
        REFUSEE = Etat.REFUSEE.value, ETATS[Etat.REFUSEE]
        RETIREE = Etat.RETIREE.value, ETATS[Etat.RETIREE]

    class Bloqueur(models.TextChoices):
        PERSONNE = "", "personne"
        EDITEUR = "editeur", "éditeur"
        CNDA = "cnda", "CNDA"
        TIERS = "tiers", "éditeur tiers"
        ANS = "ans", "ANS"

    class ReponseAttendue(models.TextChoices):
        PERSONNE = "", "personne"
        EDITEUR = Cote.EDITEUR.value, COTES[Cote.EDITEUR]
        ANS = Cote.ANS.value, COTES[Cote.ANS]

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    numero = models.PositiveIntegerField("numéro")
    editeur = models.ForeignKey(Editeur, models.PROTECT, related_name="dossiers", verbose_name="éditeur")
    solution = models.ForeignKey(Solution, models.PROTECT, related_name="dossiers")
    referentiel = models.ForeignKey(Referentiel, models.PROTECT, related_name="dossiers", verbose_name="référentiel")
    proxy = models.CharField("composant Proxy e-santé", max_length=200, blank=True)
    profils = models.JSONField("profils", default=list, blank=True)
    financement = models.BooleanField("avec financement")
    # Synthetic, as its company is: outside every statistic and every mail.
    formation = models.BooleanField("dossier de formation", default=False, editable=False)
    referent = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="référent ANS"
    )
    cree_par = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="créé par")
    cree_le = models.DateTimeField("créé le")
    version = models.PositiveIntegerField("version", default=0, editable=False)

    # Facts kept on the row, moved by the gestes and the reminders: never recomputed.
    activite_le = models.DateTimeField("dernière activité de l’éditeur", editable=False)
    attente_le = models.DateTimeField("en attente depuis", editable=False)
    relances_faites = models.PositiveSmallIntegerField("relances faites", default=0, editable=False)
    suspendues_jusqu_a = models.DateTimeField("relances suspendues jusqu’au", null=True, editable=False)
    suspension_motif = models.CharField("motif de la suspension", max_length=300, blank=True, editable=False)
    # The version whose limits the dossier follows, once they have moved; what is asked stays that of `referentiel`.
    calendrier = models.ForeignKey(
        Referentiel, models.PROTECT, null=True, related_name="+", verbose_name="calendrier suivi", editable=False
    )
    nil_convention = models.CharField("NIL de la convention", max_length=200, blank=True, editable=False)

    # Of the thread of its messages, moved by `actions/message.py`, compared by `recalculer`.
    reponse_attendue = models.CharField(
        "réponse attendue de", max_length=10, choices=ReponseAttendue, blank=True, editable=False
    )
    reponse_attendue_le = models.DateTimeField("réponse attendue depuis", null=True, editable=False)

    # Projection (`COLONNES`): derived from the facts, written in the same transaction, compared by `recalculer`.
    dispositif = models.CharField("dispositif", max_length=60, editable=False)
    couloir = models.CharField("couloir", max_length=20, editable=False)
    etape = models.PositiveSmallIntegerField("étape", default=1, editable=False)
    etat = models.CharField("état", max_length=20, choices=EtatDossier, default=Etat.OUVERTE.value, editable=False)
    bloqueur = models.CharField("qui doit agir", max_length=10, choices=Bloqueur, blank=True, editable=False)
    manques = models.PositiveSmallIntegerField("points à régler", default=0, editable=False)
    prochaine_relance = models.DateTimeField("prochaine relance", null=True, editable=False)
    du_le = models.DateTimeField("à traiter avant le", default=JAMAIS, editable=False)
    # Why a second look is worth it: codes of `rules/doute.py`, empty for a clean dossier; the boolean is for indexes.
    doutes = models.CharField("doutes", max_length=120, blank=True, editable=False)
    douteux = models.BooleanField("douteux", default=False, editable=False)
    nie = models.CharField("NIE", max_length=200, blank=True, editable=False)
    nil = models.CharField("NIL", max_length=200, blank=True, editable=False)

    objects = DossierQuerySet.as_manager()

    class Meta:
        verbose_name = "dossier"
        ordering = ["-cree_le", "-pk"]
        indexes = [
            models.Index(fields=["etat", "attente_le", "id"], name="dossier_file"),
            models.Index(fields=["editeur", "-activite_le", "-id"], name="dossier_portefeuille"),
            models.Index(fields=["referent", "etat", "attente_le", "id"], name="dossier_referent"),
            models.Index(fields=["dispositif", "id"], name="dossier_dispositif"),
            models.Index(fields=["nie"], name="dossier_nie", condition=~models.Q(nie="")),
            models.Index(fields=["nil"], name="dossier_nil", condition=~models.Q(nil="")),
            models.Index(
                fields=["nil_convention"], name="dossier_nil_convention", condition=~models.Q(nil_convention="")
            ),
            # The queue, tab by tab and order by order: each page is a walk along one of these.
            models.Index(fields=["du_le", "id"], name="dossier_du"),
            models.Index(fields=["attente_le", "id"], name="dossier_attente"),
            models.Index(fields=["bloqueur", "du_le", "id"], name="dossier_bloqueur_du"),
            models.Index(fields=["bloqueur", "attente_le", "id"], name="dossier_bloqueur_attente"),
            models.Index(fields=["bloqueur", "douteux", "du_le", "id"], name="dossier_douteux"),
            models.Index(fields=["referent", "bloqueur", "du_le", "id"], name="dossier_referent_du"),
            models.Index(
                fields=["du_le", "id"], name="dossier_tiers_du", condition=models.Q(bloqueur__in=["cnda", "tiers"])
            ),
            models.Index(
                fields=["attente_le", "id"],
                name="dossier_tiers_attente",
                condition=models.Q(bloqueur__in=["cnda", "tiers"]),
            ),
            models.Index(
                fields=["prochaine_relance"],
                name="dossier_relance_due",
                condition=models.Q(prochaine_relance__isnull=False),
            ),
            models.Index(fields=["attente_le", "id"], name="dossier_formation", condition=models.Q(formation=True)),
            models.Index(
                fields=["reponse_attendue", "reponse_attendue_le", "id"],
                name="dossier_reponse_attendue",
                condition=models.Q(reponse_attendue_le__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["editeur", "numero"],
                name="dossier_numero_unique",
                violation_error_message="Ce numéro est déjà pris dans cette entreprise.",
            ),
            models.CheckConstraint(
                name="dossier_etape_connue",
                condition=models.Q(etape__gte=1, etape__lte=4),
                violation_error_message="Le parcours compte quatre étapes.",
            ),
            models.CheckConstraint(
                name="dossier_etat_connu",
                condition=models.Q(etat__in=["ouverte", "soumise", "complements", "validee", "refusee", "retiree"]),
                violation_error_message="Cet état n’existe pas.",
            ),
            models.CheckConstraint(
                name="dossier_formation_sans_relance",
                condition=models.Q(formation=False) | models.Q(prochaine_relance=None),
                violation_error_message="Un dossier de formation n’est jamais relancé.",
            ),
            models.CheckConstraint(
                name="dossier_doutes_dits",
                condition=models.Q(douteux=False, doutes="") | (models.Q(douteux=True) & ~models.Q(doutes="")),
                violation_error_message="Un dossier douteux dit pourquoi.",
            ),
            models.CheckConstraint(
                name="dossier_reponse_attendue_datee",
                condition=models.Q(reponse_attendue="", reponse_attendue_le=None)
                | models.Q(reponse_attendue__in=["editeur", "ans"], reponse_attendue_le__isnull=False),
                violation_error_message="Une réponse est attendue de quelqu’un, depuis un moment.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} – {self.solution}"

    @property
    def reference(self) -> str:
        """What people write in mails and say on the phone: eight characters of the identifier."""
        debut = self.uuid.hex[:8].upper()
        return f"{debut[:4]}-{debut[4:]}"
