"""Exchange rates fetched from an address of the settings, on a server of the test's own."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from pytest_django.fixtures import Settings

from relais.campaigns.actions import fetch_daily, fetch_rates
from relais.campaigns.models import ExchangeRate
from relais.campaigns.rules.access import NotADirector
from relais.campaigns.rules.rates import LARGEST, NoRatesAddress, published_before
from relais.campaigns.tests.test_rates import CSV, XML
from relais.lib.errors import Refusal
from tests.persons import World

ANSWERS = {
    "/eurofxref.xml": (200, XML),
    "/eurofxref.csv": (200, CSV),
    "/page": (200, b"<html>Welcome</html>"),
    "/large": (200, b" " * (LARGEST + 1)),
    "/moved": (302, b""),
    "/later": (503, b""),
}


class Server(ThreadingHTTPServer):
    """Answers on this machine alone, and remembers what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[str] = []

    def at(self, path: str) -> str:
        """Give an address of its own."""
        return f"http://127.0.0.1:{self.server_port}{path}"


class Handler(BaseHTTPRequestHandler):
    """Gives the answer of a path, else 404."""

    server: Server

    def do_GET(self) -> None:
        """Answer."""
        self.server.asked.append(self.path)
        status, body = ANSWERS.get(self.path, (404, b""))
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/eurofxref.xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def serving() -> Iterator[Server]:
    with Server() as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with serving() as one:
        yield one


def test_rates_are_fetched_and_stored_once(
    world: World, server: Server, settings: Settings
) -> None:
    settings.RATES_URL = server.at("/eurofxref.xml")
    assert [fetch_rates(by=world.by(name)) for name in ("dora", "ada")] == [2, 0]
    settings.RATES_URL = server.at("/eurofxref.csv")
    assert fetch_rates(by=world.system) == 0
    assert ExchangeRate.objects.count() == 2


def test_what_brings_no_rates_is_refused_in_a_sentence(
    world: World, server: Server, settings: Settings
) -> None:
    with serving() as gone:
        closed = gone.at("/eurofxref.xml")
    expected = {
        server.at("/page"): "wrong_rates: No exchange rates could be read",
        server.at("/large"): "rates_not_fetched: What 127.0.0.1 sent is larger than 5 MB",
        server.at("/moved"): "rates_not_fetched: Rates could not be fetched: 127.0.0.1 answered",
        server.at("/later"): "rates_not_fetched: Rates could not be fetched: 127.0.0.1 answered",
        server.at("/missing"): "rates_not_fetched: Rates could not be fetched: 127.0.0.1 answered",
        closed: "rates_not_fetched: Rates could not be fetched: 127.0.0.1 does not answer",
        Path(__file__).as_uri(): "wrong_rates_address: RELAIS_RATES_URL must be an address",
        "https://": "wrong_rates_address: RELAIS_RATES_URL must be an address",
    }
    for address, words in expected.items():
        settings.RATES_URL = address
        with pytest.raises(Refusal) as caught:
            fetch_rates(by=world.by("dora"))
        assert f"{caught.value.code}: {caught.value}".startswith(words)
    assert "/eurofxref.xml" not in server.asked
    assert not ExchangeRate.objects.exists()


def test_nothing_is_asked_without_an_address_nor_for_who_sets_no_campaigns(
    world: World, server: Server, settings: Settings
) -> None:
    assert settings.RATES_URL == ""
    with pytest.raises(NoRatesAddress):
        fetch_rates(by=world.by("dora"))
    assert fetch_daily(by=world.system, at=world.at) == 0
    settings.RATES_URL = server.at("/eurofxref.xml")
    for name in ("maya", "tina", "remy"):
        with pytest.raises(NotADirector):
            fetch_rates(by=world.by(name))
    assert server.asked == []


def test_the_clock_fetches_once_a_day_also_when_it_fails(
    world: World, server: Server, settings: Settings
) -> None:
    settings.RATES_URL = server.at("/later")
    noon = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
    with pytest.raises(Refusal):
        fetch_daily(by=world.system, at=noon)
    settings.RATES_URL = server.at("/eurofxref.xml")
    times = [noon + timedelta(hours=hours) for hours in (0, 1, 5, 6, 28, 29)]
    assert [fetch_daily(by=world.system, at=at) for at in times] == [0, 0, 2, 0, 0, 0]
    assert server.asked == ["/later", "/eurofxref.xml", "/eurofxref.xml"]


@pytest.mark.once
def test_rates_are_published_towards_evening() -> None:
    evening = datetime(2026, 7, 10, 15, 0, tzinfo=UTC)  # 17:00 in Frankfurt
    assert published_before(evening) == evening
    assert published_before(evening - timedelta(seconds=1)) == evening - timedelta(days=1)
