import django.db.models.deletion
import uuid_utils.compat
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0001_initial'),
        ('prospecting', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='OwnProspecting',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('call', 'call'), ('visit', 'visit'), ('message', 'message'), ('referral', 'referral'), ('event', 'event'), ('appointment', 'appointment')], max_length=20)),
                ('count', models.PositiveSmallIntegerField()),
                ('done_on', models.DateField()),
                ('logged_at', models.DateTimeField()),
                ('undone_at', models.DateTimeField(null=True)),
                ('external_key', models.CharField(max_length=120, null=True)),
                ('logged_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'indexes': [models.Index(fields=['organization', 'person', 'done_on'], name='own_prospecting_of')],
                'constraints': [models.UniqueConstraint(models.F('organization'), models.F('person'), models.F('external_key'), name='own_prospecting_key_once'), models.CheckConstraint(condition=models.Q(('count__gte', 1)), name='own_prospecting_is_some')],
            },
        ),
        migrations.CreateModel(
            name='ProspectingTarget',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('since', models.DateField()),
                ('per_week', models.PositiveSmallIntegerField(null=True)),
                ('set_at', models.DateTimeField()),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
                ('set_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('organization'), models.F('unit'), models.F('since'), name='prospecting_target_once')],
            },
        ),
    ]
