"""The worker really ticks, really sends, stops when told, and survives kill -9 without a loss."""

import os
import signal
from datetime import timedelta
from email.message import Message

from django.utils import timezone

from relais.leads.models import LeadEvent
from relais.leads.queries import mismatches
from relais.notifications.tests.steps import transmitted
from relais.outbox.actions import Letter, enqueue_many
from relais.outbox.models import OutboxRow
from relais.outbox.queries import last_beat, sanity, standing
from tests.persons import World, build_world
from tests.processes import PATIENCE, running, until
from tests.smtp import Sink


def write(world: World, count: int) -> set[str]:
    """Write so many letters, and give the Message-IDs under which they go out."""
    at = timezone.now()
    enqueue_many(
        (
            Letter(f"k{number}", "mail", world.id("remy"), "lead_won", at, {"company": "Acme"})
            for number in range(count)
        ),
        organization_id=world.organization.id,
        at=at,
    )
    return {f"<{row.id.hex}@localhost>" for row in OutboxRow.objects.all()}


def test_the_worker_ends_a_turn_that_is_over_and_tells_it(
    environment: dict[str, str], sink: Sink
) -> None:
    lead = transmitted(build_world())
    with running("worker", environment=environment) as process:
        until(lambda: LeadEvent.objects.filter(lead=lead, kind="lead.take_up_expired").exists())
        until(lambda: standing().waiting == 0)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=PATIENCE) == 0
    assert last_beat("tick") is not None
    assert {mail["To"] for mail in sink.accepted} >= {"remy@example.com", "maya@example.com"}
    assert len(set(sink.ids())) == len(sink.ids()) == standing().sent
    assert list(mismatches()) == []


def test_killed_between_the_servers_word_and_our_mark_it_goes_again_under_the_same_id(
    environment: dict[str, str], sink: Sink
) -> None:
    expected = write(build_world(), 5)
    with running("worker", environment=environment) as process:

        def kill(_: Message) -> None:
            if len(sink.accepted) == 3:
                os.kill(process.pid, signal.SIGKILL)

        sink.on_accept = kill
        until(lambda: process.poll() is not None)

    twice = sink.ids()[2]
    assert standing().sent == 2
    # The claim of the dead worker runs out.
    claimed = OutboxRow.objects.filter(claimed_until__isnull=False)
    assert [f"<{row.id.hex}@localhost>" for row in claimed] == [twice]
    claimed.update(claimed_until=timezone.now() - timedelta(seconds=1))

    with running("worker", environment=environment):
        until(lambda: standing().waiting == 0)

    assert set(sink.ids()) == expected
    assert [each for each in sink.ids() if sink.ids().count(each) > 1] == [twice, twice]
    assert list(sanity()) == []


def test_what_a_dead_worker_holds_is_not_sent_while_its_claim_runs(
    environment: dict[str, str], sink: Sink
) -> None:
    write(build_world(), 1)
    with running("worker", environment=environment) as process:
        sink.on_accept = lambda _: os.kill(process.pid, signal.SIGKILL)
        until(lambda: process.poll() is not None)
    sink.on_accept = lambda _: None

    with running("worker", environment=environment):
        began = timezone.now()
        until(lambda: (last_beat("worker") or began) > began + timedelta(seconds=4))

    assert len(sink.accepted) == 1
    assert standing().waiting == 1
