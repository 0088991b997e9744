import django.db.models.deletion
import uuid_utils.compat
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Grid',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveSmallIntegerField()),
                ('criteria', models.JSONField(default=list)),
                ('published_at', models.DateTimeField()),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
                ('published_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('organization'), models.F('version'), name='grid_version_once')],
            },
        ),
        migrations.CreateModel(
            name='CoachingPlan',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('proposed', 'proposed'), ('running', 'running'), ('measured', 'measured'), ('dropped', 'dropped')], default='proposed', max_length=12)),
                ('goal', models.CharField(max_length=400)),
                ('criteria', models.JSONField(default=list)),
                ('acts', models.JSONField(default=list)),
                ('measure_on', models.DateField()),
                ('proposed_at', models.DateTimeField()),
                ('accepted_at', models.DateTimeField(null=True)),
                ('baseline', models.JSONField(default=dict)),
                ('measured_at', models.DateTimeField(null=True)),
                ('found', models.JSONField(default=dict)),
                ('closed_at', models.DateTimeField(null=True)),
                ('why', models.CharField(blank=True, max_length=400)),
                ('forgotten_at', models.DateTimeField(null=True)),
                ('manager', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
                ('proposed_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('rep', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
                ('grid', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coaching.grid')),
            ],
            options={
                'indexes': [models.Index(fields=['organization', 'rep', 'proposed_at'], name='plan_of_rep'), models.Index(fields=['organization', 'unit'], name='plan_of_unit'), models.Index(condition=models.Q(('state', 'running')), fields=['organization', 'measure_on'], name='plan_to_measure')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['proposed', 'running'])), fields=('organization', 'rep'), name='plan_one_open')],
            },
        ),
        migrations.CreateModel(
            name='Observation',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('visit', 'visit'), ('call', 'call')], max_length=12)),
                ('state', models.CharField(choices=[('open', 'open'), ('shared', 'shared'), ('cancelled', 'cancelled')], default='open', max_length=12)),
                ('appointment_id', models.UUIDField(null=True)),
                ('call_id', models.UUIDField(null=True)),
                ('happened_on', models.DateField()),
                ('begun_at', models.DateTimeField()),
                ('shared_at', models.DateTimeField(null=True)),
                ('awaits_since', models.DateTimeField(null=True)),
                ('forgotten_at', models.DateTimeField(null=True)),
                ('grid', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coaching.grid')),
                ('observer', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
                ('rep', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
            ],
            options={
                'indexes': [models.Index(fields=['organization', 'rep', 'happened_on'], name='observation_of_rep'), models.Index(fields=['organization', 'unit', 'happened_on'], name='observation_of_unit')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('appointment_id__isnull', False), models.Q(('state', 'cancelled'), _negated=True)), fields=('organization', 'appointment_id'), name='observation_of_visit_once'), models.UniqueConstraint(condition=models.Q(('call_id__isnull', False), models.Q(('state', 'cancelled'), _negated=True)), fields=('organization', 'call_id'), name='observation_of_call_once')],
            },
        ),
        migrations.CreateModel(
            name='Remark',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('annotation', 'annotation'), ('contest', 'contest'), ('answer', 'answer')], max_length=12)),
                ('text', models.TextField()),
                ('written_at', models.DateTimeField()),
                ('author', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('observation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='remarks', to='coaching.observation')),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
            ],
            options={
                'indexes': [models.Index(fields=['organization', 'observation'], name='remark_of_observation'), models.Index(fields=['organization', 'author'], name='remark_of_author')],
            },
        ),
        migrations.CreateModel(
            name='ScoreSheet',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('scores', models.JSONField(default=dict)),
                ('notes', models.JSONField(default=dict)),
                ('scored_at', models.DateTimeField(null=True)),
                ('observation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='sheets', to='coaching.observation')),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
                ('scorer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'indexes': [models.Index(fields=['organization', 'scorer'], name='sheet_of_scorer')],
                'constraints': [models.UniqueConstraint(models.F('organization'), models.F('observation'), models.F('scorer'), name='sheet_once')],
            },
        ),
    ]
