"""The pages as their readers meet them, in a real browser, beside other books: ``make reader``.

Weight, first paint on a slow phone, layout shift, requests to other hosts, errors, what keeps people out (axe), Tab stops,
how much of a chapter is code: measured in one run for this book and for those named with ``--beside``, so that columns can
be compared; seconds belong to the machine.  The table goes to the terminal and to ``_build/checks/reader.json``.

    python tests/reader.py --beside "first edition=FOLDER" --beside "a book of the template=FOLDER:intro.html:notebooks.html"
"""

from __future__ import annotations

import argparse
import functools
import gzip
import http.server
import statistics
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path

import reports
from built import FLAGS, chromium
from weights import weights

ROUNDS = 3
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
SLOWER_PROCESSOR = 4
PHONE = {"width": 412, "height": 823}
WIDTHS, SCHEMES = (1280, 360), ("light", "dark")
PATIENCE = 120_000  # milliseconds

# name: (what it is, unit, most that it may be in this book)
MEASURES = {
    "shell": ("what a page and its styles name besides its text and figures, compressed", "kB", 25),
    "median": ("the median page without figures, compressed", "kB", 60),
    "heaviest": ("the heaviest page without figures, compressed", "kB", 120),
    "ledger": ("the heaviest page of the ledger, compressed", "kB", 60),
    "requests": ("requests of a chapter", "", None),
    "paint_landing": ("first paint of the landing page, slow phone", "s", 2),
    "paint_chapter": ("first paint of a chapter, slow phone", "s", 2),
    "paint_ledger": ("first paint of the ledger, slow phone", "s", 2),
    "shift": ("layout shift, the worst of these", "", 0.02),
    "evidence": ("from a tap on a number to its evidence, slow phone", "s", 0.5),
    "elsewhere": ("requests to other hosts, all pages", "", 0),
    "errors": ("errors in the browser's console, all pages", "", 0),
    "axe": (
        "rules of axe that a page violates, all pages (of others: landing page and chapter), light and dark, 360 and 1280 px",
        "",
        0,
    ),
    "wide": ("pages wider than the window, 1280, 360 and 320 px", "", 0),
    "stops": ("Tab stops in the text of a chapter, median", "", None),
    "other_stops": ("of them no links to evidence", "", None),
    "code": ("share of a chapter's height that is code and printed lines, median", "%", None),
    "line": ("characters a line of prose", "", 75),
}

WATCH = """
window.seen = {shift: 0};
new PerformanceObserver(list => { for (const e of list.getEntries()) if (!e.hadRecentInput) window.seen.shift += e.value; }).observe({type: 'layout-shift', buffered: true});
"""
PAINT = """() => new Promise(done => {
  const find = () => { const [e] = performance.getEntriesByName('first-contentful-paint'); e ? done(e.startTime / 1000) : setTimeout(find, 50); };
  find(); })"""
LOOK = """() => {
  const article = document.querySelector('article') ?? document.body;
  const seen = node => node.getClientRects().length && getComputedStyle(node).visibility === 'visible';
  const stops = [...article.querySelectorAll('a[href], button, input, summary, [tabindex="0"], pre')].filter(n => seen(n) && (n.matches('pre') ? n.scrollWidth > n.clientWidth : n.tabIndex >= 0));
  const high = nodes => nodes.filter(seen).reduce((sum, n) => sum + n.getBoundingClientRect().height, 0);
  const lines = [...article.querySelectorAll('.cell_output p')].filter(p => p.firstElementChild?.tagName === 'STRONG' && !p.closest('figure'));
  const code = high([...article.querySelectorAll('.cell_input, .cell_output .stream, .how-open'), ...lines]);
  const prose = [...article.querySelectorAll('section > p')].filter(p => p.textContent.length > 300)[0];
  let line = null;
  if (prose) { const range = document.createRange(); range.selectNodeContents(prose);
    line = prose.textContent.length / new Set([...range.getClientRects()].map(r => Math.round(r.bottom / 12))).size; }
  return {stops: stops.length, other: stops.filter(n => !n.matches('[href*="ledger"]')).length,
    code: 100 * code / article.getBoundingClientRect().height, line,
    wide: document.documentElement.scrollWidth - innerWidth}; }"""
AXE = """() => axe.run({resultTypes: ['violations']}).then(found => found.violations.map(v => `${v.id}: ${v.nodes.length} at ${v.nodes[0].target.join(' ')}`))"""


