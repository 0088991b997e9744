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
            name='Prospect',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('status', models.CharField(choices=[('to_call', 'to_call'), ('qualified', 'qualified'), ('closed', 'closed')], max_length=20)),
                ('priority', models.SmallIntegerField(default=0)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('missed', models.PositiveSmallIntegerField(default=0)),
                ('next_call_at', models.DateTimeField(blank=True, null=True)),
                ('callback_at', models.DateTimeField(blank=True, null=True)),
                ('claimed_until', models.DateTimeField(blank=True, null=True)),
                ('closed_outcome', models.CharField(blank=True, choices=[('not_interested', 'not_interested'), ('not_now', 'not_now'), ('unreachable', 'unreachable'), ('do_not_call', 'do_not_call')], max_length=20)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('created_at', models.DateTimeField()),
                ('callback_for', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('campaign', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.campaign')),
                ('claimed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('contact', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.contact')),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
            ],
            options={
                'indexes': [models.Index(models.F('organization'), models.F('campaign'), models.F('status'), models.OrderBy(models.F('priority'), descending=True), models.F('created_at'), models.F('id'), name='prospect_queue'), models.Index(condition=models.Q(('callback_at__isnull', False)), fields=['organization', 'campaign', 'callback_at'], name='prospect_callbacks'), models.Index(condition=models.Q(('claimed_by__isnull', False)), fields=['organization', 'claimed_until'], name='prospect_claims')],
                'constraints': [models.UniqueConstraint(fields=('organization', 'contact', 'campaign'), name='prospect_once'), models.UniqueConstraint(condition=models.Q(('claimed_by__isnull', False)), fields=('organization', 'contact'), name='contact_claimed_once'), models.UniqueConstraint(condition=models.Q(('claimed_by__isnull', False)), fields=('organization', 'campaign', 'claimed_by'), name='person_claims_once'), models.CheckConstraint(condition=models.Q(models.Q(('claimed_by', None), ('claimed_until', None)), models.Q(('claimed_by__isnull', False), ('claimed_until__isnull', False)), _connector='OR'), name='claim_has_an_end')],
            },
        ),
    ]
