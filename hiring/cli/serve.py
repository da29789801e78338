"""`hiring serve`."""

import gc
import os
import signal
import socket
import sys
import webbrowser
from pathlib import Path
from shlex import quote
from types import ModuleType
from urllib.parse import SplitResult, urlsplit

import click
from flask import Flask
from waitress.server import create_server

from hiring.cli.candidates import scrubbed
from hiring.cli.data import by_command, database_option, opened, opened_practice, practice_option
from hiring.cli.output import own_option
from hiring.findings import HiringError
from hiring.library import Library
from hiring.storage import people
from hiring.storage.database import Database, Unavailable
from hiring.web.app import Site, create_app
from hiring.web.security import plain_address


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Another address needs --address too.")
@click.option(
    "--port", default=8700, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one."
)
@click.option(
    "--address",
    envvar="HIRING_ADDRESS",
    metavar="URL",
    help="How a team reaches the app: https://hiring.example.org (or set HIRING_ADDRESS).",
)
@click.option(
    "--trusted-proxy",
    "proxies",
    default=0,
    type=click.IntRange(0, 5),
    help="How many proxies stand before the app.",
)
@click.option(
    "--demo", is_flag=True, help="Show a made-up company, in a database that is thrown away at the end."
)
@click.option("--open", "open_browser", is_flag=True, help="Open the browser.")
@database_option
@practice_option
@own_option
def command(
    host: str,
    port: int,
    address: str | None,
    proxies: int,
    url: str,
    practice_file: str,
    own: Path | None,
    *,
    demo: bool,
    open_browser: bool,
) -> None:
    """Start the web app; Ctrl+C stops it.

    Without --address it serves this machine alone; openings and scorecards ask for a sign-in in any case. Practice is
    there on this machine alone: a team's server offers the preparation sheet and the Anki deck.
    """
    Library(own)  # an own folder that is not there is told before anything starts
    site = Site(public(address, host), proxies, os.environ.get("HIRING_TIMEZONE"))
    listening = _listen(host, port)
    database = _demo().own_database() if demo else opened(url)
    scrubbed(database)
    practice = None if address else _practice(_demo().own_practice(database) if demo else practice_file)
    app = create_app(own, database, site, practice)
    if demo:
        _demo().tell_story(database, Library(own), app.config["ZONE"])
    name = f"[{host}]" if ":" in host else host
    here = f"http://{name}:{listening.getsockname()[1]}"
    click.echo(f"Open {site.address or here}/  (Ctrl+C stops)", err=True)
    if demo:
        _demo().tell_links(database, site.address or here)
    else:
        _tell_first_link(database, site.address or here)
    if open_browser:
        webbrowser.open(here)
    _run(app, listening)
    database.close()
    if practice:
        practice.close()


def _practice(file: str) -> Database | None:
    """Return the file of practice; where it cannot be used say why, for the rest goes on without."""
    try:
        return opened_practice(file)
    except (HiringError, Unavailable, OSError) as problem:
        click.echo(f"hiring: there is no practice now: {problem}", err=True)
        return None


def _run(app: Flask, listening: socket.socket) -> None:
    """Answer requests until Ctrl+C or SIGTERM; those in flight are answered within ten seconds."""
    server = create_server(app, sockets=[listening], threads=8, connection_limit=1000, channel_timeout=30)
    gc.freeze()  # what lives as long as the server is never looked through again
    gc.enable()
    signal.signal(signal.SIGTERM, _stop)
    server.run()
    server.task_dispatcher.shutdown(timeout=10)


def _stop(*_: object) -> None:
    raise SystemExit


def _demo() -> ModuleType:
    """Return what the demo alone needs."""
    from hiring.cli import demo

    return demo


def _tell_first_link(database: Database, address: str) -> None:
    """Print the first manager's link; where nothing can be kept now say so, for what is there can be read."""
    try:
        token, sentence = first_link(database)
    except Unavailable as problem:
        click.echo(f"hiring: nothing can be kept just now: {problem}", err=True)
        return
    if token:
        click.echo(f"First manager, sign in once: {address}/en/sign-in/{token}", err=True)
    elif sentence:
        click.echo(sentence, err=True)


def first_link(database: Database) -> tuple[str | None, str]:
    """Return the token of a link for the first manager as long as no manager has ever come in.

    Later, while no manager is signed in, return a sentence that tells how to make one: a link opens to whoever reads it.
    """
    by = by_command()
    with database.write() as db:
        managers = [person for person in people.everybody(db) if person.manages and person.active]
        if any(people.sessions_of(db, person.id, by.at) for person in managers):
            return None, ""
        if people.has_come_in(db, [person.id for person in managers]):
            return None, f"No manager is signed in; make a link with: hiring link {quote(managers[0].name)}"
        if not managers:
            names = ("Manager", *(f"Manager {number}" for number in range(2, len(people.everybody(db)) + 3)))
            free = next(name for name in names if people.named(db, name) is None)
            managers = [people.add(db, free, "manager", "en", by)]
        return people.make_link(db, managers[0].id, by), ""


def public(address: str | None, host: str) -> str | None:
    """Return the public address without a last slash; refuse one that is none, and a public host without one."""
    if address is None:
        if host not in {"127.0.0.1", "::1", "localhost"}:
            raise click.UsageError(
                f"--host {host} is reached by others: name the address that they use with --address"
            )
        return None
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not _reached(parts) or parts.path.strip("/") or parts.query:
        raise click.UsageError(f"--address {address}: write it as https://hiring.example.org, without a path")
    if parts.scheme == "http" and parts.hostname not in {"127.0.0.1", "::1", "localhost"}:
        raise click.UsageError(
            f"--address {address}: sign-ins need https outside this machine; see docs/hosting.md"
        )
    return plain_address(address)


def _reached(parts: SplitResult) -> bool:
    """Whether an address has a host, no sign-in of its own, and a port that is one."""
    try:
        return bool(parts.hostname) and parts.username is None and (parts.port is None or parts.port > 0)
    except ValueError:
        return False


def _listen(host: str, port: int) -> socket.socket:
    """Return a socket on a port, or say in words that it is taken."""
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as problem:
        why = os.strerror(problem.errno or 0)
        click.echo(f"hiring: port {port}: {why}; choose another with --port (make demo PORT=8701)", err=True)
        sys.exit(3)
