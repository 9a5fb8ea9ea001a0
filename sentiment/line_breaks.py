"""Line breaks, as the tokenizer, sentences and reports read them."""

BREAK = r"<[bB][rR] ?/?>"
"""Markup that is a line break."""
LINE_BREAK = rf"{BREAK}|\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]"
"""That markup, and the line breaks of text."""
