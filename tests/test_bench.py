"""The bench reports chapters that take too long, and what changed since the last run."""

from __future__ import annotations

from casebook import bench


def test_a_slow_chapter_is_reported(monkeypatch, tmp_path, capsys):
    """The limit must be able to fail."""
    measured = {
        "empty": 1.0,
        "chapters": {"01_a.ipynb": {"seconds": 1.2, "ratio": 1.2}, "02_b.ipynb": {"seconds": 7.0, "ratio": 7.0}},
    }
    monkeypatch.setattr(bench, "RESULTS", tmp_path / "_build" / "bench.json")
    monkeypatch.setattr(bench, "bench", lambda rounds: measured)
    assert bench.report() == ["notebooks/02_b.ipynb: found 7.00 times the empty notebook, expected at most 6"]
    assert bench.RESULTS.is_file()
    faster = {"empty": 1.0, "chapters": {"01_a.ipynb": {"seconds": 2.4, "ratio": 2.4}}}
    monkeypatch.setattr(bench, "bench", lambda rounds: faster)
    assert bench.report() == []
    assert "01_a.ipynb: 1.20 × last time, 2.40 × now" in capsys.readouterr().out


def test_a_real_chapter_is_timed(root):
    """The ratio is of two executions in one run."""
    (path,) = root.glob("notebooks/01_*.ipynb")
    measured = bench.bench(rounds=1, paths=[path])
    assert measured["empty"] > 0
    assert 0.3 < measured["chapters"][path.name]["ratio"] < bench.LIMIT
    assert not (root / "notebooks" / ".empty.ipynb").exists()
