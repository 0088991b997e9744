import datetime

import django.db.models.deletion
import django.db.models.functions.text
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='Organization',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=400)),
                ('slug', models.SlugField(max_length=80, unique=True)),
                ('country', models.CharField(default='FR', max_length=2)),
                ('timezone', models.CharField(default='Europe/Paris', max_length=64)),
                ('language', models.CharField(default='fr', max_length=8)),
                ('currency', models.CharField(default='EUR', max_length=3)),
                ('works_council_on', models.DateField(blank=True, null=True)),
                ('privacy_notice', models.CharField(blank=True, max_length=80)),
                ('impact_assessment', models.CharField(blank=True, max_length=80)),
                ('purging', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name='Login',
            fields=[
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('email', models.EmailField(max_length=254, unique=True)),
                ('is_active', models.BooleanField(default=True)),
                ('is_staff', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CallCenter',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=400)),
                ('kind', models.CharField(choices=[('in_house', 'In House'), ('outsourced', 'Outsourced')], max_length=10)),
                ('mandate_since', models.DateField(blank=True, null=True)),
                ('mandate_until', models.DateField(blank=True, null=True)),
                ('external_key', models.CharField(blank=True, max_length=120, null=True)),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('organization'), models.F('name'), name='call_center_name_once')],
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('first_name', models.CharField(blank=True, max_length=200)),
                ('last_name', models.CharField(max_length=200)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('phone', models.CharField(blank=True, max_length=20)),
                ('phone_typed', models.CharField(blank=True, max_length=60)),
                ('language', models.CharField(default='fr', max_length=8)),
                ('country', models.CharField(default='FR', max_length=2)),
                ('subdivision', models.CharField(blank=True, max_length=10)),
                ('timezone', models.CharField(default='Europe/Paris', max_length=64)),
                ('joined_on', models.DateField(blank=True, null=True)),
                ('left_on', models.DateField(blank=True, null=True)),
                ('external_key', models.CharField(blank=True, max_length=120, null=True)),
                ('login', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='person', to=settings.AUTH_USER_MODEL)),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
            ],
            options={
                'indexes': [models.Index(models.F('organization'), django.db.models.functions.text.Lower('last_name'), name='person_by_name')],
                'constraints': [models.UniqueConstraint(models.F('organization'), models.F('external_key'), name='person_external_key_once')],
            },
        ),
        migrations.CreateModel(
            name='ApiToken',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120)),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('scopes', models.JSONField(default=list)),
                ('created_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField(blank=True, null=True)),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tokens', to='people.person')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('cancelled_at', models.DateTimeField(blank=True, null=True)),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='absences', to='people.person')),
            ],
            options={
                'indexes': [models.Index(fields=['organization', 'person', 'ends_at'], name='absence_of')],
                'constraints': [models.CheckConstraint(condition=models.Q(('starts_at__lt', models.F('ends_at'))), name='absence_forward')],
            },
        ),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=400)),
                ('kind', models.CharField(choices=[('country', 'Country'), ('region', 'Region'), ('agency', 'Agency')], max_length=10)),
                ('path', models.CharField(max_length=200)),
                ('country', models.CharField(max_length=2)),
                ('subdivision', models.CharField(blank=True, max_length=10)),
                ('timezone', models.CharField(max_length=64)),
                ('external_key', models.CharField(blank=True, max_length=120, null=True)),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='people.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('organization'), models.F('path'), name='unit_path_once'), models.UniqueConstraint(models.F('organization'), models.F('external_key'), name='unit_external_key_once')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('role', models.CharField(choices=[('telemarketer', 'telemarketer'), ('supervisor', 'supervisor'), ('relay', 'relay'), ('rep', 'rep'), ('manager', 'manager'), ('director', 'director'), ('admin', 'admin'), ('privacy_officer', 'privacy_officer')], max_length=20)),
                ('since', models.DateField()),
                ('until', models.DateField(blank=True, null=True)),
                ('weight', models.PositiveSmallIntegerField(default=1)),
                ('capacity', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('call_center', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.callcenter')),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='people.person')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
            ],
            options={
                'indexes': [models.Index(fields=['organization', 'role', 'unit'], name='membership_by_role')],
                'constraints': [models.UniqueConstraint(models.F('organization'), models.F('person'), models.F('role'), models.F('unit'), models.F('call_center'), models.F('since'), name='membership_once')],
            },
        ),
        migrations.CreateModel(
            name='WorkingPeriod',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('country', models.CharField(blank=True, max_length=2)),
                ('weekday', models.PositiveSmallIntegerField()),
                ('starts', models.TimeField()),
                ('ends', models.TimeField()),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='working_periods', to='people.person')),
            ],
            options={
                'indexes': [models.Index(fields=['organization', 'person'], name='working_period_of')],
                'constraints': [models.CheckConstraint(condition=models.Q(('starts__lt', models.F('ends')), ('ends', datetime.time(0, 0)), _connector='OR'), name='period_forward'), models.CheckConstraint(condition=models.Q(('weekday__lte', 6)), name='period_weekday')],
            },
        ),
        migrations.CreateModel(
            name='ClosingDay',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('country', models.CharField(max_length=2)),
                ('day', models.DateField()),
                ('name', models.CharField(blank=True, max_length=120)),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('organization'), models.F('country'), models.F('day'), name='closing_day_once')],
            },
        ),
    ]
