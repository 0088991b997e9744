"""The organization: its units, its call centers, its working time, what the law asks of it."""

from datetime import datetime, time
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from relais.api.brought import BroughtOut, PreviewedRowsOut, told
from relais.api.door import Key, caller_of, do
from relais.api.fields import Country
from relais.api.people.persons import READ
from relais.api.people.schemas import (
    CallCenterIn,
    CallCenterOut,
    CenterNameIn,
    ChecklistIn,
    ClosingDayIn,
    ClosingDayOut,
    HoursOut,
    MandateIn,
    OrganizationOut,
    UnitDetailsIn,
    UnitIn,
    UnitOut,
    UnitsIn,
    WeekIn,
)
from relais.people import actions, queries
from relais.people.queries import Access, Actor

router: Final = Router(tags=["organization"], auth=Key("people:write"))


@router.get("", auth=READ, response=OrganizationOut)
def get_organization(request: HttpRequest) -> Any:
    """Get the organization itself."""
    return queries.organization(caller_of(request).access.organization_id)


@router.get("/units", auth=READ, response=list[UnitOut])
def list_units(request: HttpRequest) -> Any:
    """List the units of the house, each after the one above it."""
    return queries.units_visible_to(caller_of(request).access)


@router.get("/call-centers", auth=READ, response=list[CallCenterOut])
def list_call_centers(request: HttpRequest) -> Any:
    """List the call centers; whom one of them sends sees that one."""
    return queries.call_centers_visible_to(caller_of(request).access)


@router.get("/closing-days", auth=READ, response=list[ClosingDayOut])
def list_closing_days(request: HttpRequest) -> Any:
    """List the days on which the organization does not work beside public holidays."""
    return queries.closing_days_of(caller_of(request).access.organization_id)


@router.get("/working-weeks", auth=READ, response=list[HoursOut])
def list_working_weeks(request: HttpRequest) -> Any:
    """List the working hours of countries; a country without any keeps office hours."""
    return queries.working_weeks_of(caller_of(request).access.organization_id)


@router.post("/units/import", response=BroughtOut)
def bring_units(request: HttpRequest, data: UnitsIn) -> HttpResponse:
    """Add the units that are not there yet, each below the one that it names."""
    rows = [actions.UnitRow(**one.model_dump()) for one in data.units]
    return do(request, lambda by, at: told(actions.bring_units(rows, by=by)), out=BroughtOut)


@router.post("/units/preview", response=PreviewedRowsOut)
def preview_units(request: HttpRequest, data: UnitsIn) -> HttpResponse:
    """Say what an import would make of each unit; nothing of it stays."""
    rows = [actions.UnitRow(**one.model_dump()) for one in data.units]
    return do(
        request, lambda by, at: told(actions.preview_units(rows, by=by)), out=PreviewedRowsOut
    )


@router.post("/units", response={201: UnitOut})
def add_unit(request: HttpRequest, data: UnitIn) -> HttpResponse:
    """Add a unit below another."""

    def deed(by: Actor, at: datetime) -> Any:
        return actions.add_unit(**dict(data), by=by)

    return do(request, deed, out=UnitOut, status=201)


@router.put("/units/{unit_id}", response=UnitOut)
def change_unit(request: HttpRequest, unit_id: UUID, data: UnitDetailsIn) -> HttpResponse:
    """Rename a unit, move it with all that is below it, or say where it is."""

    def deed(by: Actor, at: datetime) -> Any:
        return actions.change_unit(unit_id, **dict(data), by=by)

    def sees(access: Access) -> bool:
        return queries.units_visible_to(access).filter(id=unit_id).exists()

    return do(request, deed, out=UnitOut, sees=sees)


@router.put("/call-centers/{call_center_id}", response=CallCenterOut)
def rename_call_center(
    request: HttpRequest, call_center_id: UUID, data: CenterNameIn
) -> HttpResponse:
    """Give a call center another name."""

    def deed(by: Actor, at: datetime) -> Any:
        return actions.rename_call_center(call_center_id, name=data.name, by=by)

    def sees(access: Access) -> bool:
        return queries.call_centers_visible_to(access).filter(id=call_center_id).exists()

    return do(request, deed, out=CallCenterOut, sees=sees)


@router.post("/call-centers", response={201: CallCenterOut})
def add_call_center(request: HttpRequest, data: CallCenterIn) -> HttpResponse:
    """Add a call center."""

    def deed(by: Actor, at: datetime) -> Any:
        return actions.add_call_center(**dict(data), by=by)

    return do(request, deed, out=CallCenterOut, status=201)


@router.put("/call-centers/{call_center_id}/mandate", response=CallCenterOut)
def set_mandate(request: HttpRequest, call_center_id: UUID, data: MandateIn) -> HttpResponse:
    """Set between which days a call center works for the organization; a day left out is open."""
    since, until = data.mandate_since, data.mandate_until

    def deed(by: Actor, at: datetime) -> Any:
        return actions.set_mandate(call_center_id, since=since, until=until, by=by)

    def sees(access: Access) -> bool:
        return queries.call_centers_visible_to(access).filter(id=call_center_id).exists()

    return do(request, deed, out=CallCenterOut, sees=sees)


@router.post("/closing-days", response={201: ClosingDayOut})
def close_day(request: HttpRequest, data: ClosingDayIn) -> HttpResponse:
    """Say that the organization does not work on a day in a country."""

    def deed(by: Actor, at: datetime) -> Any:
        return actions.close_day(**dict(data), by=by)

    return do(request, deed, out=ClosingDayOut, status=201)


@router.delete("/closing-days/{closing_day_id}", response={204: None})
def open_day(request: HttpRequest, closing_day_id: UUID) -> HttpResponse:
    """Take back a closing day: deadlines set from now on count it as any other day."""
    return do(request, lambda by, at: actions.open_day(closing_day_id, by=by), out=None)


@router.put("/working-weeks/countries/{country}", response={204: None})
def set_week_of_country(request: HttpRequest, country: Country, data: WeekIn) -> HttpResponse:
    """Replace the working week of a country."""

    def deed(by: Actor, at: datetime) -> None:
        actions.set_working_week(_hours(data), country=country, by=by)

    return do(request, deed, out=None)


@router.put("/working-weeks/persons/{person_id}", response={204: None})
def set_week_of_person(request: HttpRequest, person_id: UUID, data: WeekIn) -> HttpResponse:
    """Replace the working week of one person; an empty one is that of his country."""

    def deed(by: Actor, at: datetime) -> None:
        actions.set_working_week(_hours(data), person_id=person_id, by=by)

    return do(request, deed, out=None)


@router.post("/privacy-checklist", response={204: None})
def complete_privacy_checklist(request: HttpRequest, data: ChecklistIn) -> HttpResponse:
    """Write down what the law asks before individual figures may be shown."""

    def deed(by: Actor, at: datetime) -> None:
        actions.complete_privacy_checklist(**dict(data), by=by, at=at)

    return do(request, deed, out=None)


def _hours(data: WeekIn) -> list[tuple[int, time, time]]:
    return [
        (one.weekday, time.fromisoformat(one.starts), time.fromisoformat(one.ends))
        for one in data.hours
    ]
