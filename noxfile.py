"""The same book on every Python that is there: `make matrix`, or `nox --session anywhere-3.12` for one of them."""

import sys

import nox

nox.options.default_venv_backend = "uv|venv"
nox.options.error_on_missing_interpreters = False
PYTHONS = ["3.11", "3.12", "3.13", "3.14"]


@nox.session(python=PYTHONS)
def anywhere(session: nox.Session) -> None:
    """Rerun and build the book under conditions in which a careless one would differ."""
    session.install("--require-hashes", "--requirement", "requirements.txt")
    session.run("python", "tests/anywhere.py")


@nox.session(python=False)
def summary(session: nox.Session) -> None:
    """Print what every Python gave and keep it for the book."""
    session.run(sys.executable, "tests/anywhere.py", "--summary", *PYTHONS, external=True)
