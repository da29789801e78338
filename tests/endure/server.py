"""The app's own server as a process that tests may stop, kill and start again."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from http.client import HTTPConnection
from pathlib import Path
from types import TracebackType
from typing import Self

HIRING = Path(sys.executable).parent / "hiring"
PATIENCE = 60  # seconds, for a busy machine


class Server:
    """`hiring serve` over a database; `seconds` is how long it took from the start to the first answer."""

    def __init__(self, url: str, log: Path, environment: Mapping[str, str] | None = None) -> None:
        self._command = [str(HIRING), "serve", "--port", "0", "--database", url]
        self._environment = {**os.environ, **(environment or {})}
        self._environment.pop("PYTHONDONTWRITEBYTECODE", None)
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None
        self.port, self.seconds = 0, 0.0

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()

    def start(self) -> None:
        """Start, and return once it has answered."""
        begun, said = time.monotonic(), self._log.stat().st_size if self._log.exists() else 0
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command, env=self._environment, stdout=log, stderr=log, start_new_session=True
            )
        self.port = self._told_port(said, begun + PATIENCE)
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request("GET", "/en/")
        assert connection.getresponse().status == 200
        connection.close()
        self.seconds = time.monotonic() - begun

    def kill(self) -> None:
        """Kill it and all that it started, at once."""
        if self._process is not None:
            if self._process.poll() is None:
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def stop(self) -> tuple[int, float]:
        """Ask it to end; return its exit status and after how many seconds."""
        assert self._process
        begun = time.monotonic()
        self._process.terminate()
        return self._process.wait(PATIENCE), time.monotonic() - begun

    def faults(self) -> list[str]:
        """Return the last lines of its log if anything went wrong that nobody told in words."""
        said = self._log.read_text("utf-8", "replace") if self._log.exists() else ""
        return said.splitlines()[-5:] if "Traceback" in said or "locked" in said else []

    def _told_port(self, after: int, limit: float) -> int:
        assert self._process
        while time.monotonic() < limit:
            said = self._log.read_bytes()[after:].decode()
            if "Open http://127.0.0.1:" in said and "stops)" in said:
                return int(said.partition("Open http://127.0.0.1:")[2].partition("/")[0])
            if self._process.poll() is not None:
                break
            time.sleep(0.01)
        raise RuntimeError(f"the server does not start:\n{self._log.read_text('utf-8', 'replace')[-2000:]}")
