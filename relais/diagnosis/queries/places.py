"""Reading where due appointments were, by rep: one statement."""

from datetime import datetime

from django.db.models import Count, F, QuerySet
from django.db.models.functions import Substr

from relais.appointments.models import Appointment
from relais.appointments.queries import is_due
from relais.diagnosis.queries.facts import HONOURED_ONES
from relais.diagnosis.rules.places import BEGINNING, Met


def met_among(rows: QuerySet[Appointment], *, at: datetime) -> list[Met]:
    """Count chosen due appointments by rep and by how the postcodes of their accounts begin.

    Sorted, as sums over reps are the same to the last digit in one order only.
    """
    due = rows.filter(is_due(at)).order_by().annotate(country=F("lead__account__country"))
    placed = due.annotate(beginning=Substr("lead__account__postcode", 1, BEGINNING))
    counts = placed.values("rep_id", "country", "beginning").annotate(
        due=Count("id"), honoured=Count("id", filter=HONOURED_ONES)
    )
    return sorted(Met(*row) for row in counts.values_list(*Met._fields))
