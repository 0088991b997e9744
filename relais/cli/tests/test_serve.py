"""One process tree: site and clock start together, mend themselves, and end without a trace."""

import os
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from subprocess import Popen

import pytest

from relais.leads.models import LeadEvent
from relais.notifications.tests.steps import transmitted
from relais.outbox.queries import last_beat
from tests.persons import build_world
from tests.processes import (
    PATIENCE,
    finished,
    free_port,
    groups_of,
    members_of,
    running,
    until,
)

WEB_WORKERS = 2
PARTS = 1 + WEB_WORKERS  # of the server: its clock, its web workers


def answers(port: int) -> bool:
    """Say whether somebody speaks HTTP on a port."""
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", "/api/v1/openapi.json")
        return connection.getresponse().status < 500
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def parts_of(server: int) -> set[int]:
    """Give what a server has started, once it leaves Ctrl-C to the server."""
    groups = groups_of(server)
    return {pid for pid, group in groups.items() if pid == group != server}


@contextmanager
def serving(port: int, environment: dict[str, str]) -> Iterator[Popen[str]]:
    """Serve, from the first answer on."""
    with running("serve", "--port", str(port), environment=environment) as process:
        until(lambda: answers(port) or process.poll() is not None)
        until(lambda: len(parts_of(process.pid)) == PARTS or process.poll() is not None)
        assert process.poll() is None, process.communicate()[0]
        yield process


def test_the_server_runs_the_clock_as_well(environment: dict[str, str]) -> None:
    lead = transmitted(build_world())
    with serving(free_port(), environment):
        until(lambda: LeadEvent.objects.filter(lead=lead, kind="lead.take_up_expired").exists())


@pytest.mark.once  # how processes end is nothing that a database decides
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_told_to_stop_it_ends_and_leaves_nobody(
    environment: dict[str, str], how: signal.Signals
) -> None:
    port = free_port()
    with serving(port, environment) as process:
        os.killpg(process.pid, how)  # as a terminal does
        said, _ = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, said
        assert members_of(process.pid) == set()
    assert "died" not in said
    assert f"http://127.0.0.1:{port}/" in said
    assert "Traceback" not in said
    assert not answers(port)


def test_a_part_that_is_killed_is_started_again(environment: dict[str, str]) -> None:
    build_world()
    port = free_port()
    with serving(port, environment) as process:
        before = parts_of(process.pid)
        for pid in before:
            os.kill(pid, signal.SIGKILL)
        until(lambda: len(parts_of(process.pid) - before) == PARTS)
        until(lambda: not before & members_of(process.pid))
        until(lambda: answers(port))
        seen = last_beat("worker")
        until(lambda: last_beat("worker") != seen)


@pytest.mark.once
def test_killed_itself_it_leaves_nobody_behind(environment: dict[str, str]) -> None:
    port = free_port()
    with serving(port, environment) as process:
        os.kill(process.pid, signal.SIGKILL)
        until(lambda: members_of(process.pid) == set())
        assert not answers(port)
        with serving(port, environment):
            assert answers(port)


def test_a_port_that_is_taken_is_said_in_words(environment: dict[str, str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as holder:
        port = str(holder.getsockname()[1])
        said = finished("serve", "--port", port, environment=environment)
    assert said.returncode == 2
    assert "in use" in said.stderr
