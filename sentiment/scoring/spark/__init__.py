"""Scoring by Spark: the same rows and answers, on as many machines as there are. Spark is imported inside functions."""

from sentiment.scoring.spark.job import Prepared, prepare, score_by_spark
from sentiment.scoring.spark.session import check_installed, in_background, start_spark

__all__ = ["Prepared", "check_installed", "in_background", "prepare", "score_by_spark", "start_spark"]
