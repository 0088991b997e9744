import django.db.models.deletion
import uuid_utils.compat
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('campaigns', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Lead',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('new', 'new'), ('qualifying', 'qualifying'), ('submitted', 'submitted'), ('returned', 'returned'), ('refused', 'refused'), ('validated', 'validated'), ('transmitted', 'transmitted'), ('taken_up', 'taken_up'), ('in_approach', 'in_approach'), ('contested_new', 'contested_new'), ('contested_taken', 'contested_taken'), ('contested_approach', 'contested_approach'), ('won', 'won'), ('lost', 'lost'), ('recovered', 'recovered'), ('withdrawn', 'withdrawn'), ('voided', 'voided')], default='new', max_length=20)),
                ('state_since', models.DateTimeField(null=True)),
                ('sequence', models.PositiveIntegerField(default=0)),
                ('score', models.IntegerField(null=True)),
                ('opened_at', models.DateTimeField()),
                ('submitted_at', models.DateTimeField(null=True)),
                ('validated_at', models.DateTimeField(null=True)),
                ('transmitted_at', models.DateTimeField(null=True)),
                ('turn_at', models.DateTimeField(null=True)),
                ('taken_up_at', models.DateTimeField(null=True)),
                ('approach_at', models.DateTimeField(null=True)),
                ('contested_at', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('won_at', models.DateTimeField(null=True)),
                ('due_at', models.DateTimeField(null=True)),
                ('due_for', models.CharField(choices=[('review', 'review'), ('take_up', 'take_up'), ('judgment', 'judgment')], max_length=10, null=True)),
                ('amount', models.BigIntegerField(null=True)),
                ('margin', models.BigIntegerField(null=True)),
                ('currency', models.CharField(blank=True, max_length=3)),
                ('lapsed_turns', models.PositiveSmallIntegerField(default=0)),
                ('lapsed_reps', models.JSONField(default=list)),
                ('external_key', models.CharField(max_length=120, null=True)),
                ('batch_id', models.UUIDField(null=True)),
                ('account', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.account')),
                ('call_center', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.callcenter')),
                ('campaign', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.campaign')),
                ('contact', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.contact')),
                ('definition', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.targetdefinition')),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
                ('originator', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('promised_rep', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('reason', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.reason')),
                ('recovered_from', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='leads.lead')),
                ('relay', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('rep', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('unit', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
            ],
            options={
                'indexes': [models.Index(fields=['organization', 'state', 'opened_at'], name='lead_by_state'), models.Index(fields=['organization', 'opened_at'], name='lead_by_opening'), models.Index(fields=['organization', 'rep', 'state'], name='lead_of_rep'), models.Index(fields=['organization', 'originator', 'opened_at'], name='lead_by_origin'), models.Index(fields=['organization', 'account'], name='lead_of_account'), models.Index(condition=models.Q(('due_at__isnull', False)), fields=['due_at'], name='lead_by_due')],
                'constraints': [models.UniqueConstraint(models.F('organization'), models.F('contact'), condition=models.Q(('state__in', ['contested_approach', 'contested_new', 'contested_taken', 'in_approach', 'qualifying', 'returned', 'submitted', 'taken_up', 'transmitted', 'validated'])), name='one_open_lead_per_contact'), models.UniqueConstraint(models.F('organization'), models.F('external_key'), condition=models.Q(('external_key__isnull', False), models.Q(('state', 'voided'), _negated=True)), name='lead_external_key_once')],
            },
        ),
        migrations.CreateModel(
            name='HandoverSheet',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('need', models.TextField(blank=True)),
                ('context', models.TextField(blank=True)),
                ('personality', models.TextField(blank=True)),
                ('history', models.TextField(blank=True)),
                ('objections', models.TextField(blank=True)),
                ('promises', models.TextField(blank=True)),
                ('best_hours', models.TextField(blank=True)),
                ('answers', models.JSONField(default=dict)),
                ('updated_at', models.DateTimeField()),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
                ('updated_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('lead', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='sheet', to='leads.lead')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='LeadEvent',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('sequence', models.PositiveIntegerField()),
                ('kind', models.CharField(max_length=40)),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('payload', models.JSONField(default=dict)),
                ('door', models.CharField(max_length=12)),
                ('occurred_at', models.DateTimeField()),
                ('recorded_at', models.DateTimeField()),
                ('inferred', models.BooleanField(default=False)),
                ('key', models.CharField(max_length=120, null=True)),
                ('lead', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='leads.lead')),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
                ('person', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'indexes': [models.Index(fields=['organization', 'kind', 'occurred_at'], name='event_by_kind')],
                'constraints': [models.UniqueConstraint(fields=('organization', 'lead', 'sequence'), name='event_sequence_once'), models.UniqueConstraint(models.F('organization'), models.F('key'), condition=models.Q(('key__isnull', False)), name='event_key_once')],
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('text', models.TextField()),
                ('written_at', models.DateTimeField()),
                ('about', models.PositiveIntegerField(null=True)),
                ('author', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('lead', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='leads.lead')),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
            ],
            options={
                'indexes': [models.Index(fields=['organization', 'lead', 'written_at'], name='message_of_lead')],
            },
        ),
    ]
