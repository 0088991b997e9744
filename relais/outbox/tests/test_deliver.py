"""What is due is sent once; what cannot be sent is tried again, then given up with its reason."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core import mail
from pytest_django import Settings

from relais.outbox.actions import Delivered, Letter, deliver_due, enqueue, enqueue_many
from relais.outbox.models import OutboxRow
from relais.outbox.queries import sanity, standing
from relais.outbox.rules.retries import ATTEMPTS, next_try
from relais.people.models import Person
from tests.databases import CommittingDatabase
from tests.persons import NOON, World, build_world
from tests.smtp import Sink, mail_server


def letter(world: World, key: str = "k1", to: str = "remy") -> Letter:
    data = {"company": "Établissements\n Durand", "due_at": "2026-07-14T08:30:00+00:00"}
    return Letter(key, "mail", world.id(to), "lead_assigned", world.at, data)


def write(world: World, *letters: Letter) -> int:
    return enqueue_many(letters, organization_id=world.organization.id, at=world.at)


@pytest.fixture
def sink(settings: Settings) -> Iterator[Sink]:
    """Give a mail server to which Django is pointed."""
    with mail_server() as server:
        settings.EMAIL_BACKEND = server.environment["RELAIS_EMAIL_BACKEND"]
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        yield server


def test_a_key_is_written_once(world: World) -> None:
    assert enqueue(letter(world), organization_id=world.organization.id, at=world.at)
    assert not enqueue(letter(world), organization_id=world.organization.id, at=world.at)
    assert write(world, letter(world), letter(world, "k2"), letter(world, "k2")) == 1
    assert OutboxRow.objects.count() == 2


def test_a_mail_is_written_in_its_readers_language_and_zone_and_sent_once(world: World) -> None:
    write(world, letter(world))

    assert deliver_due(world.at, limit=10) == Delivered(sent=1)
    assert deliver_due(world.at, limit=10) == Delivered()

    [sent] = mail.outbox
    assert sent.to == ["remy@example.com"]
    assert sent.subject == "Nouveau lead : Établissements Durand"
    assert "mardi 14 juillet 2026 à 10:30 (Europe/Paris)" in sent.body
    row = OutboxRow.objects.get()
    assert sent.extra_headers["Message-ID"] == f"<{row.id.hex}@localhost>"
    assert (row.attempts, row.claimed_until, row.error) == (1, None, "")
    assert row.sent_at is not None
    assert list(sanity()) == []


def test_what_is_due_later_waits(world: World) -> None:
    write(world, letter(world))

    assert deliver_due(world.at - timedelta(seconds=1), limit=10) == Delivered()
    assert standing() == (1, 0, 0, world.at)


def test_who_has_left_or_has_no_address_is_not_written_to(world: World) -> None:
    write(world, letter(world, "k1", "olga"), letter(world, "k2", "maya"))
    Person.objects.filter(id=world.id("olga")).update(email="")
    Person.objects.filter(id=world.id("maya")).update(left_on=world.at.date())

    assert deliver_due(world.at, limit=10) == Delivered(given_up=2)
    assert mail.outbox == []
    errors = OutboxRow.objects.order_by("key").values_list("error", flat=True)
    assert list(errors) == ["Undeliverable: no address", "Undeliverable: the person has left"]


def test_a_server_that_is_down_is_tried_again_later_then_given_up(
    world: World, settings: Settings
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    write(world, letter(world))

    assert deliver_due(world.at, limit=10) == Delivered(put_off=1)
    assert deliver_due(world.at + timedelta(seconds=30), limit=10) == Delivered()
    for _ in range(ATTEMPTS - 2):
        assert deliver_due(world.later(hours=7), limit=10) == Delivered(put_off=1)
    assert deliver_due(world.later(hours=7), limit=10) == Delivered(given_up=1)
    assert "ConnectionRefusedError" in OutboxRow.objects.get().error


def test_a_server_that_stumbles_after_accepting_does_not_make_it_go_twice(
    world: World, sink: Sink
) -> None:
    sink.quit_with = b"421 gone\r\n"
    write(world, letter(world), letter(world, "k2"))

    assert deliver_due(world.at, limit=10) == Delivered(sent=2)
    assert deliver_due(world.later(hours=1), limit=10) == Delivered()
    assert len(set(sink.ids())) == len(sink.ids()) == 2


def test_an_address_refused_for_good_is_given_up_at_once(world: World, sink: Sink) -> None:
    sink.refuse_with = b"550 no such user\r\n"
    write(world, letter(world))
    assert deliver_due(world.at, limit=10) == Delivered(given_up=1)


def test_an_address_refused_for_now_is_tried_again(world: World, sink: Sink) -> None:
    sink.refuse_with = b"450 busy\r\n"
    write(world, letter(world))
    assert deliver_due(world.at, limit=10) == Delivered(put_off=1)

    sink.refuse_with = b""
    assert deliver_due(world.later(minutes=2), limit=10) == Delivered(sent=1)


def test_pauses_double_and_end() -> None:
    pauses = [next_try(attempts, at=NOON) for attempts in (1, 2, 9, ATTEMPTS)]
    hours = [None if at is None else at - NOON for at in pauses]
    assert hours == [
        timedelta(minutes=1),
        timedelta(minutes=2),
        timedelta(minutes=256),
        None,
    ]


def test_two_workers_never_send_the_same(
    committing_db: CommittingDatabase, settings: Settings
) -> None:
    world = build_world()
    with mail_server() as server:
        settings.EMAIL_BACKEND = server.environment["RELAIS_EMAIL_BACKEND"]
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        write(world, *(letter(world, f"k{number}") for number in range(30)))

        done = committing_db.at_once(4, lambda _: deliver_due(world.at, limit=30))

        assert sum(each.sent for each in done if isinstance(each, Delivered)) == 30, done
        assert len(set(server.ids())) == len(server.ids()) == 30
    assert standing().waiting == 0


def test_two_who_write_the_same_key_at_once_write_it_once(
    committing_db: CommittingDatabase,
) -> None:
    world = build_world()

    done = committing_db.at_once(8, lambda _: write(world, letter(world), letter(world, "k2")))

    assert sum(each for each in done if isinstance(each, int)) == 2, done
