"""What people of the ANS want to be reminded of; the log of a person's mails; what is urgent in a wave that is held."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0020_relances"),
    ]

    operations = [
        migrations.CreateModel(
            name="Preference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("relances", models.BooleanField(default=True, verbose_name="reçoit les relances")),
                ("relances_echeance", models.BooleanField(default=True, verbose_name="est prévenue des dates limites")),
                ("relances_calendrier", models.BooleanField(default=True, verbose_name="est prévenue des changements de dates")),
                ("relances_instruction", models.BooleanField(default=True, verbose_name="est prévenue des décisions attendues")),
                (
                    "compte",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="preference",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"verbose_name": "préférence", "ordering": ["compte"]},
        ),
        migrations.AddField(
            model_name="retenue",
            name="urgentes",
            field=models.PositiveIntegerField(default=0, verbose_name="dont urgents"),
        ),
        migrations.AddIndex(
            model_name="envoi",
            index=models.Index(fields=["destinataire", "-cree_le", "-id"], name="envoi_personne"),
        ),
        migrations.AddIndex(
            model_name="envoi",
            index=models.Index(fields=["destinataire"], name="envoi_echec", condition=models.Q(("etat", "echec"))),
        ),
        migrations.AlterField(
            model_name="envoi",
            name="destinataire",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="envois",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="envoi",
            constraint=models.CheckConstraint(
                condition=models.Q(("destinataire__isnull", False), ("genre", "relance_tiers"), _connector="OR"),
                name="envoi_destinataire",
                violation_error_message="Un courriel a son destinataire.",
            ),
        ),
        migrations.CreateModel(
            name="Tiers",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("courriel", models.EmailField(max_length=254, verbose_name="adresse électronique")),
                ("le", models.DateTimeField(verbose_name="indiquée le")),
                ("arrete_le", models.DateTimeField(null=True, verbose_name="arrêtée le")),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tiers", to="dossiers.dossier"
                    ),
                ),
                (
                    "par",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="indiquée par",
                    ),
                ),
            ],
            options={
                "verbose_name": "contact chez l’éditeur tiers",
                "verbose_name_plural": "contacts chez l’éditeur tiers",
                "ordering": ["dossier", "pk"],
                "indexes": [models.Index(fields=["courriel"], name="tiers_courriel")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=["dossier"],
                        condition=models.Q(("arrete_le", None)),
                        name="tiers_un_seul",
                        violation_error_message="Ce dossier a déjà un contact chez l’éditeur tiers.",
                    ),
                ],
            },
        ),
    ]
