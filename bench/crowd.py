"""People at their desks: pages, a word now and then, and what a live page asks by itself.

Each has a browser of his own: cookies, the page he looks at, its links and its forms. He reads for
about twenty seconds, then follows a link of his, or writes a message to the other of his pair.
"""

import http.client
import random
import re
import threading
import time
from dataclasses import dataclass, field
from html import unescape
from typing import Final
from urllib.parse import urlencode

THINKS: Final = 20.0  # seconds, on average
LINK: Final = re.compile(r'<a [^>]*href="(/(?:leads|appointments|calls|accounts)/[^"#]*)"')
LIVE: Final = re.compile(r'hx-get="([^"]+)"[^>]*hx-trigger="[^"]*every ([0-9]+)s')
WORD: Final = re.compile(r'<form[^>]*action="(/leads/[0-9a-f-]{36}/message/)"')
TOKEN: Final = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
WRITES: Final = 0.05  # of the pages that have a thread, so many are answered to


@dataclass
class Seen:
    """What came back, by kind: milliseconds of each answer, and what was no good answer."""

    pages: list[float] = field(default_factory=list)
    words: list[float] = field(default_factory=list)
    live: list[float] = field(default_factory=list)
    unchanged: int = 0
    gone: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def all(self) -> list[float]:
        """Give the milliseconds of all answers, sorted."""
        return sorted([*self.pages, *self.words, *self.live])


def crowd(port: int, sessions: list[str], *, seconds: float, seed: int = 1) -> Seen:
    """Let as many people as there are sessions sit at their desks for a while."""
    seen, until = Seen(), time.monotonic() + seconds
    people = [
        threading.Thread(
            target=Browser(port, session, Random(seed + number), seen).sit, args=(until,)
        )
        for number, session in enumerate(sessions)
    ]
    for person in people:
        person.start()
    for person in people:
        person.join()
    return seen


Random = random.Random


class Browser:
    """The browser of one person."""

    def __init__(self, port: int, session: str, dice: Random, seen: Seen) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self._cookies = {"sessionid": session}
        self._dice, self._seen = dice, seen
        self._tags: dict[str, str] = {}
        self._page = ""
        self._here = self._moved_to = "/"

    def sit(self, until: float) -> None:
        """Work until a moment: read, go on, and meanwhile ask for what is new."""
        time.sleep(self._dice.uniform(0, THINKS))  # people do not come in at one stroke
        self._open("/")
        while time.monotonic() < until:
            self._read(min(until, time.monotonic() + self._dice.expovariate(1 / THINKS)))
            if time.monotonic() >= until:
                break
            if (form := WORD.search(self._page)) and self._dice.random() < WRITES:
                self._write(form[1])
            else:
                self._open(self._next())
        self._connection.close()

    def _read(self, until: float) -> None:
        """Look at a page; a live one asks by itself what is new."""
        live = LIVE.search(self._page)
        if live is None:
            time.sleep(max(until - time.monotonic(), 0))
            return
        address, every = unescape(live[1]), float(live[2])
        while (left := until - time.monotonic()) > 0:
            time.sleep(min(every, left))
            if left > every:
                self._ask_again(address)

    def _next(self) -> str:
        links = LINK.findall(self._page)
        if not links or (self._here != "/" and self._dice.random() < 0.4):
            return "/"
        return unescape(self._dice.choice(links))

    def _open(self, path: str) -> None:
        status, took, body = self._ask("GET", path)
        if status == 302:  # a relay's desk is his list; a slot booked leads on
            path = self._moved_to
            status, took, body = self._ask("GET", path)
        if status == 404:  # the clock gave this lead to another meanwhile
            self._seen.gone += 1
            self._page, self._here = "", path
            return
        if status != 200:
            self._seen.wrong.append(f"{status} {path}")
            return
        self._seen.pages.append(took)
        self._page, self._here = body, path

    def _write(self, path: str) -> None:
        token = TOKEN.search(self._page)
        said = {
            "text": "Bien reçu, je rappelle demain.",
            "csrfmiddlewaretoken": token[1] if token else "",
        }
        status, took, _ = self._ask("POST", path, urlencode(said))
        if status == 302:
            self._seen.words.append(took)
        elif status != 409:  # somebody has closed the lead since
            self._seen.wrong.append(f"{status} {path}")

    def _ask_again(self, address: str) -> None:
        tag = self._tags.get(address)
        status, took, _ = self._ask("GET", address, tag=tag)
        self._seen.live.append(took)
        if status == 304:
            self._seen.unchanged += 1
        elif status not in (200, 204):
            self._seen.wrong.append(f"{status} {address}")

    def _ask(
        self, method: str, path: str, body: str | None = None, *, tag: str | None = None
    ) -> tuple[int, float, str]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        if path == self._live_address():
            headers["HX-Request"] = "true"
        if tag:
            headers["If-None-Match"] = tag
        begun = time.perf_counter()
        try:
            answer = self._send(method, path, body, headers)
        except (http.client.RemoteDisconnected, ConnectionError):
            self._connection.close()  # it stood idle for too long: a browser opens another
            answer = self._send(method, path, body, headers)
        told = answer.read().decode()
        self._moved_to = answer.headers.get("Location", "/")
        took = 1_000 * (time.perf_counter() - begun)
        for name, value in re.findall(r"(csrftoken|sessionid)=([^;]+)", str(answer.headers)):
            self._cookies[name] = value
        if found := answer.headers.get("ETag"):
            self._tags[path] = found
        return answer.status, took, told

    def _send(
        self, method: str, path: str, body: str | None, headers: dict[str, str]
    ) -> http.client.HTTPResponse:
        self._connection.request(method, path, body, headers)
        return self._connection.getresponse()

    def _live_address(self) -> str:
        live = LIVE.search(self._page)
        return unescape(live[1]) if live else ""
