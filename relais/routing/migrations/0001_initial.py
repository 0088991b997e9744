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
            name='RoutingRule',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveIntegerField()),
                ('name', models.CharField(blank=True, max_length=200)),
                ('country', models.CharField(blank=True, max_length=2)),
                ('areas', models.JSONField(default=list)),
                ('activities', models.JSONField(default=list)),
                ('products', models.JSONField(default=list)),
                ('size_min', models.PositiveIntegerField(null=True)),
                ('size_max', models.PositiveIntegerField(null=True)),
                ('valid_from', models.DateField(null=True)),
                ('valid_until', models.DateField(null=True)),
                ('retired_at', models.DateTimeField(null=True)),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
            ],
            options={
                'indexes': [models.Index(fields=['organization', 'position'], name='routing_rule_order')],
                'constraints': [models.CheckConstraint(condition=models.Q(('unit__isnull', True), ('person__isnull', True), _connector='XOR'), name='rule_names_one')],
            },
        ),
        migrations.CreateModel(
            name='Turn',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('sequence', models.PositiveIntegerField()),
                ('reason', models.CharField(max_length=20)),
                ('started_at', models.DateTimeField()),
                ('due_at', models.DateTimeField(null=True)),
                ('taken_up_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_by', models.CharField(blank=True, choices=[('expired', 'Expired'), ('released', 'Released'), ('reassigned', 'Reassigned'), ('contested', 'Contested'), ('closed', 'Closed')], max_length=12)),
                ('lead', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='turns', to='leads.lead')),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
                ('rep', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('unit', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
            ],
            options={
                'indexes': [models.Index(fields=['organization', 'rep', 'started_at'], name='turn_of_rep')],
                'constraints': [models.UniqueConstraint(models.F('organization'), models.F('lead'), models.F('sequence'), name='turn_once')],
            },
        ),
        migrations.CreateModel(
            name='WaitingLead',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('reason', models.CharField(max_length=20)),
                ('facts', models.JSONField(default=dict)),
                ('since', models.DateTimeField()),
                ('tried_at', models.DateTimeField()),
                ('lead', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='waiting', to='leads.lead')),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
                ('rule', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='routing.routingrule')),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.unit')),
            ],
            options={
                'indexes': [models.Index(fields=['organization', 'since'], name='waiting_since')],
            },
        ),
    ]
