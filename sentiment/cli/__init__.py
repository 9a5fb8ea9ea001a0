"""The `sentiment` command: one thin file per verb, each opens, calls the library and prints."""
