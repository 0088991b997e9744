import django.db.models.deletion
import uuid_utils.compat
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('leads', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='PointEntry',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('sequence', models.PositiveIntegerField()),
                ('rule', models.CharField(choices=[('taken_up', 'taken_up'), ('approach_started', 'approach_started'), ('won', 'won')], max_length=20)),
                ('points', models.SmallIntegerField()),
                ('because', models.CharField(blank=True, max_length=40)),
                ('occurred_at', models.DateTimeField()),
                ('lead', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='leads.lead')),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('unit', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
            ],
            options={
                'indexes': [models.Index(fields=['organization', 'person', 'occurred_at'], name='points_of_person')],
                'constraints': [models.UniqueConstraint(models.F('organization'), models.F('lead'), models.F('sequence'), models.F('rule'), models.F('person'), name='point_entry_once')],
            },
        ),
    ]
