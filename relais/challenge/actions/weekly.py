"""The weekly mail of a challenge that runs: what it tells is read when it is sent."""

from datetime import datetime

from relais.challenge.queries.week import WEEK, readers_of, weeks_to_tell
from relais.challenge.rules.letters import CHALLENGE_WEEK
from relais.outbox.actions import Letter, enqueue_many
from relais.people.rules.access import Actor


def write_weekly(*, by: Actor, at: datetime) -> int:
    """Write to each who takes part, from Monday morning on; give how many letters were new.

    The key names challenge, Monday and person: one letter a week, whatever the frequency and
    after any pause; a Monday that nobody saw is made up for within its week, and no later.
    """
    written = 0
    for challenge, monday in weeks_to_tell(by.organization_id, at=at):
        told = {"challenge_id": str(challenge.id), "since": str(monday - WEEK)}
        told["path"] = f"/challenges/{challenge.id}/"
        written += enqueue_many(
            (
                Letter(
                    key=f"{CHALLENGE_WEEK}:{challenge.id}:{monday}:{person_id}",
                    channel="mail",
                    to_person_id=person_id,
                    template=CHALLENGE_WEEK,
                    due_at=at,
                    data=told,
                )
                for person_id in readers_of(challenge, monday=monday)
            ),
            organization_id=by.organization_id,
            at=at,
        )
    return written
