import django.db.models.deletion
import django.db.models.functions.text
import uuid_utils.compat
from django.db import migrations, models

import relais.database.prefix


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Account',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=400)),
                ('name_key', models.CharField(blank=True, max_length=400)),
                ('siren', models.CharField(blank=True, max_length=9)),
                ('siret', models.CharField(blank=True, max_length=14)),
                ('vat', models.CharField(blank=True, max_length=20)),
                ('domain', models.CharField(blank=True, max_length=253)),
                ('phone', models.CharField(blank=True, max_length=20)),
                ('phone_typed', models.CharField(blank=True, max_length=60)),
                ('street', models.CharField(blank=True, max_length=400)),
                ('postcode', models.CharField(blank=True, max_length=16)),
                ('city', models.CharField(blank=True, max_length=200)),
                ('country', models.CharField(default='FR', max_length=2)),
                ('activity_code', models.CharField(blank=True, max_length=10)),
                ('sector', models.CharField(blank=True, max_length=200)),
                ('size', models.PositiveIntegerField(blank=True, null=True)),
                ('external_key', models.CharField(blank=True, max_length=120, null=True)),
                ('created_at', models.DateTimeField()),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
            ],
            options={
                'indexes': [models.Index(fields=['organization', 'siren'], name='account_by_siren', opclasses=['uuid_ops', 'varchar_pattern_ops']), models.Index(fields=['organization', 'domain'], name='account_by_domain'), models.Index(fields=['organization', 'phone'], name='account_by_phone'), models.Index(fields=['organization', 'name_key', 'postcode'], name='account_by_name', opclasses=['uuid_ops', 'varchar_pattern_ops', 'varchar_pattern_ops'])],
                'constraints': [models.UniqueConstraint(models.F('organization'), models.F('external_key'), name='account_external_key_once')],
            },
        ),
        migrations.CreateModel(
            name='AccountOwnership',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('since', models.DateTimeField()),
                ('until', models.DateTimeField(blank=True, null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ownerships', to='accounts.account')),
                ('given_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
                ('rep', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'indexes': [models.Index(fields=['organization', 'rep', 'until'], name='ownership_of_rep')],
                'constraints': [models.UniqueConstraint(models.F('organization'), models.F('account'), condition=models.Q(('until__isnull', True)), name='one_active_owner')],
            },
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('first_name', models.CharField(blank=True, max_length=200)),
                ('last_name', models.CharField(blank=True, max_length=200)),
                ('function', models.CharField(blank=True, max_length=200)),
                ('email', models.CharField(blank=True, max_length=254)),
                ('phone', models.CharField(blank=True, max_length=20)),
                ('phone_typed', models.CharField(blank=True, max_length=60)),
                ('timezone', models.CharField(blank=True, max_length=64)),
                ('language', models.CharField(blank=True, max_length=8)),
                ('external_key', models.CharField(blank=True, max_length=120, null=True)),
                ('created_at', models.DateTimeField()),
                ('erased_at', models.DateTimeField(blank=True, null=True)),
                ('account', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='contacts', to='accounts.account')),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
            ],
            options={
                'indexes': [models.Index(fields=['organization', 'account'], name='contact_of_account'), models.Index(fields=['organization', 'phone'], name='contact_by_phone'), models.Index(fields=['organization', 'email'], name='contact_by_email', opclasses=['uuid_ops', 'varchar_pattern_ops']), models.Index(models.F('organization'), relais.database.prefix.Bytewise(django.db.models.functions.text.Lower('last_name')), name='contact_by_last_name')],
                'constraints': [models.UniqueConstraint(models.F('organization'), models.F('external_key'), name='contact_external_key_once')],
            },
        ),
    ]
