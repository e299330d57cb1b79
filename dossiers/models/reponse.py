"""One answer, told once where it belongs: of a company (NIE), of a solution (NIL, moteur) or of one dossier."""

from django.conf import settings
from django.db import models

from dossiers.models.dossier import Dossier
from dossiers.models.editeur import Editeur
from dossiers.models.solution import Solution


class Reponse(models.Model):
    """`code` is a question's, a requirement's, or a status read on a proof. `saisie_dans`: where it was typed."""

    editeur = models.ForeignKey(Editeur, models.CASCADE, related_name="reponses")
    solution = models.ForeignKey(Solution, models.CASCADE, null=True, related_name="reponses")
    dossier = models.ForeignKey(Dossier, models.CASCADE, null=True, related_name="reponses")
    code = models.CharField("code", max_length=60)
    valeur = models.TextField("valeur", max_length=5000, blank=True)
    saisie_dans = models.ForeignKey(Dossier, models.SET_NULL, null=True, related_name="+")
    par = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    le = models.DateTimeField("le")

    class Meta:
        verbose_name = "réponse"
        ordering = ["code", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["editeur", "code"],
                condition=models.Q(solution=None, dossier=None),
                name="reponse_editeur_unique",
                violation_error_message="Cette réponse existe déjà pour l’entreprise.",
            ),
            models.UniqueConstraint(
                fields=["solution", "code"],
                condition=models.Q(dossier=None),
                name="reponse_solution_unique",
                violation_error_message="Cette réponse existe déjà pour la solution.",
            ),
            models.UniqueConstraint(
                fields=["dossier", "code"],
                name="reponse_dossier_unique",
                violation_error_message="Cette réponse existe déjà pour le dossier.",
            ),
            models.CheckConstraint(
                name="reponse_une_portee",
                condition=models.Q(solution=None) | models.Q(dossier=None),
                violation_error_message="Une réponse est celle d’une solution ou d’un dossier, pas des deux.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} = {self.valeur[:40]}"
