"""`python -m sentiment` is the `sentiment` command."""

from sentiment.cli.main import main

main()
