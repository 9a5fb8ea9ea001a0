"""The classifier over HTTP, for programs, and a page for people; needs the extra `serve`."""
