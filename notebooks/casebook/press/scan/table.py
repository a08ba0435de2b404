"""The table of a scan, written article by article: CSV, or Parquet through pyarrow, which is made of the CSV at the end."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ..files import part_of
from .rows import COLUMNS, DOCUMENT, NUMBERS, Mark
from .tally import Tally

__all__ = ["FORMATS", "Table"]

FORMATS = (".csv", ".parquet")
BLOCK = 4 << 20  # bytes of CSV that are made Parquet at once
MOST_OF_A_CELL = 1 << 24


class Table:
    """A table on disk that grows; a context, which makes Parquet of it when it is left without an error.

    Parameters
    ----------
    out : Path
        ``.csv``, or ``.parquet``: then rows are first written to a CSV of the same name beside it.

    Raises
    ------
    ValueError
        If the name has another end, or pyarrow is not installed and Parquet is asked for.
    """

    def __init__(self, out: Path):
        if out.suffix not in FORMATS:
            raise ValueError(f"--out {out.name}: found {out.suffix or 'no ending'}, expected {' or '.join(FORMATS)}")
        if out.suffix == ".parquet":
            _arrow()
        self.out = out
        self.rows = _rows_of(out)
        self._file = None

    @staticmethod
    def beside(out: Path) -> tuple[Path, ...]:
        """The files that may stand beside the table while it is written."""
        rows = _rows_of(out)
        return (rows, part_of(rows), part_of(out))

    def __enter__(self) -> Table:
        self.out.parent.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(self, kind, *_) -> None:
        if self._file is not None:
            self._file.close()
        if kind is None and self.rows != self.out:
            _csv_to_parquet(self.rows, self.out)
            self.rows.unlink()

    def go_on(self, is_current: Callable[[Mark], bool], tally: Tally) -> set[str]:
        """Keep the rows of articles that are finished and current, drop all others, and open the table for more.

        Parameters
        ----------
        is_current : callable
            Says of the mark of an article whether its rows still hold.
        tally : Tally
            Counts the rows that are kept.

        Returns
        -------
        set of str
            The articles that are kept.

        Raises
        ------
        ValueError
            If the file is another table: nothing is written over.
        """
        if self.rows != self.out and not self.rows.exists() and self.out.exists():
            _parquet_to_csv(self.out, self.rows)
        kept, part = set(), part_of(self.rows)
        try:
            with _opened(part, "w") as new:
                new.write(_line(COLUMNS))
                for rows in self._articles():
                    last = rows[-1]
                    mark = Mark(last["document"], last["file_mark"], last["reader_mark"])
                    if mark.article not in kept and is_current(mark):
                        kept.add(mark.article)
                        new.writelines(_line(row[column] for column in COLUMNS) for row in rows)
                        tally.add_all(rows)
            os.replace(part, self.rows)
        finally:
            part.unlink(missing_ok=True)  # of another table, beside which nothing is left
        self._file = _opened(self.rows, "a")
        return kept

    def _articles(self) -> Iterator[list[dict]]:
        """The rows of each finished article; what a run that was ended left of another is passed over."""
        if not self.rows.exists() or not self.rows.stat().st_size:
            return
        with _long_cells(), _opened(self.rows, "r", "replace") as old:
            reader = csv.DictReader(old)
            if tuple(reader.fieldnames) != COLUMNS:
                raise ValueError(
                    f"{self.rows.name}: found another table, expected one of an earlier scan: name another file"
                )
            open_: list[dict] = []
            for row in reader:
                if None in row or None in row.values():  # the run ended within this line
                    open_ = []
                    continue
                if open_ and open_[-1]["document"] != row["document"]:
                    open_ = []
                open_.append(row)
                if row["kind"] == DOCUMENT:
                    yield open_
                    open_ = []

    def write(self, rows: list[dict]) -> None:
        """Add the rows of an article, all of them at once, and hand them to the system."""
        self._file.write("".join(_line(row.get(column, "") for column in COLUMNS) for row in rows))
        self._file.flush()


@contextmanager
def _long_cells() -> Iterator[None]:
    """Let cells of a table be long for the block; the limit holds for all CSV of a process."""
    before = csv.field_size_limit(MOST_OF_A_CELL)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _rows_of(out: Path) -> Path:
    """The CSV in which a table grows."""
    return out if out.suffix == ".csv" else out.with_suffix(".rows.csv")


def _opened(path: Path, mode: str, errors: str | None = None):
    """A CSV, whose bytes do not depend on the system."""
    return path.open(mode, encoding="utf-8", newline="", errors=errors)


def _line(cells) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerow(cells)
    return written.getvalue()


def _arrow():
    try:
        import pyarrow as arrow
        import pyarrow.csv
        import pyarrow.parquet
    except ModuleNotFoundError:
        raise ValueError(
            "Parquet needs pyarrow, which is not installed: install notebooks/requirements-scan.txt, or name a .csv"
        ) from None
    return arrow


def _csv_to_parquet(rows: Path, out: Path) -> None:
    """Block by block, never the whole."""
    arrow = _arrow()
    types = {column: arrow.string() for column in COLUMNS}
    types |= {column: arrow.float64() for column in NUMBERS} | {"paragraph": arrow.int32()}
    blocks = arrow.csv.open_csv(
        rows,
        read_options=arrow.csv.ReadOptions(block_size=BLOCK),
        parse_options=arrow.csv.ParseOptions(newlines_in_values=True),
        convert_options=arrow.csv.ConvertOptions(column_types=types, null_values=[""], strings_can_be_null=False),
    )
    part = part_of(out)
    with arrow.parquet.ParquetWriter(part, arrow.schema(types.items())) as writer:
        for block in blocks:
            writer.write_batch(block)
    os.replace(part, out)


def _parquet_to_csv(out: Path, rows: Path) -> None:
    """The table back as CSV, so that a later run goes on with it."""
    arrow = _arrow()
    table = arrow.parquet.ParquetFile(out)
    if tuple(table.schema_arrow.names) != COLUMNS:
        raise ValueError(f"{out.name}: found another table, expected one of an earlier scan: name another file")
    part = part_of(rows)
    with _opened(part, "w") as new:
        new.write(_line(COLUMNS))
        for block in table.iter_batches():
            for row in block.to_pylist():
                new.write(_line(_plain(row[column]) for column in COLUMNS))
    os.replace(part, rows)


def _plain(value):
    return "" if value is None else int(value) if isinstance(value, float) and value.is_integer() else value
