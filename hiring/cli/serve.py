"""`hiring serve`."""

import sys
import webbrowser
from pathlib import Path

import click

from hiring.cli.output import own_option

LOOPBACK = ("127.0.0.1", "localhost", "::1")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="An address of this machine only.")
@click.option(
    "--port", default=8700, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one."
)
@click.option("--open", "open_browser", is_flag=True, help="Open the browser.")
@own_option
def command(host: str, port: int, own: Path | None, *, open_browser: bool) -> None:
    """Start the web app on this machine; Ctrl+C stops it."""
    if host not in LOOPBACK:
        raise click.UsageError("the app has no sign-in yet and serves this machine only: leave --host out")
    from waitress import create_server

    from hiring.web.app import create_app

    try:
        server = create_server(
            create_app(own), host=host, port=port, threads=8, connection_limit=1000, channel_timeout=30
        )
    except OSError as problem:
        click.echo(f"hiring: port {port} is taken ({problem.strerror}): try --port {port + 1}", err=True)
        sys.exit(3)
    name = f"[{host}]" if ":" in host else host
    address = f"http://{name}:{server.effective_port}/"
    click.echo(f"Open {address}  (Ctrl+C stops)", err=True)
    if open_browser:
        webbrowser.open(address)
    server.run()
