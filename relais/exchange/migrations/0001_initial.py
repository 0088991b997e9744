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
            name='ImportBatch',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('mapping_name', models.CharField(max_length=200)),
                ('mapping', models.CharField(max_length=64)),
                ('files', models.JSONField(default=list)),
                ('read', models.PositiveIntegerField()),
                ('created', models.PositiveIntegerField()),
                ('updated', models.PositiveIntegerField()),
                ('skipped', models.PositiveIntegerField()),
                ('rejected', models.PositiveIntegerField()),
                ('imported_at', models.DateTimeField()),
                ('undone_at', models.DateTimeField(null=True)),
                ('imported_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
            ],
            options={
                'indexes': [models.Index(fields=['organization', 'imported_at'], name='import_by_date')],
            },
        ),
    ]
