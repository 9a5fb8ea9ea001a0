"""Style sheets and scripts that lie beside the code, and the hash by which a page's policy admits them."""

import base64
import hashlib
from collections.abc import Iterable
from importlib import resources


def read_assets(package: str, names: Iterable[str]) -> str:
    """The files of these names in a package, one after the other."""
    return "".join(resources.files(package).joinpath(name).read_text(encoding="utf-8") for name in names)


def source_hash(source: str) -> str:
    """The source expression by which a Content-Security-Policy admits an inline style or script."""
    return "sha256-" + base64.b64encode(hashlib.sha256(source.encode("utf-8")).digest()).decode("ascii")
