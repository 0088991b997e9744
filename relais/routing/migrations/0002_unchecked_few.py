import django.db.models.deletion
from django.db import migrations, models

from relais.database.keys import Unchecked


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0001_initial'),
        ('routing', '0001_initial'),
    ]

    operations = [
        Unchecked(
            model_name='turn',
            name='organization',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization'),
        ),
        Unchecked(
            model_name='turn',
            name='rep',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person'),
        ),
        Unchecked(
            model_name='turn',
            name='unit',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit'),
        ),
    ]
