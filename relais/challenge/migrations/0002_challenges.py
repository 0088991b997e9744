import django.db.models.deletion
import uuid_utils.compat
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('challenge', '0001_initial'),
        ('leads', '0002_found_by'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Challenge',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200)),
                ('kind', models.CharField(choices=[('ranking', 'ranking'), ('thresholds', 'thresholds'), ('goal', 'goal')], max_length=20)),
                ('pack', models.SlugField(default='plain', max_length=40)),
                ('since', models.DateField()),
                ('until', models.DateField()),
                ('created_at', models.DateTimeField()),
                ('started_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('cancelled_at', models.DateTimeField(null=True)),
                ('closed_for', models.CharField(blank=True, max_length=400)),
                ('closed_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('created_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
                ('started_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('organization'), models.F('name'), name='challenge_name_once'), models.CheckConstraint(condition=models.Q(('until__gte', models.F('since'))), name='challenge_forward'), models.CheckConstraint(condition=models.Q(('ended_at', None), models.Q(('cancelled_at', None), ('started_at__isnull', False)), _connector='OR'), name='challenge_ends_once')],
            },
        ),
        migrations.CreateModel(
            name='Entrant',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('side', models.CharField(choices=[('rep', 'rep'), ('telemarketer', 'telemarketer'), ('both', 'both')], max_length=20)),
                ('agreed_at', models.DateTimeField()),
                ('withdrew_at', models.DateTimeField(null=True)),
                ('shows_name', models.BooleanField(default=False)),
                ('call_center', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.callcenter')),
                ('challenge', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='entrants', to='challenge.challenge')),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('unit', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
            ],
            options={
                'indexes': [models.Index(fields=['organization', 'challenge', 'person'], name='entrant_of')],
                'constraints': [models.UniqueConstraint(models.F('organization'), models.F('challenge'), models.F('person'), condition=models.Q(('withdrew_at', None)), name='entrant_once'), models.CheckConstraint(condition=models.Q(models.Q(('call_center', None), ('unit__isnull', False)), models.Q(('call_center__isnull', False), ('unit', None)), _connector='OR'), name='entrant_has_a_team')],
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('sequence', models.PositiveIntegerField()),
                ('rule', models.CharField(choices=[('taken_up', 'taken_up'), ('approach_started', 'approach_started'), ('won', 'won')], max_length=20)),
                ('points', models.SmallIntegerField()),
                ('week', models.DateField()),
                ('because', models.CharField(blank=True, max_length=40)),
                ('occurred_at', models.DateTimeField()),
                ('recorded_at', models.DateTimeField()),
                ('call_center', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.callcenter')),
                ('challenge', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='challenge.challenge')),
                ('lead', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='leads.lead')),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('unit', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
            ],
            options={
                'indexes': [models.Index(fields=['organization', 'challenge', 'person', 'occurred_at'], name='entries_of'), models.Index(fields=['organization', 'challenge', 'recorded_at'], name='entries_told')],
                'constraints': [models.UniqueConstraint(models.F('organization'), models.F('challenge'), models.F('lead'), models.F('sequence'), models.F('rule'), models.F('person'), name='challenge_entry_once')],
            },
        ),
        migrations.CreateModel(
            name='Final',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('side', models.CharField(choices=[('rep', 'rep'), ('telemarketer', 'telemarketer'), ('both', 'both')], max_length=20)),
                ('rank', models.PositiveIntegerField()),
                ('points', models.IntegerField()),
                ('factor', models.PositiveIntegerField()),
                ('call_center', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.callcenter')),
                ('challenge', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='challenge.challenge')),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
                ('person', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('unit', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('organization'), models.F('challenge'), models.F('person'), condition=models.Q(('person__isnull', False)), name='challenge_final_of_person'), models.UniqueConstraint(models.F('organization'), models.F('challenge'), models.F('unit'), condition=models.Q(('unit__isnull', False)), name='challenge_final_of_unit'), models.UniqueConstraint(models.F('organization'), models.F('challenge'), models.F('call_center'), condition=models.Q(('call_center__isnull', False)), name='challenge_final_of_center'), models.CheckConstraint(condition=models.Q(models.Q(('call_center', None), ('person__isnull', False), ('unit', None)), models.Q(('person', None), models.Q(models.Q(('call_center', None), ('unit__isnull', False)), models.Q(('call_center__isnull', False), ('unit', None)), _connector='OR')), _connector='OR'), name='challenge_final_of_one')],
            },
        ),
        migrations.CreateModel(
            name='Prize',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField(null=True)),
                ('threshold', models.PositiveIntegerField(null=True)),
                ('for_team', models.BooleanField(default=False)),
                ('words_en', models.CharField(max_length=200)),
                ('words_fr', models.CharField(max_length=200)),
                ('value', models.PositiveBigIntegerField(default=0)),
                ('currency', models.CharField(max_length=3)),
                ('number', models.PositiveSmallIntegerField()),
                ('challenge', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='prizes', to='challenge.challenge')),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('organization'), models.F('challenge'), models.F('number'), name='prize_once'), models.CheckConstraint(condition=models.Q(('position', None), ('threshold', None), _connector='OR'), name='prize_at_one_place')],
            },
        ),
        migrations.CreateModel(
            name='RuleSet',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveSmallIntegerField()),
                ('rules', models.JSONField()),
                ('created_at', models.DateTimeField()),
                ('challenge', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='rule_sets', to='challenge.challenge')),
                ('created_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('organization'), models.F('challenge'), models.F('version'), name='rule_set_once')],
            },
        ),
        migrations.CreateModel(
            name='Total',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('side', models.CharField(choices=[('rep', 'rep'), ('telemarketer', 'telemarketer'), ('both', 'both')], max_length=20)),
                ('points', models.IntegerField(default=0)),
                ('factor', models.PositiveIntegerField(default=1000)),
                ('counts', models.BooleanField(default=True)),
                ('call_center', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.callcenter')),
                ('challenge', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='challenge.challenge')),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
                ('person', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('unit', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('organization'), models.F('challenge'), models.F('person'), condition=models.Q(('person__isnull', False)), name='challenge_total_of_person'), models.UniqueConstraint(models.F('organization'), models.F('challenge'), models.F('unit'), condition=models.Q(('unit__isnull', False)), name='challenge_total_of_unit'), models.UniqueConstraint(models.F('organization'), models.F('challenge'), models.F('call_center'), condition=models.Q(('call_center__isnull', False)), name='challenge_total_of_center'), models.CheckConstraint(condition=models.Q(models.Q(('call_center', None), ('person__isnull', False), ('unit', None)), models.Q(('person', None), models.Q(models.Q(('call_center', None), ('unit__isnull', False)), models.Q(('call_center__isnull', False), ('unit', None)), _connector='OR')), _connector='OR'), name='challenge_total_of_one')],
            },
        ),
        migrations.CreateModel(
            name='Week',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('week', models.DateField()),
                ('points', models.IntegerField()),
                ('challenge', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='challenge.challenge')),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('organization'), models.F('challenge'), models.F('person'), models.F('week'), name='challenge_week_once')],
            },
        ),
    ]
