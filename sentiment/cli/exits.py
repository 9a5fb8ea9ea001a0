"""What an exit code of the `sentiment` command means; 0 is done, and 2 (wrong usage) is click's own."""

FAILED = 1
SOME_ROWS_FAILED = 3
GATE_MISSED = 4
INTERRUPTED = 130
