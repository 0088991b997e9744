import django.db.models.deletion
from django.db import migrations, models

from relais.database.keys import Unchecked


class Migration(migrations.Migration):

    dependencies = [
        ('campaigns', '0002_costs_and_rates'),
        ('leads', '0003_unchecked_organization'),
        ('people', '0001_initial'),
    ]

    operations = [
        Unchecked(
            model_name='lead',
            name='call_center',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.callcenter'),
        ),
        Unchecked(
            model_name='lead',
            name='campaign',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.campaign'),
        ),
        Unchecked(
            model_name='lead',
            name='definition',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.targetdefinition'),
        ),
        Unchecked(
            model_name='lead',
            name='originator',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person'),
        ),
        Unchecked(
            model_name='lead',
            name='promised_rep',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person'),
        ),
        Unchecked(
            model_name='lead',
            name='reason',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.reason'),
        ),
        Unchecked(
            model_name='lead',
            name='relay',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person'),
        ),
        Unchecked(
            model_name='lead',
            name='rep',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person'),
        ),
        Unchecked(
            model_name='lead',
            name='unit',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit'),
        ),
        Unchecked(
            model_name='leadevent',
            name='person',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person'),
        ),
    ]
