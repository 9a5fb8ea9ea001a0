"""The data doctor: what is wrong with a labelled corpus, found before hours are spent on training with it."""

from sentiment.doctor.diagnosis import diagnose
from sentiment.doctor.findings import Case, Diagnosis, Finding, Severity
from sentiment.doctor.rows import Reading, read_corpus

__all__ = ["Case", "Diagnosis", "Finding", "Reading", "Severity", "diagnose", "read_corpus"]
