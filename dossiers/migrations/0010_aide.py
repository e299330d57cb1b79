"""The guided help: answers, votes, searches, messages, terminologies; and the full text of each database over them.

A migration that rebuilds `dossiers_mots` on SQLite drops its triggers: it must make them again.
"""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

TRIGGERS = """
CREATE VIRTUAL TABLE dossiers_mots_plein USING fts5(tout, content='dossiers_mots', content_rowid='id', tokenize='unicode61');
CREATE TRIGGER dossiers_mots_ajout AFTER INSERT ON dossiers_mots BEGIN
  INSERT INTO dossiers_mots_plein(rowid, tout) VALUES (new.id, new.tout);
END;
CREATE TRIGGER dossiers_mots_retrait AFTER DELETE ON dossiers_mots BEGIN
  INSERT INTO dossiers_mots_plein(dossiers_mots_plein, rowid, tout) VALUES ('delete', old.id, old.tout);
END;
CREATE TRIGGER dossiers_mots_change AFTER UPDATE ON dossiers_mots BEGIN
  INSERT INTO dossiers_mots_plein(dossiers_mots_plein, rowid, tout) VALUES ('delete', old.id, old.tout);
  INSERT INTO dossiers_mots_plein(rowid, tout) VALUES (new.id, new.tout);
END;
"""
SQLITE = [
    "DROP TRIGGER dossiers_mots_change",
    "DROP TRIGGER dossiers_mots_retrait",
    "DROP TRIGGER dossiers_mots_ajout",
    "DROP TABLE dossiers_mots_plein",
]
GIN = "CREATE INDEX mots_plein ON dossiers_mots USING gin (to_tsvector('simple', tout))"


