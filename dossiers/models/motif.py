"""A reason of correction written once, edited by the administrators: withdrawn when it is no longer offered, kept."""

from django.conf import settings
from django.db import models

from dossiers.referentiel.exigence import Format, Kind
from dossiers.referentiel.motif import Modele
from dossiers.rules.motif import LIBELLE_MAX, TEXTE_MAX

KINDS = {
    Kind.IDENTIFIANT: "un identifiant",
    Kind.PIECE: "une preuve",
    Kind.DECLARATION: "une déclaration",
    Kind.LIEN: "une adresse",
}
FORMATS = {
    Format.NUMERO: "un numéro",
    Format.SIREN: "un SIREN",
    Format.SIRET: "un SIRET",
    Format.TEXTE: "un texte",
    Format.LISTE_OU_NEANT: "une liste, ou « néant »",
    Format.ADRESSE: "une adresse",
}


class Motif(models.Model):
    """`texte` holds words between braces (`rules/motif.py`). `kind` and `format` empty: for any requirement.

    `version` grows at each change: who edits an older one is told so.
    """

    code = models.SlugField("code", max_length=60, unique=True)
    libelle = models.CharField("titre", max_length=LIBELLE_MAX)
    texte = models.TextField("texte lu par l’éditeur", max_length=TEXTE_MAX)
    kind = models.CharField("pour", max_length=20, choices=[(k.value, v) for k, v in KINDS.items()], blank=True)
    format = models.CharField(
        "dont la réponse est", max_length=20, choices=[(f.value, v) for f, v in FORMATS.items()], blank=True
    )
    rang = models.PositiveSmallIntegerField("rang", default=100)
    actif = models.BooleanField("proposé", default=True)
    version = models.PositiveIntegerField("version", default=0, editable=False)
    modifie_par = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    modifie_le = models.DateTimeField("modifié le")

    class Meta:
        verbose_name = "motif"
        ordering = ["rang", "code"]
        constraints = [
            models.CheckConstraint(
                name="motif_redige",
                condition=~models.Q(libelle="") & ~models.Q(texte=""),
                violation_error_message="Un motif a un titre et un texte.",
            ),
            models.CheckConstraint(
                name="motif_kind_connu",
                condition=models.Q(kind__in=["", "identifiant", "piece", "declaration", "lien"]),
                violation_error_message="Cette sorte d’exigence n’existe pas.",
            ),
            models.CheckConstraint(
                name="motif_format_connu",
                condition=models.Q(format__in=["", "numero", "siren", "siret", "texte", "liste_ou_neant", "adresse"]),
                violation_error_message="Ce format n’existe pas.",
            ),
        ]

    def __str__(self) -> str:
        return self.libelle

    @property
    def modele(self) -> Modele:
        """As the rules see it."""
        return Modele(self.code, self.libelle, self.texte, self.kind, self.format)
