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
            name='Campaign',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=400)),
                ('status', models.CharField(choices=[('draft', 'draft'), ('running', 'running'), ('paused', 'paused'), ('closed', 'closed')], max_length=10)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('product', models.CharField(blank=True, max_length=60)),
                ('brief', models.TextField(blank=True)),
                ('relay_required', models.BooleanField(default=True)),
                ('sheet_required', models.JSONField(default=list)),
                ('currency', models.CharField(default='EUR', max_length=3)),
                ('review_clock', models.CharField(default='4h', max_length=10)),
                ('take_up_clock', models.CharField(default='2d', max_length=10)),
                ('outcome_clock', models.CharField(default='2d', max_length=10)),
                ('contest_window', models.CharField(default='5d', max_length=10)),
                ('judgment_clock', models.CharField(default='3d', max_length=10)),
                ('review_notice', models.CharField(default='4h', max_length=10)),
                ('cool_off_days', models.PositiveSmallIntegerField(default=90)),
                ('slot_minutes', models.PositiveSmallIntegerField(default=60)),
                ('buffer_minutes', models.PositiveSmallIntegerField(default=30)),
                ('attempt_cap', models.PositiveSmallIntegerField(default=6)),
                ('external_key', models.CharField(blank=True, max_length=120, null=True)),
                ('created_at', models.DateTimeField()),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'indexes': [models.Index(fields=['organization', 'status'], name='campaign_by_status')],
                'constraints': [models.UniqueConstraint(models.F('organization'), models.F('name'), name='campaign_name_once'), models.UniqueConstraint(models.F('organization'), models.F('external_key'), name='campaign_external_key_once')],
            },
        ),
        migrations.CreateModel(
            name='Cost',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('fixed', 'fixed'), ('hourly', 'hourly'), ('per_lead', 'per_lead'), ('per_appointment', 'per_appointment')], max_length=16)),
                ('amount', models.BigIntegerField()),
                ('hours', models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True)),
                ('currency', models.CharField(default='EUR', max_length=3)),
                ('since', models.DateField()),
                ('until', models.DateField(blank=True, null=True)),
                ('call_center', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.callcenter')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='costs', to='campaigns.campaign')),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Engagement',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('since', models.DateField()),
                ('until', models.DateField(blank=True, null=True)),
                ('call_center', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='engagements', to='people.callcenter')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='engagements', to='campaigns.campaign')),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('organization'), models.F('campaign'), models.F('call_center'), models.F('since'), name='engagement_once')],
            },
        ),
        migrations.CreateModel(
            name='Objective',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('measure', models.CharField(max_length=40)),
                ('target', models.PositiveIntegerField()),
                ('since', models.DateField()),
                ('until', models.DateField(blank=True, null=True)),
                ('words', models.CharField(blank=True, max_length=400)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='objectives', to='campaigns.campaign')),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Reason',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('drop', 'drop'), ('return', 'return'), ('refuse', 'refuse'), ('contest', 'contest'), ('not_honoured', 'not_honoured'), ('lose', 'lose')], max_length=16)),
                ('code', models.SlugField(max_length=40)),
                ('label_en', models.CharField(max_length=200)),
                ('label_fr', models.CharField(max_length=200)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
                ('campaign', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='reasons', to='campaigns.campaign')),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('organization'), models.F('kind'), models.F('code'), models.F('campaign'), name='reason_code_once'), models.UniqueConstraint(models.F('organization'), models.F('kind'), models.F('code'), condition=models.Q(('campaign', None)), name='shared_reason_code_once')],
            },
        ),
        migrations.CreateModel(
            name='TargetDefinition',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveSmallIntegerField()),
                ('criteria', models.JSONField(default=list)),
                ('published_at', models.DateTimeField()),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='definitions', to='campaigns.campaign')),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
                ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('organization'), models.F('campaign'), models.F('version'), name='definition_version_once')],
            },
        ),
    ]
