"""The same act asked of many dossiers at once: prepared, shown, then done line by line by a task, each line once."""

import uuid

from django.conf import settings
from django.db import models

from dossiers.models.dossier import Dossier
from dossiers.rules.lot import ETATS_LIGNE, ETATS_LOT, GENRES, LOT_MAX, EtatLigne, EtatLot, Genre


class Lot(models.Model):
    """`total`, `fait`, `refus`: its lines, those done, those refused. `avance_le`: when a line was last settled."""

    class GenreLot(models.TextChoices):
        CONFIER = Genre.CONFIER.value, GENRES[Genre.CONFIER]
        RELANCER = Genre.RELANCER.value, GENRES[Genre.RELANCER]
        COMPLEMENT = Genre.COMPLEMENT.value, GENRES[Genre.COMPLEMENT]
        ECRIRE = Genre.ECRIRE.value, GENRES[Genre.ECRIRE]
        EXPORTER = Genre.EXPORTER.value, GENRES[Genre.EXPORTER]

    class Etat(models.TextChoices):
        PREPARE = EtatLot.PREPARE.value, ETATS_LOT[EtatLot.PREPARE]
        EN_COURS = EtatLot.EN_COURS.value, ETATS_LOT[EtatLot.EN_COURS]
        TERMINE = EtatLot.TERMINE.value, ETATS_LOT[EtatLot.TERMINE]
        ANNULE = EtatLot.ANNULE.value, ETATS_LOT[EtatLot.ANNULE]

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    genre = models.CharField("genre", max_length=20, choices=GenreLot)
    parametres = models.JSONField("paramètres", default=dict)
    par = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="lots")
    cree_le = models.DateTimeField("créé le")
    etat = models.CharField("état", max_length=10, choices=Etat, default=Etat.PREPARE)
    total = models.PositiveSmallIntegerField("dossiers")
    fait = models.PositiveSmallIntegerField("faits", default=0)
    refus = models.PositiveSmallIntegerField("refusés", default=0)
    lance_le = models.DateTimeField("lancé le", null=True)
    avance_le = models.DateTimeField("avancé le", null=True)
    termine_le = models.DateTimeField("terminé le", null=True)

    class Meta:
        verbose_name = "lot"
        ordering = ["-cree_le", "-pk"]
        indexes = [
            models.Index(fields=["par", "-cree_le", "-id"], name="lot_de_quelqu_un"),
            models.Index(fields=["avance_le"], name="lot_en_cours", condition=models.Q(etat="en_cours")),
        ]
        constraints = [
            models.CheckConstraint(
                name="lot_borne",
                condition=models.Q(total__gte=1, total__lte=LOT_MAX),
                violation_error_message=f"Un lot compte de 1 à {LOT_MAX} dossiers.",
            ),
            models.CheckConstraint(
                name="lot_genre_connu",
                condition=models.Q(genre__in=["confier", "relancer", "complement", "ecrire", "exporter"]),
                violation_error_message="Ce genre de lot n’existe pas.",
            ),
            models.CheckConstraint(
                name="lot_etat_connu",
                condition=models.Q(etat__in=["prepare", "en_cours", "termine", "annule"]),
                violation_error_message="Cet état n’existe pas.",
            ),
            models.CheckConstraint(
                name="lot_compte_juste",
                condition=models.Q(total__gte=models.F("fait") + models.F("refus")),
                violation_error_message="Un lot ne compte pas plus de lignes réglées que de dossiers.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_genre_display()}, {self.total} dossier{'s' * (self.total > 1)}"

    @property
    def regle(self) -> int:
        """The lines settled, one way or the other."""
        return self.fait + self.refus

    @property
    def reste(self) -> int:
        """The lines not settled."""
        return self.total - self.regle


class LigneLot(models.Model):
    """`version`: that of the dossier when it was chosen; `phrase`: what was done, or why it was refused."""

    class Etat(models.TextChoices):
        ATTENTE = EtatLigne.ATTENTE.value, ETATS_LIGNE[EtatLigne.ATTENTE]
        FAITE = EtatLigne.FAITE.value, ETATS_LIGNE[EtatLigne.FAITE]
        REFUSEE = EtatLigne.REFUSEE.value, ETATS_LIGNE[EtatLigne.REFUSEE]
        ANNULEE = EtatLigne.ANNULEE.value, ETATS_LIGNE[EtatLigne.ANNULEE]

    lot = models.ForeignKey(Lot, models.CASCADE, related_name="lignes")
    rang = models.PositiveSmallIntegerField("rang")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField("version vue")
    etat = models.CharField("état", max_length=10, choices=Etat, default=Etat.ATTENTE)
    phrase = models.CharField("phrase", max_length=1000, blank=True)
    le = models.DateTimeField("réglée le", null=True)

    class Meta:
        verbose_name = "ligne d’un lot"
        verbose_name_plural = "lignes d’un lot"
        ordering = ["lot", "rang"]
        indexes = [models.Index(fields=["lot", "etat", "rang"], name="ligne_lot_etat")]
        constraints = [
            models.UniqueConstraint(
                fields=["lot", "dossier"],
                name="ligne_lot_dossier_unique",
                violation_error_message="Ce dossier est déjà dans le lot.",
            ),
            models.UniqueConstraint(
                fields=["lot", "rang"],
                name="ligne_lot_rang_unique",
                violation_error_message="Ce rang est déjà pris dans le lot.",
            ),
            models.CheckConstraint(
                name="ligne_lot_etat_connu",
                condition=models.Q(etat__in=["attente", "faite", "refusee", "annulee"]),
                violation_error_message="Cet état n’existe pas.",
            ),
            models.CheckConstraint(
                name="ligne_lot_refus_motive",
                condition=~models.Q(etat="refusee") | ~models.Q(phrase=""),
                violation_error_message="Un refus porte sa phrase.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rang}. {self.get_etat_display()}"
