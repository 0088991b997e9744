import django.db.models.deletion
import uuid_utils.compat
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('campaigns', '0001_initial'),
        ('people', '0001_initial'),
        ('prospecting', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Call',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('lead_id', models.UUIDField(blank=True, null=True)),
                ('started_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField()),
                ('end', models.CharField(choices=[('answered', 'answered'), ('no_answer', 'no_answer'), ('busy', 'busy'), ('voicemail', 'voicemail'), ('wrong_number', 'wrong_number'), ('dropped', 'dropped')], max_length=16)),
                ('outcome', models.CharField(choices=[('qualified', 'qualified'), ('callback', 'callback'), ('not_interested', 'not_interested'), ('not_now', 'not_now'), ('unreachable', 'unreachable'), ('do_not_call', 'do_not_call'), ('information_sent', 'information_sent')], max_length=20)),
                ('callback_at', models.DateTimeField(blank=True, null=True)),
                ('note', models.TextField(blank=True)),
                ('call_center', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.callcenter')),
                ('campaign', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.campaign')),
                ('contact', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.contact')),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
                ('person', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('prospect', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='calls', to='prospecting.prospect')),
            ],
            options={
                'indexes': [models.Index(fields=['organization', 'contact', 'started_at'], name='call_of_contact'), models.Index(fields=['organization', 'person', 'started_at'], name='call_of_person'), models.Index(fields=['organization', 'campaign', 'started_at'], name='call_by_time'), models.Index(condition=models.Q(('lead_id__isnull', False)), fields=['organization', 'lead_id'], name='call_of_lead')],
                'constraints': [models.UniqueConstraint(fields=('organization', 'prospect', 'started_at'), name='call_once'), models.CheckConstraint(condition=models.Q(('started_at__lte', models.F('ended_at'))), name='call_forward')],
            },
        ),
        migrations.CreateModel(
            name='Callback',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('lead_id', models.UUIDField(blank=True, null=True)),
                ('due_at', models.DateTimeField()),
                ('why', models.CharField(choices=[('asked', 'asked'), ('apology', 'apology'), ('rebook', 'rebook'), ('returned_lead', 'returned_lead'), ('recovered', 'recovered')], max_length=16)),
                ('source', models.CharField(blank=True, max_length=80)),
                ('asked_at', models.DateTimeField()),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('asked_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('campaign', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.campaign')),
                ('contact', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.contact')),
                ('for_person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
                ('prospect', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='callbacks', to='prospecting.prospect')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('done_at__isnull', True)), fields=['organization', 'due_at'], name='callback_pending'), models.Index(fields=['organization', 'contact'], name='callback_of_contact')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('lead_id__isnull', False)), fields=('organization', 'lead_id', 'why', 'source'), name='callback_of_lead_once'), models.UniqueConstraint(condition=models.Q(('lead_id__isnull', True)), fields=('organization', 'prospect', 'why', 'source'), name='callback_once')],
            },
        ),
    ]
