"""Many rows: one answer for each, in order, whatever becomes of the process on the way."""

from sentiment.scoring.journal import Journal, check_output, open_journal
from sentiment.scoring.local import score_locally
from sentiment.scoring.plan import Job, Plan, make_plan

__all__ = ["Job", "Journal", "Plan", "check_output", "make_plan", "open_journal", "score_locally"]