def make_plein(apps, schema_editor):
    """GIN on PostgreSQL, FTS5 and its triggers on SQLite."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(GIN)
        return
    for ordre in TRIGGERS.strip().replace("END;", "END\x00").replace("'unicode61');", "'unicode61')\x00").split("\x00"):
        if ordre.strip():
            schema_editor.execute(ordre.strip())


def drop_plein(apps, schema_editor):
    postgresql = schema_editor.connection.vendor == "postgresql"
    for ordre in ["DROP INDEX mots_plein"] if postgresql else SQLITE:
        schema_editor.execute(ordre)


class Migration(migrations.Migration):

    dependencies = [
        ("dossiers", "0006_suite"),
    ]

    operations = [
        migrations.CreateModel(
            name='Vocable',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mot', models.CharField(max_length=40, unique=True, verbose_name='mot')),
                ('fiches', models.IntegerField(default=0, verbose_name='fiches qui l’emploient')),
                ('revision', models.CharField(blank=True, max_length=32, verbose_name='révision')),
            ],
            options={
                'verbose_name': 'vocable',
                'ordering': ['mot'],
            },
        ),
        migrations.CreateModel(
            name='Fiche',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=60, verbose_name='code')),
                ('version', models.PositiveIntegerField(verbose_name='version')),
                ('courante', models.BooleanField(default=True, verbose_name='en vigueur')),
                ('retiree', models.BooleanField(default=False, verbose_name='retirée')),
                ('sujet', models.CharField(db_index=True, max_length=60, verbose_name='sujet')),
                ('question', models.CharField(max_length=250, verbose_name='question')),
                ('essentiel', models.TextField(verbose_name='l’essentiel')),
                ('texte', models.TextField(verbose_name='réponse (Markdown)')),
                ('formulations', models.JSONField(blank=True, default=list, verbose_name='autres façons de poser la question')),
                ('portee', models.CharField(max_length=600, verbose_name='portée')),
                ('difference', models.TextField(blank=True, verbose_name='pourquoi cette réponse diffère des autres du sujet')),
                ('sources', models.JSONField(default=list, verbose_name='sources')),
                ('outil', models.CharField(blank=True, max_length=40, verbose_name='assistant')),
                ('certitude', models.CharField(choices=[('vu', 'lu dans un texte public'), ('tiers', 'rapporté par un tiers'), ('infere', 'déduit des textes, à confirmer par l’ANS'), ('inconnu', 'non publié à notre connaissance')], default='vu', max_length=10, verbose_name='certitude')),
                ('responsable', models.CharField(max_length=120, verbose_name='responsable')),
                ('revoir_le', models.DateField(verbose_name='à revoir le')),
                ('sha256', models.CharField(db_index=True, max_length=64, verbose_name='empreinte SHA-256')),
                ('publie_le', models.DateTimeField(verbose_name='publiée le')),
                ('publie_par', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='publiée par')),
            ],
            options={
                'verbose_name': 'fiche d’aide',
                'verbose_name_plural': 'fiches d’aide',
                'ordering': ['code', '-version'],
            },
        ),
        migrations.CreateModel(
            name='Consultation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('exigence', models.CharField(max_length=60, verbose_name='exigence')),
                ('le', models.DateTimeField(verbose_name='le')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consultations', to='dossiers.dossier')),
                ('fiche', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consultations', to='dossiers.fiche')),
            ],
            options={
                'verbose_name': 'consultation',
                'ordering': ['-le', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Appui',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('exigence', models.CharField(db_index=True, max_length=60, verbose_name='exigence')),
                ('fiche', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='appuis', to='dossiers.fiche')),
            ],
            options={
                'verbose_name': 'appui',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('nom', models.CharField(blank=True, max_length=120, verbose_name='nom')),
                ('courriel', models.EmailField(blank=True, max_length=254, verbose_name='adresse électronique')),
                ('objet', models.CharField(max_length=200, verbose_name='objet')),
                ('texte', models.TextField(verbose_name='message')),
                ('contexte', models.JSONField(default=list, verbose_name='ce que l’on savait')),
                ('le', models.DateTimeField(verbose_name='le')),
                ('traite_le', models.DateTimeField(null=True, verbose_name='traité le')),
                ('dossier', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='dossiers.dossier')),
                ('par', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'message',
                'ordering': ['le', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Mots',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('formulations', models.JSONField(default=list, verbose_name='racines de chaque formulation')),
                ('corps', models.TextField(blank=True, verbose_name='racines du texte')),
                ('tout', models.TextField(verbose_name='toutes les racines')),
                ('vocables', models.TextField(blank=True, verbose_name='mots, tels qu’ils sont comptés')),
                ('lexique', models.CharField(max_length=16, verbose_name='empreinte du lexique')),
                ('fiche', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='mots', to='dossiers.fiche')),
            ],
            options={
                'verbose_name': 'mots d’une fiche',
                'verbose_name_plural': 'mots des fiches',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Recherche',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('texte', models.CharField(max_length=200, verbose_name='texte')),
                ('dispositif', models.CharField(blank=True, max_length=60, verbose_name='dispositif')),
                ('nombre', models.PositiveIntegerField(default=1, verbose_name='fois')),
                ('derniere_le', models.DateTimeField(verbose_name='la dernière fois le')),
                ('traitee_le', models.DateTimeField(null=True, verbose_name='traitée le')),
                ('traitee_par', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'recherche sans réponse',
                'verbose_name_plural': 'recherches sans réponse',
                'ordering': ['-nombre', '-derniere_le', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Terminologie',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40, unique=True, verbose_name='code')),
                ('nom', models.CharField(max_length=120, verbose_name='nom')),
                ('couche', models.CharField(choices=[('base', 'De base'), ('socle', 'Socle'), ('specialisee', 'Spécialisée')], max_length=12, verbose_name='couche')),
                ('usage', models.TextField(verbose_name='usage')),
                ('gestionnaire', models.CharField(max_length=200, verbose_name='gestionnaire')),
                ('adresse', models.URLField(blank=True, verbose_name='adresse publique')),
                ('transcodage', models.SlugField(blank=True, max_length=40, verbose_name='à transcoder vers')),
                ('certitude', models.CharField(choices=[('vu', 'lu dans un texte public'), ('tiers', 'rapporté par un tiers'), ('infere', 'déduit des textes, à confirmer par l’ANS'), ('inconnu', 'non publié à notre connaissance')], default='infere', max_length=10, verbose_name='certitude')),
                ('en_vigueur', models.BooleanField(default=True, verbose_name='au catalogue')),
            ],
            options={
                'verbose_name': 'terminologie',
                'ordering': ['couche', 'nom'],
                'constraints': [models.CheckConstraint(condition=models.Q(('couche__in', ['base', 'socle', 'specialisee'])), name='terminologie_couche_connue', violation_error_message='Cette couche n’existe pas.')],
            },
        ),
        migrations.CreateModel(
            name='Integration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('le', models.DateTimeField(verbose_name='le')),
                ('par', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('solution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='integrations', to='dossiers.solution')),
                ('terminologie', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='integrations', to='dossiers.terminologie')),
            ],
            options={
                'verbose_name': 'terminologie intégrée',
                'verbose_name_plural': 'terminologies intégrées',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Vote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('votant', models.CharField(max_length=64, verbose_name='empreinte du votant')),
                ('utile', models.BooleanField(verbose_name='utile')),
                ('pourquoi', models.TextField(blank=True, verbose_name='pourquoi')),
                ('le', models.DateTimeField(verbose_name='le')),
                ('fiche', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='votes', to='dossiers.fiche')),
            ],
            options={
                'verbose_name': 'vote',
                'ordering': ['-le', '-pk'],
            },
        ),
        migrations.AddIndex(
            model_name='fiche',
            index=models.Index(condition=models.Q(('courante', True)), fields=['portee', 'code'], name='fiche_portee'),
        ),
        migrations.AddIndex(
            model_name='fiche',
            index=models.Index(condition=models.Q(('courante', True)), fields=['revoir_le'], name='fiche_a_revoir'),
        ),
        migrations.AddConstraint(
            model_name='fiche',
            constraint=models.UniqueConstraint(fields=('code', 'version'), name='fiche_version_unique', violation_error_message='Cette version est déjà publiée.'),
        ),
        migrations.AddConstraint(
            model_name='fiche',
            constraint=models.UniqueConstraint(condition=models.Q(('courante', True)), fields=('code',), name='fiche_courante_unique', violation_error_message='Une autre version de cette fiche est en vigueur.'),
        ),
        migrations.AddConstraint(
            model_name='consultation',
            constraint=models.UniqueConstraint(fields=('fiche', 'dossier', 'exigence'), name='consultation_unique', violation_error_message='Cette lecture est déjà connue.'),
        ),
        migrations.AddConstraint(
            model_name='appui',
            constraint=models.UniqueConstraint(fields=('fiche', 'exigence'), name='appui_unique', violation_error_message='Cette exigence est déjà citée.'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(fields=['dossier', 'le', 'id'], name='message_dossier'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(condition=models.Q(('dossier', None)), fields=['le', 'id'], name='message_a_traiter'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('texte', ''), _negated=True), models.Q(('objet', ''), _negated=True)), name='message_ecrit', violation_error_message='Écrivez un objet et un message.'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.CheckConstraint(condition=models.Q(('par__isnull', False), models.Q(('courriel', ''), _negated=True), _connector='OR'), name='message_de_quelqu_un', violation_error_message='Indiquez une adresse électronique pour recevoir la réponse.'),
        ),
        migrations.AddIndex(
            model_name='recherche',
            index=models.Index(condition=models.Q(('traitee_le', None)), fields=['-nombre', '-derniere_le'], name='recherche_a_traiter'),
        ),
        migrations.AddConstraint(
            model_name='recherche',
            constraint=models.UniqueConstraint(fields=('texte', 'dispositif'), name='recherche_unique', violation_error_message='Cette recherche est déjà connue.'),
        ),
        migrations.AddConstraint(
            model_name='integration',
            constraint=models.UniqueConstraint(fields=('solution', 'terminologie'), name='integration_unique', violation_error_message='Cette terminologie est déjà déclarée pour cette solution.'),
        ),
        migrations.AddConstraint(
            model_name='vote',
            constraint=models.UniqueConstraint(fields=('fiche', 'votant'), name='vote_unique', violation_error_message='Vous avez déjà donné votre avis sur cette réponse.'),
        ),
        migrations.RunPython(make_plein, drop_plein),
    ]
