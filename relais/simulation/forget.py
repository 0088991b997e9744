"""Taking a simulated world away again, so that it can be built afresh."""

from django.apps import apps
from django.db import connection, transaction

from relais.database.models import OrganizationRow
from relais.people.models import Login, Organization


def forget_world(organization: Organization) -> None:
    """Remove a world with all its rows; the guards let a log go only with its organization.

    :raises ValueError: for an organization that is no simulated one.
    """
    if not organization.slug.startswith("demo"):
        raise ValueError(f"{organization.slug} is no demo")
    with transaction.atomic():
        logins = list(Login.objects.filter(person__organization=organization))
        Organization.objects.filter(id=organization.id).update(purging=True)
        with connection.cursor() as cursor:
            for model in apps.get_models():
                if issubclass(model, OrganizationRow):
                    table = connection.ops.quote_name(model._meta.db_table)
                    key = organization.id.hex if connection.vendor == "sqlite" else organization.id
                    cursor.execute(f"DELETE FROM {table} WHERE organization_id = %s", [key])
        for login in logins:
            login.delete()
        Organization.objects.filter(id=organization.id).delete()
