"""`python -m desk` is `nhipcau`."""

from desk.cli import main

main()
