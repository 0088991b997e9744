"""Every deed on people; leaving and absence, which move leads, live in `routing`."""

from relais.people.actions.admission import (
    AddressTaken,
    admit_administrator,
)
from relais.people.actions.bring import (
    bring_people,
    bring_units,
    preview_people,
    preview_units,
)
from relais.people.actions.organization import (
    add_call_center,
    add_unit,
    close_day,
    complete_privacy_checklist,
    found_organization,
    open_day,
    set_mandate,
    set_working_week,
)
from relais.people.actions.persons import (
    add_person,
    change_person,
    change_share,
    choose_language,
    end_role,
    give_login,
    give_role,
    issue_token,
    revoke_token,
)
from relais.people.actions.rename import change_unit, rename_call_center
from relais.people.rules.admission import SignsInAlready
from relais.people.rules.staff import StaffRow, UnitRow

__all__ = [
    "AddressTaken",
    "SignsInAlready",
    "StaffRow",
    "UnitRow",
    "add_call_center",
    "add_person",
    "add_unit",
    "admit_administrator",
    "bring_people",
    "bring_units",
    "change_person",
    "change_share",
    "change_unit",
    "choose_language",
    "close_day",
    "complete_privacy_checklist",
    "end_role",
    "found_organization",
    "give_login",
    "give_role",
    "issue_token",
    "open_day",
    "preview_people",
    "preview_units",
    "rename_call_center",
    "revoke_token",
    "set_mandate",
    "set_working_week",
]
