"""`hiring serve`."""

import gc
import os
import socket
import sys
import webbrowser
from pathlib import Path

import click

from hiring.cli.output import own_option
from hiring.library import Library


@click.command()
@click.option(
    "--host",
    type=click.Choice(["127.0.0.1", "::1"]),
    default="127.0.0.1",
    show_default=True,
    help="This machine only: the app has no sign-in yet.",
)
@click.option(
    "--port", default=8700, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one."
)
@click.option("--open", "open_browser", is_flag=True, help="Open the browser.")
@own_option
def command(host: str, port: int, own: Path | None, *, open_browser: bool) -> None:
    """Start the web app on this machine; Ctrl+C stops it."""
    Library(own)  # an own folder that is not there is told before anything starts
    listening = _listen(host, port)
    from waitress.server import create_server

    from hiring.web.app import create_app

    server = create_server(
        create_app(own), sockets=[listening], threads=8, connection_limit=1000, channel_timeout=30
    )
    name = f"[{host}]" if ":" in host else host
    address = f"http://{name}:{listening.getsockname()[1]}/"
    click.echo(f"Open {address}  (Ctrl+C stops)", err=True)
    if open_browser:
        webbrowser.open(address)
    gc.enable()
    server.run()


def _listen(host: str, port: int) -> socket.socket:
    """Return a socket on a port, or say in words that it is taken."""
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as problem:
        why = os.strerror(problem.errno or 0)
        click.echo(f"hiring: port {port}: {why}; choose another with --port (make demo PORT=8701)", err=True)
        sys.exit(3)
