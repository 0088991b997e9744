import django.db.models.deletion
import uuid_utils.compat
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('campaigns', '0001_initial'),
        ('leads', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Appointment',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('first_starts_at', models.DateTimeField()),
                ('outcome_due_at', models.DateTimeField()),
                ('buffer_minutes', models.PositiveSmallIntegerField(default=0)),
                ('occupied_from', models.DateTimeField()),
                ('occupied_until', models.DateTimeField()),
                ('occupying', models.BooleanField(default=True)),
                ('mode', models.CharField(choices=[('visit', 'visit'), ('phone', 'phone'), ('video', 'video')], max_length=10)),
                ('status', models.CharField(choices=[('reserved', 'reserved'), ('booked', 'booked'), ('cancelled', 'cancelled'), ('lapsed', 'lapsed')], max_length=10)),
                ('transmitted', models.BooleanField(default=False)),
                ('moves', models.PositiveSmallIntegerField(default=0)),
                ('booked_at', models.DateTimeField()),
                ('freed_at', models.DateTimeField(null=True)),
                ('cancel_cause', models.CharField(choices=[('prospect', 'prospect'), ('telemarketer', 'telemarketer'), ('reassigned', 'reassigned')], max_length=16, null=True)),
                ('outcome', models.CharField(choices=[('held', 'held'), ('rep_absent', 'rep_absent'), ('rep_cancelled', 'rep_cancelled'), ('prospect_absent', 'prospect_absent'), ('prospect_cancelled', 'prospect_cancelled')], max_length=20, null=True)),
                ('reported_at', models.DateTimeField(null=True)),
                ('corrected_at', models.DateTimeField(null=True)),
                ('prospect_said', models.CharField(choices=[('held', 'held'), ('rep_absent', 'rep_absent'), ('rep_cancelled', 'rep_cancelled'), ('prospect_absent', 'prospect_absent'), ('prospect_cancelled', 'prospect_cancelled')], max_length=20, null=True)),
                ('lead', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='appointments', to='leads.lead')),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
                ('reason', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.reason')),
                ('rep', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('reported_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('unit', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
            ],
            options={
                'indexes': [models.Index(fields=['organization', 'rep', 'starts_at'], name='appointment_of_rep'), models.Index(fields=['organization', 'lead'], name='appointment_of_lead'), models.Index(condition=models.Q(('occupying', True)), fields=['organization', 'rep', 'occupied_from'], name='appointment_occupying'), models.Index(condition=models.Q(('outcome', None)), fields=['starts_at'], name='appointment_unsaid')],
                'constraints': [models.CheckConstraint(condition=models.Q(('starts_at__lt', models.F('ends_at'))), name='appointment_forward')],
            },
        ),
    ]
