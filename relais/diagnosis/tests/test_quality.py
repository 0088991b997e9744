"""Distance by departments, and disputes by team and by reason: counted, or said that none is."""

from datetime import timedelta
from uuid import UUID

import numpy as np
import pytest

from relais.appointments.models import Appointment
from relais.appointments.tests.steps import transmit
from relais.campaigns.queries import ReasonKind
from relais.diagnosis.queries.kept import Asked
from relais.diagnosis.queries.quality import found_among, quality_among
from relais.diagnosis.rules.associations import Factor, Split, compare
from relais.diagnosis.rules.goes_with import GoesWith, goes_with_of
from relais.diagnosis.rules.places import Met, area_of, splits_by_place
from relais.diagnosis.rules.quality import Disputed, Quality, Reason, Team, honouring_of
from relais.leads.actions import contest_lead, uphold_contest
from tests.persons import World

REMY, OLGA = UUID(int=1), UUID(int=2)


@pytest.mark.once
@pytest.mark.parametrize(
    ("country", "beginning", "area"),
    [
        ("FR", "690", "69"),
        ("FR", "202", "2B"),
        ("FR", "974", "974"),
        ("FR", "69", ""),
        ("FR", "", ""),
        ("DE", "101", "DE 10"),
        ("DE", "", ""),
    ],
)
def test_a_postcode_tells_the_department(country: str, beginning: str, area: str) -> None:
    assert area_of(country, beginning) == area


@pytest.mark.once
def test_away_is_outside_the_department_where_a_rep_mostly_is() -> None:
    met = [
        Met(REMY, "FR", "690", 6, 5),
        Met(REMY, "FR", "691", 1, 1),
        Met(REMY, "FR", "380", 4, 1),
        Met(REMY, "FR", "", 2, 0),
        Met(OLGA, "FR", "750", 3, 3),
        Met(OLGA, "FR", "780", 3, 0),
    ]
    splits, untold = splits_by_place(met)
    assert splits == [Split(4, 1, 7, 6)]
    assert untold == 2 + 6  # no postcode, and no department that stands out


@pytest.mark.once
def test_a_team_is_compared_with_the_others_in_the_same_reps() -> None:
    table = [row for rep in range(8) for row in ((rep, 0, 10, 9), (rep, 1, 10, 3))]
    found = honouring_of([REMY, None], np.array(table))
    first, second = found[REMY], found[None]
    assert (first.having.honoured, first.having.due) == (72, 80)
    assert first.within is not None
    assert second.within is not None
    assert (first.within.value, second.within.value) == pytest.approx((0.6, -0.6))


@pytest.mark.once
def test_a_small_team_waits_for_the_checklist_and_what_is_kept_is_told_again() -> None:
    nothing = compare(Factor.TEAM, [])
    large = Team("Allovia", 5, 40, Disputed(4, 3, 2), nothing)
    small = Team("", 4, 9, Disputed(), nothing)
    quality = Quality((large, small), (Reason("Size", "Taille", Disputed(4, 3, 2)),))
    whole = GoesWith(8, (nothing,), quality)
    assert goes_with_of(whole.kept()) == whole
    assert whole.shown(complete=False).quality.teams == (large,)
    assert whole.shown(complete=True) == whole
    assert (small.disputed.rate, small.disputed.interval) == (None, None)


def test_upheld_disputes_are_counted_by_team_and_by_reason(world: World) -> None:
    reason_id = world.reason(ReasonKind.CONTEST, "not_qualified")
    leads = [transmit(world, world.open_lead()) for _ in range(3)]
    for lead in leads[:2]:
        contest_lead(
            lead.id,
            reason_id=reason_id,
            evidence=(),
            words="Trop petit",
            by=world.by("remy"),
            at=world.at,
        )
    uphold_contest(leads[0].id, reason_id=None, words="Oui", by=world.by("maya"), at=world.at)
    asked = Asked(("",))
    rows = Appointment.objects.of(world.organization.id)
    found = quality_among(world.organization.id, asked, found_among(rows, at=world.at))
    [team], [reason] = found.teams, found.reasons
    assert (team.telemarketers, team.transmitted) == (1, 3)
    assert team.disputed == reason.disputed == Disputed(2, 1, 1)
    later = Asked(asked.paths, start=world.at + timedelta(days=1))
    assert quality_among(world.organization.id, later, []) == Quality()
    elsewhere = Asked((world.south.path,))
    assert quality_among(world.organization.id, elsewhere, []) == Quality()
