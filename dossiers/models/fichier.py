"""A file someone deposited: the bytes as they were given, their digest, a preview made apart, what is known against it.

What proofs (`models/piece.py`) and the attachments of messages (`models/jointe.py`) have in common.
"""

import uuid

from django.conf import settings
from django.db import models

from dossiers.rules.retenue import ANALYSES, Analyse, Garde

# Of a PDF, in its preview.
PAGES_VUES = 3
# The two folders of the files, and nobody else's.
DOSSIERS = ("originaux", "apercus")


def original_path(fichier: "Fichier", nom: str) -> str:
    """Where the original lies: nothing of the name given by the person."""
    return f"originaux/{fichier.dossier.uuid.hex}/{fichier.uuid.hex}"


def preview_path(fichier: "Fichier", nom: str) -> str:
    return f"apercus/{fichier.dossier.uuid.hex}/{fichier.uuid.hex}.webp"


class Fichier(models.Model):
    """`largeur` and `hauteur` of a PDF are those of its first page, in points. One in quarantine, or whose original was
    erased, keeps its row and its digest. Each concrete one adds its `dossier`.
    """

    class Type(models.TextChoices):
        PNG = "png", "PNG"
        JPEG = "jpeg", "JPEG"
        WEBP = "webp", "WebP"
        PDF = "pdf", "PDF"

    class EtatApercu(models.TextChoices):
        A_FAIRE = "a_faire", "en préparation"
        FAIT = "fait", "prêt"
        ILLISIBLE = "illisible", "illisible"

    class EtatAnalyse(models.TextChoices):
        A_FAIRE = Analyse.A_FAIRE.value, ANALYSES[Analyse.A_FAIRE]
        SAINE = Analyse.SAINE.value, ANALYSES[Analyse.SAINE]
        INFECTEE = Analyse.INFECTEE.value, ANALYSES[Analyse.INFECTEE]
        NON_ANALYSEE = Analyse.NON_ANALYSEE.value, ANALYSES[Analyse.NON_ANALYSEE]

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    fichier = models.FileField("fichier", upload_to=original_path, max_length=200)
    apercu = models.FileField("aperçu", upload_to=preview_path, max_length=200, blank=True)
    etat_apercu = models.CharField("aperçu", max_length=10, choices=EtatApercu, default=EtatApercu.A_FAIRE)
    nom = models.CharField("nom du fichier", max_length=255)
    type = models.CharField("type", max_length=10, choices=Type)
    taille = models.PositiveIntegerField("taille en octets")
    largeur = models.PositiveIntegerField("largeur en pixels")
    hauteur = models.PositiveIntegerField("hauteur en pixels")
    pages = models.PositiveIntegerField("pages", default=1)
    sha256 = models.CharField("empreinte SHA-256", max_length=64)
    deposee_par = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    deposee_le = models.DateTimeField("déposée le")
    analyse = models.CharField("antivirus", max_length=12, choices=EtatAnalyse, default=EtatAnalyse.A_FAIRE)
    quarantaine_le = models.DateTimeField("en quarantaine depuis", null=True)
    quarantaine_par = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    quarantaine_motif = models.CharField("motif de la quarantaine", max_length=500, blank=True)
    purgee_le = models.DateTimeField("original effacé le", null=True)

    class Meta:
        abstract = True
        indexes = [
            models.Index(
                fields=["analyse", "deposee_le"],
                name="%(class)s_a_analyser",
                condition=models.Q(analyse__in=["a_faire", "non_analysee"]),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="%(class)s_non_vide",
                condition=models.Q(taille__gt=0),
                violation_error_message="Ce fichier est vide.",
            ),
            models.CheckConstraint(
                name="%(class)s_analyse_connue",
                condition=models.Q(analyse__in=["a_faire", "saine", "infectee", "non_analysee"]),
                violation_error_message="Cet état d’analyse n’existe pas.",
            ),
            models.CheckConstraint(
                name="%(class)s_quarantaine_motivee",
                condition=models.Q(quarantaine_le=None) | ~models.Q(quarantaine_motif=""),
                violation_error_message="Une quarantaine porte son motif.",
            ),
        ]

    @property
    def garde(self) -> Garde:
        """What its rules need to know of it."""
        return Garde(
            self.nom, Analyse(self.analyse), self.quarantaine_motif if self.quarantaine_le else "", self.purgee_le
        )

    @property
    def pages_montrees(self) -> int:
        """How many of its pages the preview shows."""
        return min(self.pages, PAGES_VUES)

    @property
    def pages_vues(self) -> str:
        """Which of its pages the preview shows, in words; empty when it shows all."""
        return f"{PAGES_VUES} premières pages sur {self.pages}" if self.pages > PAGES_VUES else ""
