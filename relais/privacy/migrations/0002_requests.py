import django.db.models.deletion
import uuid_utils.compat
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0001_initial'),
        ('privacy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='PrivacyRequest',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('access', 'access'), ('objection', 'objection'), ('erasure', 'erasure'), ('rectification', 'rectification')], max_length=20)),
                ('state', models.CharField(choices=[('received', 'received'), ('answered', 'answered'), ('refused', 'refused')], default='received', max_length=20)),
                ('who', models.CharField(blank=True, max_length=400)),
                ('reach', models.CharField(blank=True, max_length=400)),
                ('channel', models.CharField(choices=[('mail', 'mail'), ('letter', 'letter'), ('phone', 'phone'), ('in_person', 'in_person'), ('form', 'form')], max_length=20)),
                ('received_on', models.DateField()),
                ('due_on', models.DateField()),
                ('extended_at', models.DateTimeField(null=True)),
                ('extended_for', models.TextField(blank=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('refused_for', models.TextField(blank=True)),
                ('recorded_at', models.DateTimeField()),
                ('closed_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
                ('person', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('recorded_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'indexes': [models.Index(fields=['organization', 'state', 'due_on'], name='request_by_due')],
                'constraints': [models.UniqueConstraint(models.F('organization'), models.F('kind'), models.F('who'), models.F('reach'), models.F('received_on'), condition=models.Q(('state', 'received')), name='request_once')],
            },
        ),
        migrations.CreateModel(
            name='Hold',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('contact_id', models.UUIDField()),
                ('reason', models.TextField()),
                ('held_at', models.DateTimeField()),
                ('lifted_at', models.DateTimeField(null=True)),
                ('held_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('lifted_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('organization'), models.F('contact_id'), condition=models.Q(('lifted_at', None)), name='held_once')],
            },
        ),
        migrations.CreateModel(
            name='MandateRecord',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('instructions_on', models.DateField(null=True)),
                ('sub_processors', models.CharField(blank=True, max_length=400)),
                ('sub_processors_on', models.DateField(null=True)),
                ('countries', models.CharField(blank=True, max_length=400)),
                ('countries_on', models.DateField(null=True)),
                ('returned_on', models.DateField(null=True)),
                ('erased_on', models.DateField(null=True)),
                ('certificate', models.CharField(blank=True, max_length=120)),
                ('written_at', models.DateTimeField()),
                ('call_center', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.callcenter')),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
                ('written_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('organization'), models.F('call_center'), name='mandate_record_once')],
            },
        ),
        migrations.CreateModel(
            name='Disclosure',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('own_export', 'own_export'), ('access_file', 'access_file'), ('list_export', 'list_export'), ('individual_figures', 'individual_figures')], max_length=20)),
                ('what', models.CharField(blank=True, max_length=40)),
                ('door', models.CharField(max_length=12)),
                ('at', models.DateTimeField()),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
                ('person', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('request', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='disclosures', to='privacy.privacyrequest')),
            ],
            options={
                'indexes': [models.Index(fields=['organization', 'at'], name='disclosure_by_date'), models.Index(fields=['organization', 'person', 'at'], name='disclosure_of_person')],
            },
        ),
        migrations.CreateModel(
            name='Certificate',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('erasure', 'erasure'), ('retention', 'retention')], max_length=20)),
                ('counts', models.JSONField(default=dict)),
                ('groups', models.JSONField(default=list)),
                ('kept', models.JSONField(default=dict)),
                ('issued_at', models.DateTimeField()),
                ('issued_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
                ('request', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='privacy.privacyrequest')),
            ],
            options={
                'indexes': [models.Index(fields=['organization', 'issued_at'], name='certificate_by_date')],
            },
        ),
        migrations.CreateModel(
            name='Subject',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('contact_id', models.UUIDField()),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
                ('request', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='subjects', to='privacy.privacyrequest')),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('organization'), models.F('request'), models.F('contact_id'), name='subject_once')],
            },
        ),
        migrations.AddField(
            model_name='objection',
            name='of_name',
            field=models.BooleanField(default=False),
        ),
    ]
