import django.db.models.deletion
from django.db import migrations, models

from relais.database.keys import Unchecked


class Migration(migrations.Migration):

    dependencies = [
        ('notifications', '0002_acts'),
        ('people', '0001_initial'),
    ]

    operations = [
        Unchecked(
            model_name='notification',
            name='organization',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization'),
        ),
        Unchecked(
            model_name='notification',
            name='person',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person'),
        ),
    ]
