"""What the machine read on a proof: asked for at its deposit, read once, kept as facts and judged anew at each look."""

from django.conf import settings
from django.db import models

from dossiers.models.piece import Piece


class Lecture(models.Model):
    """`pages`: what `rules/lecture.pages_of` gives back. `maintenu`: the sentence a person of the éditeur has answered
    « je maintiens » to. `empreinte`: 256 bits that nearly equal pictures share, in hexadecimal.
    """

    class Etat(models.TextChoices):
        ATTENTE = "attente", "en attente"
        EN_COURS = "en_cours", "en cours"
        FAITE = "faite", "faite"
        ABANDONNEE = "abandonnee", "abandonnée"

    piece = models.OneToOneField(Piece, models.CASCADE, related_name="lecture", verbose_name="pièce")
    etat = models.CharField("état", max_length=10, choices=Etat, default=Etat.ATTENTE)
    essais = models.PositiveSmallIntegerField("essais", default=0)
    demandee_le = models.DateTimeField("demandée le")
    verrou_jusqu_a = models.DateTimeField("verrou jusqu’à", null=True)
    faite_le = models.DateTimeField("faite le", null=True)
    duree = models.FloatField("durée en secondes", null=True)
    pages = models.JSONField("pages lues", default=list)
    empreinte = models.CharField("empreinte visuelle", max_length=64, blank=True)
    maintenu = models.TextField("constat malgré lequel la réponse est maintenue", max_length=1000, blank=True)
    maintenu_par = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    maintenu_le = models.DateTimeField("maintenue le", null=True)

    class Meta:
        verbose_name = "lecture"
        ordering = ["-demandee_le", "-pk"]
        indexes = [
            models.Index(
                fields=["demandee_le", "id"],
                name="lecture_a_faire",
                condition=models.Q(etat__in=["attente", "en_cours"]),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="lecture_etat_connu",
                condition=models.Q(etat__in=["attente", "en_cours", "faite", "abandonnee"]),
                violation_error_message="Cet état de lecture n’existe pas.",
            ),
            models.CheckConstraint(
                name="lecture_maintenue_signee",
                condition=models.Q(maintenu="", maintenu_par=None, maintenu_le=None)
                | (~models.Q(maintenu="") & models.Q(maintenu_par__isnull=False, maintenu_le__isnull=False)),
                violation_error_message="Une réponse maintenue porte son auteur et sa date.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.piece} : {self.get_etat_display()}"

    @property
    def en_route(self) -> bool:
        """True while its result is still to come."""
        return self.etat in (self.Etat.ATTENTE, self.Etat.EN_COURS)


class Repere(models.Model):
    """A number read on a proof, by which another proof made of the same picture is found."""

    lecture = models.ForeignKey(Lecture, models.CASCADE, related_name="reperes")
    texte = models.CharField("numéro lu", max_length=40, db_index=True)

    class Meta:
        verbose_name = "repère"
        verbose_name_plural = "repères"
        ordering = ["lecture", "texte"]
        constraints = [
            models.UniqueConstraint(
                fields=["lecture", "texte"],
                name="repere_unique",
                violation_error_message="Ce numéro est déjà noté pour cette lecture.",
            ),
        ]

    def __str__(self) -> str:
        return self.texte
