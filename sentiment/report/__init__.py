"""Predictions shown to people: coloured text on a terminal, and one self-contained HTML page."""