@dataclass
class Site:
    """A built book: where it is, and its pages by the part that they play."""

    folder: Path
    landing: str = "book/index.html"
    chapter: str = "notebooks/09_how_deep_was_the_cut.html"
    ledger: str | None = "book/ledger.html"
    own: bool = True

    @property
    def asked(self) -> list[Path]:
        """The pages that axe is asked of: all of this book, landing page and chapter of another."""
        return self.pages if self.own else [self.folder / self.landing, self.folder / self.chapter]

    @property
    def pages(self) -> list[Path]:
        """All pages that people read: no index, no search, no page that only leads on."""
        found = [
            path
            for path in self.folder.rglob("*.html")
            if "_static" not in path.parts and "<article" in path.read_text(encoding="utf-8")
        ]
        return sorted(path for path in found if path.name not in ("genindex.html", "search.html", "404.html"))

    @property
    def chapters(self) -> list[Path]:
        """Its chapters: pages with cells."""
        return [path for path in self.pages if "cell_input" in path.read_text(encoding="utf-8")]


class _Packed(http.server.SimpleHTTPRequestHandler):
    """Files, compressed as by a server of the web."""

    def do_GET(self):
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            path /= "index.html"
        if not path.is_file():
            return self.send_error(404)
        body = gzip.compress(path.read_bytes(), mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return self.wfile.write(body)

    def log_message(self, *_):
        pass


def serve(folder: Path) -> tuple[http.server.ThreadingHTTPServer, str]:
    """A server for a folder, and its address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Packed, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_port}/"


def slow_page(browser):
    """A page of a phone far away, with nothing in its cache."""
    page = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True).new_page()
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_PROCESSOR})
    page.set_default_timeout(PATIENCE)
    page.add_init_script(WATCH)
    return page


def painted(browser, address: str) -> tuple[float, float]:
    """Seconds to the first paint of a page on a slow phone, the median of some; the worst layout shift."""
    taken, shifts = [], []
    for _ in range(ROUNDS):
        page = slow_page(browser)
        page.goto(address, wait_until="load")
        taken.append(page.evaluate(PAINT))
        page.wait_for_timeout(500)
        shifts.append(page.evaluate("seen.shift"))
        page.context.close()
    return statistics.median(taken), max(shifts)


def tapped(browser, address: str) -> float | None:
    """Seconds from a tap on the first number to its evidence: a card, or the entry on its page; None without such a link."""
    taken = []
    for _ in range(ROUNDS):
        page = slow_page(browser)
        page.goto(address, wait_until="load")
        link = page.locator("article a.evidence").first
        if not link.count():
            return None
        entry = link.get_attribute("href").split("#")[1]
        link.scroll_into_view_if_needed()
        begun = page.evaluate("Date.now()")
        link.tap()
        page.wait_for_function(
            """entry => { const shown = document.querySelector('#card:popover-open') ?? (location.hash.slice(1) === entry && document.getElementById(entry));
               if (!shown) return false; const box = shown.getBoundingClientRect(); return box.top < innerHeight && box.bottom > 0; }""",
            arg=entry,
        )
        taken.append((page.evaluate("Date.now()") - begun) / 1000)
        page.context.close()
    return statistics.median(taken)


def looked_through(browser, address: str, site: Site, axe: str) -> dict:
    """Every page at two widths, light and dark: requests elsewhere, errors, what axe says, Tab stops, height of code."""
    elsewhere, errors, said, wide, looks = set(), set(), {}, set(), []
    for width in WIDTHS:
        for scheme in SCHEMES:
            context = browser.new_context(
                viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
            )
            page = context.new_page()
            page.on("request", lambda r: None if r.url.startswith((address, "data:")) else elsewhere.add(r.url))
            page.on("console", lambda m, page=page: errors.add(f"{page.url}: {m.text}") if m.type == "error" else None)
            page.on("pageerror", lambda e, page=page: errors.add(f"{page.url}: {e}"))
            for path in site.pages:
                name = path.relative_to(site.folder).as_posix()
                page.goto(address + name, wait_until="load")
                look = page.evaluate(LOOK)
                if look["wide"] > 0:
                    wide.add(f"{name} at {width} px")
                if (width, scheme) == (1280, "light") and path in site.chapters:
                    looks.append(look)
                if path in site.asked:
                    page.evaluate(axe)
                    for line in page.evaluate(AXE):
                        said.setdefault(name, set()).add(f"{line} ({width} px, {scheme})")
                if (width, scheme) == (360, "light"):
                    page.set_viewport_size({"width": 320, "height": 900})
                    if page.evaluate(LOOK)["wide"] > 0:
                        wide.add(f"{name} at 320 px")
                    page.set_viewport_size({"width": 360, "height": 900})
            context.close()
    return {"elsewhere": sorted(elsewhere), "errors": sorted(errors), "axe": {n: sorted(s) for n, s in said.items()}, "wide": sorted(wide), "looks": looks}  # fmt: skip


def measures(browser, site: Site, axe: str) -> tuple[dict[str, float | None], dict]:
    """The numbers of :data:`MEASURES` for a book, and what they were made from."""
    server, address = serve(site.folder)
    try:
        weighed = weights(site.pages)
        alone = {name: (told["document"] + told["shell"]) / 1000 for name, told in weighed.items()}
        own = [told["document"] / 1000 for name, told in weighed.items() if site.ledger and "ledger" in name]
        played = {"landing": site.landing, "chapter": site.chapter, "ledger": site.ledger}
        paints = {part: painted(browser, address + name) for part, name in played.items() if name}
        seen = looked_through(browser, address, site, axe)
        page, requests = browser.new_page(), []
        page.on("request", lambda r: requests.append(r.url))
        page.goto(address + site.chapter, wait_until="networkidle")
        page.close()
        found = {
            "shell": max(told["shell"] for told in weighed.values()) / 1000,
            "median": statistics.median(alone.values()),
            "heaviest": max(alone.values()),
            "ledger": max(own, default=None),
            "requests": len(requests),
            **{f"paint_{part}": paints[part][0] if part in paints else None for part in played},
            "shift": max(shift for _, shift in paints.values()),
            "evidence": tapped(browser, address + site.chapter),
            "elsewhere": len(seen["elsewhere"]),
            "errors": len(seen["errors"]),
            "axe": max((len({line.split(":")[0] for line in lines}) for lines in seen["axe"].values()), default=0),
            "wide": len(seen["wide"]),
            "stops": statistics.median(look["stops"] for look in seen["looks"]),
            "other_stops": statistics.median(look["other"] for look in seen["looks"]),
            "code": statistics.median(look["code"] for look in seen["looks"]),
            "line": statistics.median(lines)
            if (lines := [look["line"] for look in seen["looks"] if look["line"]])
            else None,
        }
    finally:
        server.shutdown()
    return found, {key: seen[key] for key in ("elsewhere", "errors", "axe", "wide")}


def table(found: dict[str, dict]) -> list[dict]:
    """A line a measure: the words, the unit, what it may be, whether this book meets it, and each book's value."""
    mine = next(iter(found.values()))
    return [
        {
            "what": what,
            "unit": unit,
            "most": most,
            "said": "" if most is None or mine[name] is None else "met" if mine[name] <= most else "not met",
            "found": {book: values[name] for book, values in found.items()},
        }
        for name, (what, unit, most) in MEASURES.items()
    ]


def main() -> int:
    """Measure, print, keep; returns the exit status."""
    import axe_playwright_python
    from playwright.sync_api import sync_playwright

    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--beside", action="append", default=[], metavar="NAME=FOLDER[:LANDING:CHAPTER[:LEDGER]]")
    asked.add_argument("--book", type=Path, help="the built pages, else the book is built")
    given = asked.parse_args()
    if not chromium():
        print("Found no chromium, expected one in PATH or in CHROMIUM.", file=sys.stderr)
        return 1
    stamp = reports.stamp()
    axe = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        sites = {"this book": Site(given.book or build(Path(folder)))}
        for line in given.beside:
            name, _, place = line.partition("=")
            where, *parts = place.split(":")
            sites[name] = Site(Path(where), *parts, *([None] if len(parts) == 2 else []), own=False)
        browser = driver.chromium.launch(executable_path=chromium(), args=FLAGS)
        found, told = {}, {}
        for name, site in sites.items():
            print(f"{name}: {len(site.pages)} pages.", flush=True)
            found[name], told[name] = measures(browser, site, axe)
        browser.close()
    rows = table(found)
    for row in rows:
        values = "  ".join(f"{'–' if v is None else f'{v:,.2f}':>9}" for v in row["found"].values())
        print(f"{row['what']:82} {values} {row['unit']:3} {row['said']}")
    for kind, lines in told["this book"].items():
        for line in lines if isinstance(lines, list) else [f"{n}: {', '.join(s)}" for n, s in lines.items()]:
            print(f"{kind}: {line}")
    reports.keep("reader", {**stamp, "table": rows, "pages": len(sites["this book"].pages), "told": told["this book"]})
    return 1 if any(row["said"] == "not met" for row in rows) else 0


def build(folder: Path) -> Path:
    """The pages of this book, built into a folder."""
    import subprocess

    from builder import BUILD

    subprocess.run(
        [*BUILD, "--path-output", str(folder), str(reports.ROOT)], capture_output=True, check=True, timeout=1200
    )
    return folder / "_build" / "html"


if __name__ == "__main__":
    sys.exit(main())
