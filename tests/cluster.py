"""A PostgreSQL of the tests' own, on this machine's loopback only, which they may also stop, crash and restart."""

import atexit
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Any, Literal, LiteralString, Self

import psycopg
from psycopg import sql

Mode = Literal["fast", "immediate"]
SIGNALS: dict[Mode, signal.Signals] = {"fast": signal.SIGINT, "immediate": signal.SIGQUIT}
DEBIAN = Path("/usr/lib/postgresql")
INSTALL = "the tests need PostgreSQL 13 or newer: apt-get install postgresql"
PATIENCE = 60  # seconds, for a busy machine
PORTS = range(15000, 32000)  # below those from which Linux takes ports for clients
ALWAYS = {
    "listen_addresses": "127.0.0.1",
    "max_connections": "60",
    "shared_buffers": "16MB",
    "dynamic_shared_memory_type": "mmap",  # in the folder, so that a kill leaves nothing behind
}
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
# When the tests end in any way, even killed, this ends the server that they left, and removes its folder
# and the piece of shared memory that a killed server leaves behind.
GUARD = """
cat >/dev/null
lock="$0/data/postmaster.pid"
read -r server <"$lock"
runs() { [ "$(readlink "/proc/$server/cwd")" = "$0/data" ]; }
if runs; then kill -QUIT "$server"; fi
while runs; do sleep 0.05; done
if [ -e "$lock" ]; then set -- $(sed -n 7p "$lock"); ipcrm -m "$2"; fi
rm -rf "$0"
"""


class Cluster:
    """A PostgreSQL server with its own folder, port and databases; trusts whoever connects from this machine.

    `durable=False` is for tests that ask what is kept but not whether it survives. `settings` stand beside
    or above ours and may be changed between stop and start. The same port and data serve until `close`.
    """

    def __init__(self, *, durable: bool = True, settings: Mapping[str, str] = MappingProxyType({})) -> None:
        self._programs = programs()
        self._account = _account()
        self._server: subprocess.Popen[bytes] | None = None
        self._folder = Path(tempfile.mkdtemp(prefix="hiring-pg-"))
        self._guard = subprocess.Popen(
            ["/bin/sh", "-c", GUARD, str(self._folder)],
            stdin=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        atexit.register(self.close)
        self._data = self._folder / "data"
        self.settings = ALWAYS | ({} if durable else FAST) | dict(settings)
        self.port = 0
        if "user" in self._account:
            os.chown(self._folder, self._account["user"], self._account["group"])

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def url(self, database: str = "postgres") -> str:
        """Return a database's address as SQLAlchemy reads it."""
        return f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        """Start the server, and return when it answers; after a crash that is when it has recovered."""
        if self._server and self._server.poll() is None:
            return
        self.kill9()
        if not self._data.exists():
            self._make()
        for port in [self.port] if self.port else free_ports():
            self.port = port
            self._launch()
            if self._answers():
                return
            if "Address already in use" not in self.log():
                break
        raise RuntimeError(f"PostgreSQL does not start:\n{self.log()}")

    def stop(self, mode: Mode = "fast") -> None:
        """Stop the server: fast ends connections and writes all down, immediate leaves that to the next start."""
        if self._server is None:
            return
        self._server.send_signal(SIGNALS[mode])
        try:
            self._server.wait(PATIENCE)
        finally:
            self.kill9()

    def restart(self, mode: Mode = "fast") -> None:
        """Stop the server and start it on the same port."""
        self.stop(mode)
        self.start()

    def kill9(self) -> None:
        """Kill the server and every process of it at once, as the kernel does when memory runs out."""
        if self._server is None:
            return
        self._server.kill()
        self._server.wait()
        self._server = None
        while found := list(self._processes()):
            for process in found:
                _kill(process)
            time.sleep(0.005)

    def close(self) -> None:
        """Stop the server for good and remove its folder."""
        atexit.unregister(self.close)
        self.stop("immediate")
        self._guard.communicate()

    def new_database(self, name: str, *, template: str = "template1") -> str:
        """Make a database as a copy of one that nobody is connected to, and return its address."""
        self._execute("CREATE DATABASE {} TEMPLATE {}", name, template)
        return self.url(name)

    def drop_database(self, name: str) -> None:
        """Remove a database if there is one, and end the connections to it."""
        self._execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    def log(self) -> str:
        """Return what the server last said."""
        return (self._folder / "log").read_text("utf-8", "replace")[-4000:]

    def _make(self) -> None:
        asked = ["--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
        done = subprocess.run(
            [self._programs / "initdb", *asked, "-D", self._data],
            **self._as_owner(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"PostgreSQL makes no cluster in {self._folder}:\n{done.stdout.decode()}")

    def _launch(self) -> None:
        settings = self.settings | {"port": str(self.port), "unix_socket_directories": str(self._folder)}
        given = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        with (self._folder / "log").open("wb") as log:
            self._server = subprocess.Popen(
                [self._programs / "postgres", "-D", self._data, *given],
                **self._as_owner(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def _answers(self) -> bool:
        """Wait until the server answers; tell whether it does, or has ended."""
        limit = time.monotonic() + PATIENCE
        while self._server and self._server.poll() is None and time.monotonic() < limit:
            try:
                self._execute("SELECT")
            except psycopg.OperationalError:
                time.sleep(0.02)
            else:
                return True
        self.kill9()
        return False

    def _as_owner(self) -> dict[str, Any]:
        environment = {"PATH": os.defpath, "LC_ALL": "C.UTF-8"}
        return {"cwd": self._folder, "env": environment, **self._account}

    def _processes(self) -> Iterator[int]:
        """Yield what runs in the data folder: that is where each process of a server stays."""
        for path in Path("/proc").glob("[0-9]*/cwd"):
            try:
                if path.readlink() == self._data:
                    yield int(path.parent.name)
            except OSError:
                continue  # it has ended, or is not ours to ask

    def _execute(self, statement: LiteralString, *names: str) -> None:
        words = sql.SQL(statement).format(*map(sql.Identifier, names))
        address = self.url().replace("+psycopg", "")
        with psycopg.connect(address, connect_timeout=5, autocommit=True) as connection:
            connection.execute(words)


def programs() -> Path:
    """Return the folder of the newest PostgreSQL's programs: Debian's, or what the path leads to."""
    found = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    on_path = shutil.which("initdb")
    if not found and on_path:
        found = [Path(on_path).resolve()]
    if not found:
        raise RuntimeError(INSTALL)
    return found[-1].parent


def free_ports() -> list[int]:
    """Return a few ports that nobody listens on."""
    found: list[int] = []
    while len(found) < 5:
        port = secrets.choice(PORTS)
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                found.append(port)
    return found


def _account() -> dict[str, Any]:
    """Return whom the server runs as: PostgreSQL refuses root, so then its own user."""
    if os.geteuid() != 0:
        return {}
    try:
        postgres = pwd.getpwnam("postgres")
    except KeyError:
        raise RuntimeError(INSTALL) from None
    return {"user": postgres.pw_uid, "group": postgres.pw_gid, "extra_groups": []}


def _kill(process: int) -> None:
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        return
