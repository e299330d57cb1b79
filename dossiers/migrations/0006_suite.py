"""A proof of several files: their rank, unique among those in place."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0005_mesure"),
    ]

    operations = [
        migrations.AddField(
            model_name="piece",
            name="rang",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="rang"),
        ),
        migrations.RemoveConstraint(model_name="piece", name="piece_courante_unique"),
        migrations.AddConstraint(
            model_name="piece",
            constraint=models.UniqueConstraint(
                condition=models.Q(("remplacee_le", None)),
                fields=("dossier", "exigence", "rang"),
                name="piece_courante_unique",
                violation_error_message="Une pièce est déjà en place à ce rang pour cette exigence.",
            ),
        ),
    ]
