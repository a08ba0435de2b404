"""The command that builds the book: by the Python that runs, since the script beside it names the folder it was installed in."""

from __future__ import annotations

import sys

BUILD = [sys.executable, "-c", "from jupyter_book.cli.main import main; main()", "build", "-W", "-n", "--keep-going"]
