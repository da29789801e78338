"""A browser without scripts, of somebody who is signed in."""

from collections.abc import Mapping, Sequence
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

from endure.office import Desk

TIMEOUT = 30  # seconds


class Browser:
    """A browser in which somebody is signed in; with several ports each desk keeps to one of them."""

    def __init__(self, desk: Desk, ports: Sequence[int]) -> None:
        self.desk, self._port = desk, ports[desk.card % len(ports)]
        self._connection: HTTPConnection | None = None

    def page(self) -> tuple[int, str]:
        """Open the page of the card; return status and text."""
        return self.ask("GET", "", {}, html=True)

    def ask(self, method: str, path: str, fields: Mapping[str, str], *, html: bool) -> tuple[int, str]:
        """Return an answer's status, 0 if its first line never came, and its text, blank if that came not whole."""
        headers = {
            "Cookie": f"hiring={self.desk.token}",
            "Sec-Fetch-Site": "same-origin",
            "Accept": "text/html" if html else "application/json",
        }
        if fields:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        address, status = f"/en/scorecards/{self.desk.card}{path}", 0
        try:
            connection = self._connected()
            connection.request(method, address, urlencode(fields) or None, headers)
            answer = connection.getresponse()
            status = answer.status
            return status, answer.read().decode()
        except (OSError, HTTPException):
            self.close()
            return status, ""

    def close(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    def _connected(self) -> HTTPConnection:
        if self._connection is None:
            self._connection = HTTPConnection("127.0.0.1", self._port, timeout=TIMEOUT)
        return self._connection
