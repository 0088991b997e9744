"""A mail server of our own: it keeps what it is given, and can be told to misbehave."""

import socketserver
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from threading import Thread


def obey(_: Message) -> None:
    """Do nothing beside keeping the mail."""


class Sink(socketserver.ThreadingTCPServer):
    """Speaks as much SMTP as a client needs, on a port of its own of the loopback."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Session)
        self.accepted: list[Message] = []
        self.refuse_with = b""  # what RCPT is answered, instead of 250
        self.quit_with = b"221 bye\r\n"
        self.on_accept: Callable[[Message], None] = obey  # before the client is told

    @property
    def port(self) -> int:
        """Give the port on which it listens."""
        return int(self.server_address[1])

    @property
    def environment(self) -> dict[str, str]:
        """Give the environment in which another process sends its mails here."""
        return {
            "RELAIS_EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "RELAIS_SMTP_HOST": "127.0.0.1",
            "RELAIS_SMTP_PORT": str(self.port),
        }

    def ids(self) -> list[str]:
        """Give the Message-ID of each mail accepted, in that order."""
        return [mail["Message-ID"] for mail in self.accepted]


class Session(socketserver.StreamRequestHandler):
    """One client's conversation."""

    server: Sink

    def handle(self) -> None:
        """Answer line by line until the client goes."""
        self.wfile.write(b"220 sink\r\n")
        while line := self.rfile.readline():
            verb = line.split()[0].upper() if line.split() else b""
            if verb == b"DATA":
                self.take_mail()
            elif verb == b"QUIT":
                self.wfile.write(self.server.quit_with)
                return
            elif verb == b"RCPT" and self.server.refuse_with:
                self.wfile.write(self.server.refuse_with)
            else:
                self.wfile.write(b"250 ok\r\n")

    def take_mail(self) -> None:
        """Read a mail up to its dot, keep it, then say so."""
        self.wfile.write(b"354 go on\r\n")
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        mail = message_from_bytes(b"".join(lines))
        self.server.accepted.append(mail)
        self.server.on_accept(mail)
        self.wfile.write(b"250 accepted\r\n")


@contextmanager
def mail_server() -> Iterator[Sink]:
    """Run a mail server for the length of a test."""
    with Sink() as sink:
        thread = Thread(target=sink.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield sink
        finally:
            sink.shutdown()
            thread.join()
