"""A machine that lacks something is told what, in one sentence; what is started is ended."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Event

import psycopg
import pytest

import dev
import dev_front
import dev_machine
import dev_running
from dev_machine import Missing, private_postgresql
from dev_running import call, ended_with_us
from tests.processes import until

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize(
    ("look", "named"),
    [
        (dev_machine.chromium, "install chromium or google-chrome"),
        (dev_machine.find_or_install_git, "apt install git"),
        (dev_machine.apt_install_postgresql, "install its server"),
    ],
)
def test_a_missing_program_ends_in_its_remedy(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, look: Callable[[], object], named: str
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(Missing, match=named):
        look()


def test_an_old_python_ends_in_its_remedy(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 0))
    monkeypatch.setattr(sys, "argv", ["dev.py", "setup"])

    assert dev.main() == 2
    assert "needs Python 3.11 or newer: install" in capsys.readouterr().err


def test_no_python_at_all_ends_in_its_remedy() -> None:
    made = subprocess.run(
        ["make", "setup", "PYTHON=no-such-python"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert made.returncode == 2
    assert made.stderr.startswith("Relais needs Python 3.11 or newer: install it")


def test_uv_asks_the_index_that_pip_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UV_FIND_LINKS", "its own")
    told = "global.index-url='https://mirror.example/simple'\nglobal.find-links='/wheels'\n"
    pip = [sys.executable, "-c", f"print({told!r})"]

    environment = dev.uv_environment(pip)

    assert environment["UV_DEFAULT_INDEX"] == "https://mirror.example/simple"
    assert environment["UV_FIND_LINKS"] == "its own"


@pytest.mark.parametrize("kind", ["run", "dev"])
def test_a_house_set_up_for_development_asks_for_nothing_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kind: str
) -> None:
    monkeypatch.setattr(dev, "VENV", tmp_path)
    monkeypatch.setattr(dev, "PYTHON", sys.executable)
    monkeypatch.setattr(dev, "install_uv", lambda: pytest.fail("it set itself up again"))
    (tmp_path / "set-up").write_text(dev.fingerprint("dev"))

    dev.install(kind)


@pytest.mark.parametrize("kind", ["run", "dev"])
def test_a_bundle_that_is_built_is_not_built_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kind: str
) -> None:
    here = {"INSTALLED": "installed", "BUILT": "built", "MANIFEST": "manifest"}
    for name, file in here.items():
        monkeypatch.setattr(dev_front, name, tmp_path / file)
    ready = [dev_front.front_is_ready(kind)]
    (tmp_path / "installed").write_text(f"{kind} {dev_front.lock_print()}")
    (tmp_path / "built").write_text(dev_front.source_print())
    ready.append(dev_front.front_is_ready(kind))
    (tmp_path / "manifest").touch()
    ready.append(dev_front.front_is_ready(kind))
    monkeypatch.setattr(dev_front, "SOURCES", ("front",))
    ready.append(dev_front.front_is_ready(kind))

    assert ready == [False, False, True, False]


@pytest.mark.parametrize(
    ("step", "remedy"), [("install_packages", "check the network"), ("build", "put front/ right")]
)
def test_a_tool_of_the_front_end_that_fails_ends_in_its_remedy(
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    tmp_path: Path,
    step: str,
    remedy: str,
) -> None:
    monkeypatch.setattr(dev_front, "INSTALLED", tmp_path / "installed")
    node = tmp_path / "node"
    node.write_text("#!/bin/sh\necho it is broken\nexit 1\n")
    node.chmod(0o755)
    deed = getattr(dev_front, step)
    arguments = ("run",) if step == "install_packages" else ()

    with pytest.raises(Missing, match=remedy):
        deed(*arguments, (str(node), "npm"))

    assert "it is broken" in capfd.readouterr().err


def test_a_node_that_is_too_old_or_has_no_npm_is_left_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    node, npm = tmp_path / "node", tmp_path / "npm"
    npm.symlink_to(tmp_path / "npm-cli.js")
    (tmp_path / "npm-cli.js").touch()
    found = []
    for version in ("v18.20.4", "v20.0.0", "nonsense"):
        node.write_text(f"#!/bin/sh\necho {version}\n")
        node.chmod(0o755)
        npm.chmod(0o755)
        found.append(dev_front.find_node())
    (tmp_path / "npm-cli.js").unlink()
    node.write_text("#!/bin/sh\necho v22.1.0\n")
    found.append(dev_front.find_node())

    assert found == [None, (str(node), str(tmp_path / "npm-cli.js")), None, None]


def test_a_private_postgresql_leaves_nothing_behind() -> None:
    with private_postgresql("fsync=off") as url, psycopg.connect(url) as connection:
        (folder,) = connection.execute("SHOW data_directory").fetchone() or ("",)
        assert Path(folder).exists()

    assert not Path(folder).parent.exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url)


@pytest.fixture
def _interruptible() -> Iterator[None]:
    """Let what is started listen to interrupts, though we run where they are ignored (nohup)."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("_interruptible")
def test_what_runs_beside_ends_when_we_are_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev_running, "ENDING", Event())
    long, environment = ["sleep", "600"], dict(os.environ)

    def stopped(pool: ThreadPoolExecutor) -> None:
        with ended_with_us():
            beside.append(pool.submit(call, long, environment, None))
            until(lambda: dev_running.RUNNING)
            sys.exit(143)

    beside: list[Future[int]] = []
    with ThreadPoolExecutor(1) as pool, pytest.raises(SystemExit):
        stopped(pool)

    assert beside[0].result() == -signal.SIGINT
    assert call(long, environment, None) == 130
    assert not dev_running.RUNNING


def test_what_does_not_listen_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev_running, "GRACE", 0.1)
    deaf = ["sh", "-c", "trap '' INT; echo deaf; exec sleep 600"]
    with subprocess.Popen(deaf, stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline() == b"deaf\n"
        dev_running.end(process)

    assert process.returncode == -signal.SIGKILL


def test_a_step_of_the_check_speaks_only_where_it_fails() -> None:
    name, _, silent = dev_running.run_step("fine", ["python", "-c", "print('well')"])
    assert (name, silent) == ("fine", None)
    assert dev_running.run_step("bad", ["python", "-c", "exit('no')"])[2] == "no\n"
