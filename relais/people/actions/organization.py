"""Building an organization: itself, its units, its call centers, its working time."""

from collections.abc import Sequence
from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q

from relais.database.models import uuid7
from relais.lib.errors import NotVisible
from relais.people.models import CallCenter, ClosingDay, Organization, Unit, WorkingPeriod
from relais.people.queries.directory import check_ours
from relais.people.rules.access import Actor
from relais.people.rules.offices import check_admin, check_consulted, check_mandate
from relais.people.rules.places import check_place
from relais.people.rules.working_time import WorkingWeek

Hours = tuple[int, time, time]  # weekday (Monday 0), from, to


def found_organization(
    name: str, *, slug: str, country: str, timezone: str, language: str, currency: str
) -> Organization:
    """Create an organization with its root unit, named like it.

    :raises django.db.IntegrityError: for a slug that is taken.
    """
    with transaction.atomic():
        organization = Organization.objects.create(
            name=name,
            slug=slug,
            country=country,
            timezone=timezone,
            language=language,
            currency=currency,
        )
        _create_unit(organization.id, name, Unit.Kind.COUNTRY, None, country, timezone, "", None)
    return organization


def add_unit(
    name: str,
    *,
    kind: str,
    parent_id: UUID,
    by: Actor,
    country: str | None = None,
    subdivision: str | None = None,
    timezone: str | None = None,
    external_key: str | None = None,
) -> Unit:
    """Add a unit below another; what is not said is as in the unit above.

    :raises ForAdministrators: for anybody else.
    :raises NotVisible: for a unit above that the organization does not have.
    :raises UnknownCountry: for a place whose holidays are not known.
    :raises UnknownTimeZone: for a clock that is not known.
    """
    check_admin(by)
    check_ours(by.organization_id, units=[parent_id])
    parent = Unit.objects.of(by.organization_id).get(id=parent_id)
    country, timezone = country or parent.country, timezone or parent.timezone
    subdivision = parent.subdivision if subdivision is None else subdivision
    check_place(country, subdivision=subdivision, timezone=timezone)
    return _create_unit(
        by.organization_id, name, kind, parent, country, timezone, subdivision, external_key
    )


def add_call_center(
    name: str,
    *,
    kind: str,
    by: Actor,
    mandate_since: date | None = None,
    mandate_until: date | None = None,
) -> CallCenter:
    """Add a call center; an outsourced one sees its campaigns between its mandate's dates.

    :raises ForAdministrators: for anybody else.
    :raises MandateBackwards: when the mandate ends before it begins.
    """
    check_admin(by)
    check_mandate(mandate_since, mandate_until)
    with transaction.atomic():
        return CallCenter.objects.create(
            organization_id=by.organization_id,
            name=name,
            kind=kind,
            mandate_since=mandate_since,
            mandate_until=mandate_until,
        )


def set_mandate(
    call_center_id: UUID, *, since: date | None, until: date | None, by: Actor
) -> CallCenter:
    """Set between which days a call center works for the organization; its access ends with them.

    :raises ForAdministrators: for anybody else.
    :raises NotVisible: for a call center that the organization does not have.
    :raises MandateBackwards: when it ends before it begins.
    """
    check_admin(by)
    check_mandate(since, until)
    with transaction.atomic():
        rows = CallCenter.objects.of(by.organization_id).select_for_update()
        center = rows.filter(id=call_center_id).first()
        if center is None:
            raise NotVisible
        center.mandate_since, center.mandate_until = since, until
        center.save(update_fields=["mandate_since", "mandate_until"])
    return center


def set_working_week(
    hours: Sequence[Hours], *, by: Actor, country: str = "", person_id: UUID | None = None
) -> None:
    """Replace the working week of a country, or of one person; an end at 00:00 is midnight.

    :raises ForAdministrators: for anybody else.
    :raises NotVisible: for a person whom the organization does not have.
    :raises WrongOpeningHours: when hours end before they start, or overlap.
    """
    check_admin(by)
    check_ours(by.organization_id, persons=[person_id])
    _check_hours(hours)
    with transaction.atomic():
        rows = WorkingPeriod.objects.of(by.organization_id)
        rows.filter(Q(person_id=person_id), country=country).delete()
        WorkingPeriod.objects.bulk_create(
            WorkingPeriod(
                organization_id=by.organization_id,
                person_id=person_id,
                country=country,
                weekday=weekday,
                starts=starts,
                ends=ends,
            )
            for weekday, starts, ends in hours
        )


def close_day(day: date, *, country: str, name: str, by: Actor) -> ClosingDay:
    """Say that the organization does not work on a day in a country. Done twice, once counts.

    :raises ForAdministrators: for anybody else.
    """
    check_admin(by)
    closing, _ = ClosingDay.objects.of(by.organization_id).get_or_create(
        organization_id=by.organization_id, country=country, day=day, defaults={"name": name}
    )
    return closing


def open_day(closing_day_id: UUID, *, by: Actor) -> None:
    """Take back a closing day: deadlines set from now on count it as any other day.

    :raises ForAdministrators: for anybody else.
    :raises NotVisible: for a closing day that the organization does not have, or no longer.
    """
    check_admin(by)
    removed, _ = ClosingDay.objects.of(by.organization_id).filter(id=closing_day_id).delete()
    if not removed:
        raise NotVisible


def complete_privacy_checklist(
    *, works_council_on: date, notice: str, impact_assessment: str, by: Actor, at: datetime
) -> None:
    """Write down what the law asks before individual figures may be shown (law.md, rule 16).

    :raises ForAdministrators: for anybody else.
    :raises NotConsultedYet: for a day that is still to come where the organization is.
    """
    check_admin(by)
    row = Organization.objects.filter(id=by.organization_id)
    zone = ZoneInfo(row.values_list("timezone", flat=True).get())
    check_consulted(works_council_on, today=at.astimezone(zone).date())
    row.update(
        works_council_on=works_council_on,
        privacy_notice=notice,
        impact_assessment=impact_assessment,
    )


def _check_hours(hours: Sequence[Hours]) -> None:
    """A week that cannot be read would stop every clock that runs by it."""
    ordered = sorted(hours)
    days = (tuple((h[1], h[2]) for h in ordered if h[0] == day) for day in range(7))
    WorkingWeek(ZoneInfo("UTC"), tuple(days))


def _create_unit(
    organization_id: UUID,
    name: str,
    kind: str,
    parent: Unit | None,
    country: str,
    timezone: str,
    subdivision: str,
    external_key: str | None,
) -> Unit:
    unit_id = uuid7()
    above = parent.path if parent else "/"
    return Unit.objects.create(
        id=unit_id,
        organization_id=organization_id,
        name=name,
        kind=kind,
        parent=parent,
        path=f"{above}{unit_id.hex}/",
        country=country,
        subdivision=subdivision,
        timezone=timezone,
        external_key=external_key,
    )
