"""The command line: each command is a small module, imported when it is called."""

import gc
import io
import os
import sys
from importlib import import_module

import click

import hiring

COMMANDS = {
    "posting": "Make a job posting from a brief.",
    "lint": "Check the wording of a posting, or a whole brief.",
    "read": "Show what a posting asks for and leaves out.",
    "kit": "Make the interview kit of a brief.",
    "scorecard": "Make the blank scorecards of a brief's kit.",
    "panel": "Plan who sits in which stage and rates what.",
    "sheet": "Make the candidate's preparation sheet.",
    "exercise": "Print an exercise, for the candidate or for interviewers.",
    "rubric": "Print what each score looks like at a level.",
    "prepare": "Print how a candidate prepares for interviews at a level.",
    "practise": "Practise interview questions in the terminal.",
    "cards": "Print the practice questions of a level as cards.",
    "deck": "Make an Anki deck of the practice questions of a level.",
    "delta": "Show what changes between two levels.",
    "ready": "Six questions: is an Account Executive the right hire now?",
    "init": "Write a commented brief to start from.",
    "check": "Check the whole library, yours included.",
    "schema": "Write JSON Schemas for editors.",
    "copy": "Copy one of our files into your own folder.",
    "serve": "Start the web app.",
    "link": "Make a one-time sign-in link for a person.",
    "export": "Export openings, one candidate's record, or the audit.",
    "erase": "Erase a candidate for good.",
    "purge": "Erase the candidates whose time is over.",
    "backup": "Write everything into one checked file.",
    "restore": "Bring a backup back.",
    "move-database": "Copy everything into another database.",
    "doctor": "Say what works on this machine and what is missing.",
}


class Commands(click.Group):
    """Knows every command's name and help without importing it."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names in the order of the work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import a command when it is called."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"hiring.cli.{cmd_name.replace('-', '_')}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Suggest the nearest command for a misspelt one."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, n=1)
            ctx.fail(f"no command {args[0]!r}" + (f"; did you mean {near[0]}?" if near else ""))
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; a mistake that a person can mend is told in words, without a traceback."""
        from hiring.findings import HiringError, NotInstalled

        try:
            return super().invoke(ctx)
        except HiringError as problem:
            click.echo(str(problem), err=True)
            ctx.exit(3 if isinstance(problem, NotInstalled) else 1)
        except BrokenPipeError:
            raise
        except OSError as problem:
            click.echo(f"hiring: {problem.filename or ''}: {problem.strerror or problem}", err=True)
            ctx.exit(3)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Print the table of commands from their short texts."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(hiring.__version__, prog_name="hiring")
def commands() -> None:
    """Hire Account Executives from one checked model of the job: postings, rubrics, level sheets.

    Data goes to standard output, everything else to standard error.
    Exit status: 0 done, 1 findings, 2 wrong usage, 3 something missing on this machine.
    """


def main() -> None:
    """Run the command line; pydantic's plugins are off, for looking for them reads every installed package."""
    gc.disable()  # a command ends before collecting would pay; the server turns it on again
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    commands(prog_name="hiring")
