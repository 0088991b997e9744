"""`relais serve`: the site and its worker, in one process tree that starts and ends together.

Django is loaded and the database migrated first; web workers (granian) and the background worker
are forked from there and share that memory, the API's as well: were it loaded when it is first
asked for, the first page would come half a second sooner, and each web worker hold its own. A child
that dies is started again; one that dies at once each time ends everything, with a message. When
this process dies, its children notice.
"""

import gc
import multiprocessing
import os
import signal
import socket
import sys
import time
from importlib import import_module
from multiprocessing.process import BaseProcess
from threading import Event, Thread
from typing import Annotated, Any, Final

import typer
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from relais.cli.worker import until_told, work
from relais.database.triggers import missing
from relais.lib.collecting import collecting_seldom

APPLICATION: Final = "relais.config.wsgi:application"
BLOCKING_THREADS: Final = 4
STOPS_WITHIN: Final = 10  # seconds, then a child is killed
HEARD_WITHIN: Final = 0.3  # seconds
SHORT_LIFE: Final = 5.0  # seconds
SHORT_LIVES: Final = 3  # in a row, and the worker cannot work


def serve(
    host: Annotated[str, typer.Option(help="The address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8000,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Web processes.")] = 2,
) -> None:
    """Serve the site and run its clock, until told to stop (Ctrl-C, or SIGTERM).

    The database is migrated first where needed.

    \b
    Examples:
      relais serve
      relais serve --host 0.0.0.0 --port 80 --workers 4

    \b
    Exit codes: 0 stopped as asked; 1 a part could not be kept running; 2 the port is taken.
    """
    if taken := why_not_free(host, port):
        typer.echo(f"relais serve: {host}:{port} cannot be used: {taken}.", err=True)
        raise typer.Exit(2)
    migrate_if_needed()
    if not run(host=host, port=port, workers=workers):
        typer.echo(
            "relais serve: stopped because a part of it could not be kept running.", err=True
        )
        raise typer.Exit(1)


def run(*, host: str, port: int, workers: int) -> bool:
    """Serve until told to stop; say whether it ended because it was asked to.

    Where nobody says at which address it is read, links in mails lead to this host and port.
    """
    near = "127.0.0.1" if host in ("0.0.0.0", "::") else host
    address = os.environ.setdefault("RELAIS_BASE_URL", f"http://{near}:{port}")
    settings.BASE_URL = address.rstrip("/")
    with collecting_seldom():
        import_module(APPLICATION.partition(":")[0])
        import_module("django.urls").get_resolver().url_patterns  # noqa: B018  loaded once for all
    connections.close_all()  # a connection must not be shared by two processes
    server = Server(
        APPLICATION,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=BLOCKING_THREADS,
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_kill_timeout=STOPS_WITHIN,
        log_level=LogLevels.warning,
    )
    server.main_loop_interrupt = Wakeup(server)
    background = Background(server)
    server.on_startup(background.start)
    server.on_startup(lambda: announce(host, port, workers))
    server.on_shutdown(background.stop)
    gc.freeze()  # what is loaded now is shared by the children, never looked at again
    try:
        server.serve(target_loader=load)
    except SystemExit:
        return bool(server.interrupt_signal) and not background.failed
    return not background.failed


class Wakeup(Event):
    """Wakes the server up; being told to stop is not forgotten while it looks at a dead child."""

    def __init__(self, server: Any) -> None:
        super().__init__()
        self._server = server

    def clear(self) -> None:
        """Wait for the next call, unless the last one has already come."""
        super().clear()
        if self._server.interrupt_signal:
            self.set()


class Background:
    """The worker process: started again when it dies, stopped with the server."""

    def __init__(self, server: Any) -> None:
        self.failed = False
        self._server = server
        self._stopping = Event()
        self._process: BaseProcess | None = None

    def start(self) -> None:
        """Start the worker, and watch over it."""
        self._process = self._started()
        Thread(target=self._watch, daemon=True).start()

    def stop(self) -> None:
        """Tell the worker to stop, and make sure that it does."""
        self._stopping.set()
        process = self._process
        if process is None:
            return
        process.terminate()
        process.join(STOPS_WITHIN)
        if process.is_alive():
            process.kill()
            process.join()

    def _started(self) -> BaseProcess:
        process = multiprocessing.Process(
            target=work_in_background, name="relais-worker", daemon=True
        )
        process.start()
        return process

    def _watch(self) -> None:
        short_lives = 0
        while self._process is not None:
            born = time.monotonic()
            self._process.join()
            # All of us may have been told to stop at once, the worker first to obey.
            if self._stopping.wait(HEARD_WITHIN) or self._server.interrupt_signal:
                return
            short_lives = short_lives + 1 if time.monotonic() - born < SHORT_LIFE else 0
            if short_lives == SHORT_LIVES:
                self.failed = True
                self._server.signal_handler_interrupt()
                return
            typer.echo("relais serve: the worker died and is started again.", err=True)
            self._process = self._started()


def work_in_background() -> None:
    """Be the worker of a server."""
    stop = until_told()
    follow_parent()
    work(stop)


def load(target: str) -> Any:
    """Give the application to a web process that has just been forked."""
    follow_parent()
    module, _, name = target.partition(":")
    return getattr(import_module(module), name)


def follow_parent() -> None:
    """Leave Ctrl-C to the process that started this one, and stop when it is gone, however.

    A web process that is still starting may forget that it was told: it has so long to obey.
    """
    os.setpgid(0, 0)

    def wait() -> None:
        if parent := multiprocessing.parent_process():
            parent.join()
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(STOPS_WITHIN)
            os.kill(os.getpid(), signal.SIGKILL)

    Thread(target=wait, daemon=True).start()


def announce(host: str, port: int, workers: int) -> None:
    """Say where the site is."""
    shown = f"[{host}]" if ":" in host else host
    print(f"Relais answers at http://{shown}:{port}/ ({workers} web workers; Ctrl-C stops it).")
    sys.stdout.flush()


def migrate_if_needed() -> None:
    """Bring the database to the tables and guards of this version, and say so if need was."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()) or missing():
        typer.echo("Migrating the database first.")
        call_command("migrate", verbosity=0, interactive=False)


def why_not_free(host: str, port: int) -> str | None:
    """Say why nobody can listen there; None if one can.

    The server shares its port among its processes, so that two servers would share it as well,
    without a word: hence this look beforehand.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return error.strerror or str(error)
    return None
