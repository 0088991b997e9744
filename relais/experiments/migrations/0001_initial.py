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
            name='Experiment',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200)),
                ('tried', models.CharField(choices=[('recording', 'recording'), ('sheet', 'sheet'), ('reminder', 'reminder'), ('routine', 'routine'), ('other', 'other')], max_length=12)),
                ('words', models.CharField(max_length=400)),
                ('level', models.CharField(choices=[('unit', 'unit'), ('rep', 'rep')], max_length=12)),
                ('measured', models.CharField(choices=[('honoured', 'honoured'), ('taken_up', 'taken_up')], max_length=12)),
                ('gain', models.PositiveSmallIntegerField()),
                ('starts_on', models.DateField()),
                ('waves', models.PositiveSmallIntegerField()),
                ('weeks_between', models.PositiveSmallIntegerField()),
                ('weeks', models.PositiveSmallIntegerField()),
                ('state', models.CharField(choices=[('planned', 'planned'), ('running', 'running'), ('stopped', 'stopped'), ('dropped', 'dropped')], max_length=12)),
                ('size', models.JSONField(default=dict)),
                ('seed', models.BigIntegerField(null=True)),
                ('planned_at', models.DateTimeField()),
                ('drawn_at', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('closed_for', models.CharField(blank=True, max_length=400)),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
                ('planned_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
            ],
            options={
                'indexes': [models.Index(fields=['organization', 'state', 'starts_on'], name='experiment_by_state')],
                'constraints': [models.UniqueConstraint(models.F('organization'), models.F('name'), name='experiment_name_once'), models.CheckConstraint(condition=models.Q(models.Q(('drawn_at__isnull', True), ('seed__isnull', True)), models.Q(('drawn_at__isnull', False), ('seed__isnull', False)), _connector='OR'), name='experiment_drawn_from_a_seed')],
            },
        ),
        migrations.CreateModel(
            name='Arm',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('member_id', models.UUIDField()),
                ('wave', models.PositiveSmallIntegerField()),
                ('starts_on', models.DateField(null=True)),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
                ('experiment', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='arms', to='experiments.experiment')),
            ],
            options={
                'indexes': [models.Index(fields=['organization', 'member_id'], name='arm_of_member')],
                'constraints': [models.UniqueConstraint(models.F('organization'), models.F('experiment'), models.F('member_id'), name='arm_once')],
            },
        ),
    ]
