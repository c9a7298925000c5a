"""The command line `nhipcau`: data on stdout, sentences for people on stderr; exit 0, 1 (some failed) or 2 (not started)."""

from __future__ import annotations

import sys

import typer

from desk.commands import audio, daily, ingest, learning, reading, repair, rundown, sources, speaking, store, web
from newsroom.errors import NewsroomError
from newsroom.words import of_fault

app = typer.Typer(
    name="nhipcau",
    help="Nhịp Cầu: từ tin cơ sở đến kịch bản và gói phát sóng.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@app.callback()
def root() -> None:
    """Nhịp Cầu: từ tin cơ sở đến kịch bản và gói phát sóng."""


for group in (daily, ingest, repair, reading, learning, speaking, rundown, audio, sources, store, web):
    group.register(app)


def main() -> None:
    """Run the command line; a fault a person can mend becomes a sentence and exit code 2."""
    try:
        app()
    except NewsroomError as fault:
        print(of_fault(fault), file=sys.stderr)
        raise SystemExit(2) from fault
