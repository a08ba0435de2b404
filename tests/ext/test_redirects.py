"""Old addresses lead to pages that there are: a syllabus of last year still works."""

import posixpath

import yaml
from casebook.evidence.settings import ROOT


def lost(redirects: dict[str, str], pages: set[str]) -> list[str]:
    """Redirects that lead nowhere, and those that would overwrite a page, a line each."""
    problems = []
    for old, new in redirects.items():
        target = posixpath.normpath(posixpath.join(posixpath.dirname(old), new.removesuffix(".html")))
        if target not in pages:
            problems.append(f"_config.yml, redirects, {old}: found {target}, expected a page of _toc.yml")
        if old in pages:
            problems.append(
                f"_config.yml, redirects, {old}: found a page of this name, expected an address no longer in use"
            )
    return problems


def settings() -> tuple[dict[str, str], set[str]]:
    """The redirects, and the pages of the book."""
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    contents = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    pages = {contents["root"], *(entry["file"] for part in contents["parts"] for entry in part["chapters"])}
    return config["sphinx"]["config"]["redirects"], pages


def test_every_old_address_leads_to_a_page():
    """The overview and the chapters that were renamed have a successor: 8 of the first edition, 4 when a chapter came between."""
    redirects, pages = settings()
    assert lost(redirects, pages) == []
    numbers = [old.removeprefix("notebooks/")[:2] for old in redirects if old.startswith("notebooks/")]
    assert numbers == ["01", "02", "03", "04", "05", "06", "07", "08", "14", "15", "16", "17"]
    assert set(redirects) - {old for old in redirects if old.startswith("notebooks/")} == {"book/part-2"}


def test_a_redirect_to_nowhere_and_one_over_a_page_are_reported():
    """The check must be able to fail, both ways."""
    pages = {"notebooks/02_b", "book/index"}
    assert lost({"notebooks/01_a": "02_b.html"}, pages) == []
    assert lost({"notebooks/01_a": "03_c.html"}, pages) == [
        "_config.yml, redirects, notebooks/01_a: found notebooks/03_c, expected a page of _toc.yml"
    ]
    assert lost({"notebooks/02_b": "../book/index.html"}, pages) == [
        "_config.yml, redirects, notebooks/02_b: found a page of this name, expected an address no longer in use"
    ]
