"""A reviewer's verdict on one requirement of one submission."""

from django.conf import settings
from django.db import models

from dossiers.models.motif import Motif
from dossiers.models.piece import Piece
from dossiers.models.soumission import Soumission
from dossiers.rules.zone import COTE_MIN, UNITE, Zone

ZONE = ("piece", "page", "zone_x", "zone_y", "zone_largeur", "zone_hauteur")
SANS_ZONE = models.Q(**dict.fromkeys(ZONE))
# Each is asked to be there: an unknown is never false for a database, and would pass.
DANS_L_IMAGE = models.Q(
    **{f"{nom}__isnull": False for nom in ZONE},
    verdict="a_corriger",
    page__gte=1,
    zone_x__lte=UNITE - models.F("zone_largeur"),
    zone_y__lte=UNITE - models.F("zone_hauteur"),
    zone_largeur__gte=COTE_MIN,
    zone_largeur__lte=UNITE,
    zone_hauteur__gte=COTE_MIN,
    zone_hauteur__lte=UNITE,
)


class Examen(models.Model):
    """`modele`: the reason it was written from. `piece`, `page` and `zone_*`: what the correction points at
    (`rules/zone.py`, ten-thousandths of the preview), all or none.
    """

    class Verdict(models.TextChoices):
        CONFORME = "conforme", "Conforme"
        A_CORRIGER = "a_corriger", "À corriger"
        SANS_OBJET = "sans_objet", "Sans objet"

    soumission = models.ForeignKey(Soumission, models.CASCADE, related_name="examens")
    exigence = models.CharField("exigence", max_length=60)
    verdict = models.CharField("verdict", max_length=20, choices=Verdict)
    motif = models.TextField("motif", max_length=2000, blank=True)
    modele = models.ForeignKey(Motif, models.PROTECT, to_field="code", null=True, related_name="examens")
    piece = models.ForeignKey(Piece, models.RESTRICT, to_field="uuid", null=True, related_name="+")
    page = models.PositiveSmallIntegerField("page", null=True)
    zone_x = models.PositiveSmallIntegerField("zone, à gauche", null=True)
    zone_y = models.PositiveSmallIntegerField("zone, en haut", null=True)
    zone_largeur = models.PositiveSmallIntegerField("zone, largeur", null=True)
    zone_hauteur = models.PositiveSmallIntegerField("zone, hauteur", null=True)
    repris = models.BooleanField("repris du tour précédent", default=False)
    par = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    le = models.DateTimeField("le")

    class Meta:
        verbose_name = "examen"
        ordering = ["soumission", "exigence"]
        constraints = [
            models.UniqueConstraint(
                fields=["soumission", "exigence"],
                name="examen_unique",
                violation_error_message="Cette exigence est déjà examinée.",
            ),
            models.CheckConstraint(
                name="examen_verdict_connu",
                condition=models.Q(verdict__in=["conforme", "a_corriger", "sans_objet"]),
                violation_error_message="Ce verdict n’existe pas.",
            ),
            models.CheckConstraint(
                name="examen_correction_motivee",
                condition=~models.Q(verdict="a_corriger") | ~models.Q(motif=""),
                violation_error_message="Indiquez le motif de la correction demandée.",
            ),
            models.CheckConstraint(
                name="examen_zone_dans_l_image",
                condition=SANS_ZONE | DANS_L_IMAGE,
                violation_error_message="La zone d’une correction tient tout entière dans son image.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.exigence} : {self.get_verdict_display()}"

    @property
    def zone(self) -> Zone | None:
        """What the correction points at, if it does."""
        if self.piece_id is None:
            return None
        return Zone(str(self.piece_id), self.page, self.zone_x, self.zone_y, self.zone_largeur, self.zone_hauteur)

    @zone.setter
    def zone(self, zone: Zone | None) -> None:
        self.piece_id = zone.piece if zone else None
        self.page = zone.page if zone else None
        for nom in ("x", "y", "largeur", "hauteur"):
            setattr(self, f"zone_{nom}", getattr(zone, nom) if zone else None)
