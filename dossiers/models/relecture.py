"""A decision that two people read: what each decided and found, kept for ever; and the waiver, when there is one."""

from django.conf import settings
from django.db import models

from dossiers.models.examen import Examen
from dossiers.models.soumission import Soumission
from dossiers.rules import relecture as rules

Verdict = Examen.Verdict


class Relecture(models.Model):
    """One per submission at most, open (`close_le` None) until the submission is decided or withdrawn.

    `regle`: why it was due, a code of `rules/relecture.py`. `seconde_*`: what the other decided, the same or not.
    """

    class Regle(models.TextChoices):
        REFUS = "refus", "Refus"
        TIRAGE = "tirage", "Échantillon"

    soumission = models.OneToOneField(Soumission, models.CASCADE, related_name="relecture")
    regle = models.CharField("règle", max_length=20, choices=Regle)
    decision = models.CharField("décision proposée", max_length=30, choices=Soumission.Decision)
    motif = models.TextField("message d’ensemble", max_length=5000, blank=True)
    premier = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="premier lecteur"
    )
    le = models.DateTimeField("proposée le")
    seconde_decision = models.CharField(
        "décision du second lecteur", max_length=30, choices=Soumission.Decision, blank=True
    )
    seconde_motif = models.TextField("message d’ensemble du second lecteur", max_length=5000, blank=True)
    second = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="second lecteur"
    )
    seconde_le = models.DateTimeField("seconde lecture le", null=True)
    dispense_motif = models.TextField("motif de la dispense", max_length=rules.MOTIF_MAX, blank=True)
    dispensee_par = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    dispensee_le = models.DateTimeField("dispensée le", null=True)
    close_le = models.DateTimeField("close le", null=True)

    class Meta:
        verbose_name = "relecture"
        ordering = ["-le", "-pk"]
        indexes = [
            models.Index(fields=["soumission"], name="relecture_ouverte", condition=models.Q(close_le=None)),
        ]
        constraints = [
            models.CheckConstraint(
                name="relecture_deux_personnes",
                condition=models.Q(second=None) | ~models.Q(second=models.F("premier")),
                violation_error_message="La seconde lecture est celle d’une autre personne.",
            ),
            models.CheckConstraint(
                name="relecture_seconde_entiere",
                condition=models.Q(second=None, seconde_le=None, seconde_decision="")
                | (models.Q(second__isnull=False, seconde_le__isnull=False) & ~models.Q(seconde_decision="")),
                violation_error_message="Une seconde lecture porte son auteur, sa date et sa décision.",
            ),
            models.CheckConstraint(
                name="relecture_dispense_motivee",
                condition=models.Q(dispensee_le=None, dispensee_par=None, dispense_motif="")
                | (models.Q(dispensee_le__isnull=False, dispensee_par__isnull=False) & ~models.Q(dispense_motif="")),
                violation_error_message="Une dispense porte son auteur, sa date et son motif.",
            ),
            models.CheckConstraint(
                name="relecture_decision_connue",
                condition=models.Q(decision__in=["valider", "demander_complements", "refuser"]),
                violation_error_message="Cette décision n’existe pas.",
            ),
        ]

    def __str__(self) -> str:
        return f"seconde lecture de {self.soumission}"

    @property
    def lectures(self) -> rules.Lectures:
        """What its rules need to know of it."""
        premier = rules.Lu(self.decision, self.premier_id)
        second = rules.Lu(self.seconde_decision, self.second_id) if self.second_id else None
        return rules.Lectures(premier, second, self.dispensee_le is not None, self.seconde_le or self.le)


class Jugement(models.Model):
    """What the two readers found of one requirement. Empty: that reader gave no verdict on it.

    `premier_zone`, `second_zone`: what their correction pointed at, as `rules/zone.py` writes it.
    """

    relecture = models.ForeignKey(Relecture, models.CASCADE, related_name="jugements")
    exigence = models.CharField("exigence", max_length=60)
    premier = models.CharField("verdict du premier lecteur", max_length=20, choices=Verdict, blank=True)
    premier_motif = models.TextField("motif du premier lecteur", max_length=2000, blank=True)
    premier_zone = models.CharField("zone du premier lecteur", max_length=80, blank=True)
    second = models.CharField("verdict du second lecteur", max_length=20, choices=Verdict, blank=True)
    second_motif = models.TextField("motif du second lecteur", max_length=2000, blank=True)
    second_zone = models.CharField("zone du second lecteur", max_length=80, blank=True)

    class Meta:
        verbose_name = "jugement"
        ordering = ["relecture", "exigence"]
        constraints = [
            models.UniqueConstraint(
                fields=["relecture", "exigence"],
                name="jugement_unique",
                violation_error_message="Cette exigence a déjà son jugement.",
            ),
            models.CheckConstraint(
                name="jugement_verdict_connu",
                condition=models.Q(premier__in=["", "conforme", "a_corriger", "sans_objet"])
                & models.Q(second__in=["", "conforme", "a_corriger", "sans_objet"]),
                violation_error_message="Ce verdict n’existe pas.",
            ),
        ]

    def __str__(self) -> str:
        return self.exigence

    @property
    def differe(self) -> bool:
        """True when both gave a verdict, and not the same."""
        return bool(self.premier and self.second and self.premier != self.second)
