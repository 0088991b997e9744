"""Clients that knock at a local server, each on its own connection, for a while."""

import http.client
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from queue import Empty, Queue
from subprocess import DEVNULL, Popen
from urllib.request import urlopen

from dev_machine import free_port as free_port

Request = tuple[str, dict[str, str]]  # path, headers


@dataclass
class Answers:
    """What came back: how many a second, each one's milliseconds, and what was not 200."""

    took: list[float] = field(default_factory=list)
    wrong: list[int] = field(default_factory=list)
    seconds: float = 0.0

    def add(self, other: "Answers") -> None:
        """Count what came back in another turn as well."""
        self.took += other.took
        self.wrong += other.wrong
        self.seconds += other.seconds

    @property
    def rate(self) -> float:
        """Give the good answers a second."""
        return len(self.took) / self.seconds


@contextmanager
def serving(command: list[str], environment: dict[str, str], ready: str) -> Iterator[int]:
    """Run a server until the end of the block; wait until `ready` answers; give its pid."""
    with Popen(command, env=environment, stdout=DEVNULL, stderr=DEVNULL) as process:
        try:
            wait_for(ready)
            yield process.pid
        finally:
            process.terminate()
            process.wait(30)


def wait_for(address: str, *, longest: float = 60) -> float:
    """Ask until an address answers, whatever it says; give how long that took.

    :raises TimeoutError: when nothing answers.
    """
    begun = time.perf_counter()
    while time.perf_counter() - begun < longest:
        try:
            with urlopen(address, timeout=5):
                return time.perf_counter() - begun
        except OSError as error:
            if getattr(error, "code", None):
                return time.perf_counter() - begun
            time.sleep(0.02)
    raise TimeoutError(address)


def knock(port: int, requests: list[Request], *, clients: int) -> Answers:
    """Send the requests by so many clients at once, each request by one of them."""
    waiting: Queue[Request] = Queue()
    for request in requests:
        waiting.put(request)
    answers = Answers()
    threads = [
        threading.Thread(target=_client, args=(port, waiting.get_nowait, answers))
        for _ in range(clients)
    ]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    answers.seconds = time.perf_counter() - begun
    answers.took.sort()
    return answers


def _client(port: int, next_request: Callable[[], Request], answers: Answers) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    while True:
        try:
            path, headers = next_request()
        except Empty:
            connection.close()
            return
        begun = time.perf_counter()
        connection.request("POST", path, body=b"", headers=headers)
        response = connection.getresponse()
        response.read()
        if response.status == 200:
            answers.took.append(1_000 * (time.perf_counter() - begun))
        else:
            answers.wrong.append(response.status)
