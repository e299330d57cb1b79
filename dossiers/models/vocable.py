"""What the search reads: the stems of each answer in force, and every word they hold. Kept by `actions/vocable.py`.

`tout` is read by the database's own full text: a GIN index of its tsvector on PostgreSQL, an FTS5 table kept by
triggers on SQLite (migration 0010).
"""

from django.db import models
from django.db.models import Lookup

from dossiers.models.fiche import Fiche

SQLITE = ".id IN (SELECT rowid FROM dossiers_mots_plein WHERE dossiers_mots_plein MATCH %s)"


class Mots(models.Model):
    fiche = models.OneToOneField(Fiche, models.CASCADE, related_name="mots")
    formulations = models.JSONField("racines de chaque formulation", default=list)
    corps = models.TextField("racines du texte", blank=True)
    tout = models.TextField("toutes les racines")
    vocables = models.TextField("mots, tels qu’ils sont comptés", blank=True)
    lexique = models.CharField("empreinte du lexique", max_length=16)

    class Meta:
        verbose_name = "mots d’une fiche"
        verbose_name_plural = "mots des fiches"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"mots de la fiche {self.fiche_id}"


class Vocable(models.Model):
    """A word of the answers in force, and how many hold it.

    The empty word counts the answers themselves; its `revision` changes whenever any count does.
    """

    mot = models.CharField("mot", max_length=40, unique=True)
    fiches = models.IntegerField("fiches qui l’emploient", default=0)
    revision = models.CharField("révision", max_length=32, blank=True)

    class Meta:
        verbose_name = "vocable"
        ordering = ["mot"]

    def __str__(self) -> str:
        return f"{self.mot} ({self.fiches})"


@models.TextField.register_lookup
class Pleintexte(Lookup):
    """`tout__pleintexte=expression`: the rows whose words answer « a b | c » (blank is and, | is or; stems only)."""

    lookup_name = "pleintexte"
    prepare_rhs = False

    def as_postgresql(self, compiler, connection):
        gauche, parametres = self.process_lhs(compiler, connection)
        droite = " | ".join(" & ".join(groupe.split()) for groupe in self.rhs.split("|"))
        return f"to_tsvector('simple', {gauche}) @@ to_tsquery('simple', %s)", [*parametres, droite]

    def as_sqlite(self, compiler, connection):
        groupes = (" AND ".join(f'"{mot}"' for mot in groupe.split()) for groupe in self.rhs.split("|"))
        table = compiler.quote_name_unless_alias(self.lhs.alias)
        droite = " OR ".join(f"({groupe})" for groupe in groupes)
        return table + SQLITE, [droite]
