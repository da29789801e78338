"""A browser with many connections that asks for one page over and over, and takes the times."""

import selectors
import socket
import statistics
import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Load:
    """What came of asking for a while: pages a second, and the times of the median page and of the slowest in 100."""

    rate: float
    median: float
    slowest: float


class Line:
    """One connection with one question at a time."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.asked, self._answer = 0.0, b""

    def ask(self, question: bytes) -> None:
        """Send a question."""
        self.asked, self._answer = time.perf_counter(), b""
        self.socket.sendall(question)

    def heard(self) -> bool:
        """Take what has come; tell whether the answer is whole. Anything but 200 is an error."""
        self._answer += self.socket.recv(1 << 18)
        head, found, body = self._answer.partition(b"\r\n\r\n")
        if not found:
            return False
        if b" 200 " not in head[:15]:
            raise RuntimeError(f"the page was answered {head[:60]!r}")
        size = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])
        return len(body) >= size


def load(port: int, path: str, cookie: str, *, connections: int = 32, seconds: float = 2.0) -> Load:
    """Ask for a page on so many connections at once for some seconds."""
    question = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\n\r\n".encode()
    lines = [Line(port) for _ in range(connections)]
    times: list[float] = []
    with selectors.DefaultSelector() as waiting:
        for line in lines:
            waiting.register(line.socket, selectors.EVENT_READ, line)
            line.ask(question)
        begun = time.perf_counter()
        while time.perf_counter() < begun + seconds:
            for key, _ in waiting.select(1):
                if key.data.heard():
                    times.append(time.perf_counter() - key.data.asked)
                    key.data.ask(question)
        took = time.perf_counter() - begun
    for line in lines:
        line.socket.close()
    times.sort()
    return Load(len(times) / took, statistics.median(times), times[int(len(times) * 0.99)])
