"""The site answered from the process of the test: nothing has to start, nothing is compiled twice.

What needs `relais serve` itself, with its clock, asks for `started` (tests/browser/conftest.py).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application


class Handler(WSGIRequestHandler):
    """Answers, and leaves no line of it in what the tests print."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: what went wrong is noted by the browser."""


@contextmanager
def served() -> Iterator[str]:
    """Serve the database that is pointed at, and give the address."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), Handler)
    server.set_app(get_wsgi_application())
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
