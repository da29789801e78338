"""A bare Flask page with one SQLite query, on the same server as ours: `bare.py DATABASE`. Prints its port."""

import socket
import sqlite3
import sys
import threading

from flask import Flask, render_template_string
from waitress.server import create_server

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>My scorecards</title></head><body>
<h1>My scorecards</h1>
{% for row in rows %}
<article><h3>{{ row.code_name }} · {{ row.stage }}</h3><p>{{ row.title }}, {{ row.company }}</p>
<p>{{ row.minutes }} minutes, {{ row.state }}</p><a href="/scorecards/{{ row.id }}">Go on</a></article>
{% endfor %}
</body></html>"""
QUERY = """SELECT seats.id, code_name, stage, title, company, minutes, state FROM seats
JOIN interviews ON interviews.id = interview_id JOIN candidates ON candidates.id = seats.candidate_id
JOIN openings ON openings.id = opening_id LEFT JOIN scorecards ON seat_id = seats.id AND current
WHERE seats.person_id = (SELECT id FROM people WHERE name = 'Ada')"""
mine = threading.local()
app = Flask("bare")


def connection(file: str) -> sqlite3.Connection:
    """Return this thread's own connection, opened once."""
    if not hasattr(mine, "db"):
        mine.db = sqlite3.connect(file)
        mine.db.row_factory = sqlite3.Row
    found: sqlite3.Connection = mine.db
    return found


@app.get("/")
def page() -> str:
    """Show one person's seats."""
    return render_template_string(PAGE, rows=connection(sys.argv[1]).execute(QUERY).fetchall())


if __name__ == "__main__":
    listening = socket.create_server(("127.0.0.1", 0))
    print(listening.getsockname()[1], flush=True)  # noqa: T201
    create_server(app, sockets=[listening], threads=8, connection_limit=1000, channel_timeout=30).run()
