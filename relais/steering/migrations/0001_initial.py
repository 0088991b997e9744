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
            name='ReviewMeeting',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('since', models.DateField()),
                ('until', models.DateField()),
                ('starts_at', models.DateTimeField()),
                ('minutes', models.PositiveSmallIntegerField()),
                ('place', models.CharField(blank=True, max_length=400)),
                ('state', models.CharField(choices=[('planned', 'planned'), ('open', 'open'), ('closed', 'closed'), ('cancelled', 'cancelled')], max_length=10)),
                ('sequence', models.PositiveSmallIntegerField(default=0)),
                ('planned_at', models.DateTimeField()),
                ('opened_at', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('cancelled_at', models.DateTimeField(null=True)),
                ('words', models.CharField(blank=True, max_length=400)),
                ('shown', models.JSONField(default=dict)),
                ('cancelled_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('closed_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('opened_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
                ('planned_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('previous', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='steering.reviewmeeting')),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
            ],
            options={
                'indexes': [models.Index(fields=['organization', 'unit', 'starts_at'], name='meeting_of_unit'), models.Index(fields=['organization', 'starts_at'], name='meeting_by_start')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'closed'), _negated=True), models.Q(('closed_at__isnull', False), ('opened_at__isnull', False)), _connector='OR'), name='meeting_closed_was_open'), models.UniqueConstraint(condition=models.Q(('state', 'cancelled'), _negated=True), fields=('organization', 'unit', 'starts_at'), name='meeting_once'), models.CheckConstraint(condition=models.Q(('since__lte', models.F('until'))), name='meeting_span')],
            },
        ),
        migrations.CreateModel(
            name='Point',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('lead_id', models.UUIDField()),
                ('verdict', models.CharField(choices=[('decided', 'decided'), ('postponed', 'postponed')], max_length=10)),
                ('words', models.CharField(blank=True, max_length=400)),
                ('said_at', models.DateTimeField()),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
                ('said_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('meeting', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='points', to='steering.reviewmeeting')),
            ],
            options={
                'indexes': [models.Index(fields=['organization', 'lead_id'], name='point_of_lead')],
                'constraints': [models.UniqueConstraint(models.F('organization'), models.F('meeting'), models.F('lead_id'), name='point_once')],
            },
        ),
        migrations.CreateModel(
            name='Participant',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('meeting', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='participants', to='steering.reviewmeeting')),
            ],
            options={
                'indexes': [models.Index(fields=['organization', 'person'], name='participant_by_person')],
                'constraints': [models.UniqueConstraint(models.F('organization'), models.F('meeting'), models.F('person'), name='participant_once')],
            },
        ),
        migrations.CreateModel(
            name='Minutes',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('language', models.CharField(max_length=2)),
                ('content', models.BinaryField()),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
                ('meeting', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='papers', to='steering.reviewmeeting')),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('organization'), models.F('meeting'), models.F('language'), name='minutes_once')],
            },
        ),
    ]
