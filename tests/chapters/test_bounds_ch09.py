"""Chapter 9: bounds on the mean of cuts and the greatest of many cuts, against brute force on small cases."""

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from casebook.evidence import records as evidence
from casebook.evidence import tables
from casebook.methods import bounds
from scipy.stats import betabinom, binom

CHAPTER = "09_how_deep_was_the_cut.ipynb"


def all_mean_cuts(before: int, after: int, zones: int, kept: int) -> list[Fraction]:
    """The mean cut of every division of the totals over the zones, by exhaustion."""
    pairs = [(b, a) for b in range(kept, before + 1) for a in range(kept, b + 1)]
    return [
        bounds.mean_cut(division)
        for division in product(pairs, repeat=zones)
        if sum(b for b, _ in division) == before and sum(a for _, a in division) == after
    ]


SMALL = [
    (7, 4, 2, 1),
    (9, 3, 2, 1),
    (9, 6, 3, 1),
    (8, 3, 3, 1),
    (10, 7, 3, 2),
    (10, 6, 3, 2),
    (8, 8, 3, 1),
    (6, 3, 1, 1),
]


@pytest.mark.parametrize(("before", "after", "zones", "kept"), SMALL)
def test_the_mean_cut_lies_between_its_bounds_and_attains_them(before, after, zones, kept):
    """A bound that no division attains would be too wide, one that a division passes would be wrong."""
    every = all_mean_cuts(before, after, zones, kept)
    least, greatest = bounds.mean_cut_range(before, after, zones, kept)
    assert (bounds.mean_cut(least), bounds.mean_cut(greatest)) == (min(every), max(every))


def test_a_wrong_bound_fails():
    """Sabotage: the pooled cut as a bound, and the greatest mean with all cuts spread evenly, are both passed."""
    every = all_mean_cuts(9, 6, 3, 1)
    pooled = 100 * (1 - Fraction(6, 9))
    even = bounds.mean_cut([(3, 2)] * 3)
    assert min(every) < pooled < max(every)
    assert even < max(every)


@pytest.mark.parametrize("kept", [1, 3])
@pytest.mark.parametrize("zones", [4, 13, 20])
def test_the_zones_that_attain_a_bound_have_the_totals(zones, kept):
    """A constructed example with other totals would show nothing about Jinan."""
    for made in bounds.mean_cut_range(109, 64, zones, kept):
        assert len(made) == zones
        assert (sum(b for b, _ in made), sum(a for _, a in made)) == (109, 64)
        assert all(kept <= a <= b for b, a in made)


def test_impossible_totals_are_refused():
    """More zones than departments left, or departments gained, allow no zones at all."""
    for arguments in [(109, 64, 65), (64, 109, 13), (109, 64, 0), (109, 64, 13, 5)]:
        with pytest.raises(ValueError, match="there are none"):
            bounds.mean_cut_range(*arguments)


@pytest.mark.parametrize("sizes", [[3], [2, 3], [2, 2, 3]])
def test_the_greatest_cut_by_exhaustion(sizes):
    """Every pattern of departments removed or not, weighted by its chance."""
    share = Fraction(2, 5)
    expected: dict = {}
    for pattern in product([0, 1], repeat=sum(sizes)):
        cut = greatest(pattern, sizes)
        weight = share ** sum(pattern) * (1 - share) ** (len(pattern) - sum(pattern))
        expected[cut] = expected.get(cut, 0) + weight
    found = bounds.greatest_cut(sizes, float(share))
    assert found.sum() == pytest.approx(1)
    for cut, weight in found.items():
        assert weight == pytest.approx(float(expected.get(Fraction(cut).limit_denominator(1000), 0)), abs=1e-12)


def greatest(pattern, sizes) -> Fraction:
    """The greatest cut in per cent, departments listed zone by zone."""
    place, cuts = 0, []
    for size in sizes:
        cuts.append(Fraction(100 * sum(pattern[place : place + size]), size))
        place += size
    return max(cuts)


def test_simulation_and_formula_agree_and_a_wrong_share_does_not():
    """Two ways to one number; sabotage: with another chance of removal they part."""
    sizes = bounds.even_sizes(109, 13)
    removed = np.random.default_rng(1).binomial(sizes, 45 / 109, size=(40_000, len(sizes)))
    drawn = (removed / sizes).max(axis=1).mean() * 100
    right, wrong = (bounds.greatest_cut(sizes, share) for share in (45 / 109, 48 / 109))
    assert drawn == pytest.approx((right.index * right).sum(), abs=0.25)
    assert drawn != pytest.approx((wrong.index * wrong).sum(), abs=0.25)


def test_even_sizes():
    """The parts sum to the whole and differ by one at most."""
    assert bounds.even_sizes(109, 13) == [9] * 5 + [8] * 8
    assert bounds.even_sizes(0, 2) == [0, 0]
    with pytest.raises(ValueError, match="cannot split"):
        bounds.even_sizes(5, 0)


@pytest.mark.parametrize(("sizes", "share"), [([], 0.5), ([0, 3], 0.5), ([3], 1.5)])
def test_impossible_chances_are_refused(sizes, share):
    """A size of nought or a chance above one would give a number that means nothing."""
    with pytest.raises(ValueError, match="expected sizes from 1"):
        bounds.greatest_cut(sizes, share)


# ------------------------------------------------------------------------- departments of one zone that go together


def removed_by_scipy(size: int, share: float, together: float) -> np.ndarray:
    """Chances of 0, 1, … removed departments, from scipy's beta-binomial."""
    k = np.arange(size + 1)
    if not together:
        return binom.pmf(k, size, share)
    weight = (1 - together) / together
    return betabinom.pmf(k, size, share * weight, (1 - share) * weight)


@pytest.mark.parametrize("together", [0, 0.05, 0.3, 0.9])
@pytest.mark.parametrize(("size", "share"), [(1, 0.4), (18, 45 / 109), (38, 45 / 109), (5, 0), (5, 1)])
def test_the_chances_of_departments_that_go_together(size, share, together):
    """Against scipy where it is defined, and by mean and variance in every case."""
    found = np.array(bounds.removed_chances(size, share, together))
    k = np.arange(size + 1)
    assert found.sum() == pytest.approx(1)
    assert found @ k == pytest.approx(size * share)
    variance = size * share * (1 - share) * (1 + (size - 1) * together)
    assert found @ (k - size * share) ** 2 == pytest.approx(variance, abs=1e-9)
    if 0 < share < 1:
        assert found == pytest.approx(removed_by_scipy(size, share, together), rel=1e-9)


@pytest.mark.parametrize("together", [-0.1, 1, 1.5])
def test_an_impossible_correlation_is_refused(together):
    """At one the urn has a single colour, and below nought it can run empty."""
    with pytest.raises(ValueError, match="found a correlation of"):
        bounds.greatest_cut([3], 0.5, together)


# ------------------------------------------------------------------------------------------- the chapter's numbers


@pytest.fixture(scope="module")
def record() -> dict:
    """What the executed chapter put on record."""
    entries = evidence.records(evidence.NOTEBOOKS / CHAPTER)
    return {entry["id"]: entry["value"] for entry in entries if entry["kind"] == "result"}


@pytest.fixture(scope="module")
def value() -> dict[str, float]:
    """The figures of the claims, from the table."""
    return tables.table("claims").set_index("claim_id")["value"].to_dict()


def zones_shown(value, alike: bool = False) -> list[tuple[int, int]]:
    """Bodies before and after in the single zones of the table of peers; with `alike`, of those like for like only."""
    peers = tables.table("peers").query("group == 'single_zone' and what == 'bodies'")
    rows = peers[peers["like_for_like"]] if alike else peers
    return [(int(value[row.before_claim]), int(value[row.after_claim])) for row in rows.itertuples()]


def part_by_chance(shown, share: float, tries: int, together: float) -> float:
    """Per cent of the gap between the zones shown and the average that the deepest of some zones makes, by scipy."""
    best = []
    for size, _ in shown:
        below = np.cumsum(removed_by_scipy(size, share, together)) ** tries
        best.append(np.diff(below, prepend=0) @ np.arange(size + 1) / size)
    printed = np.mean([1 - after / before for before, after in shown])
    return 100 * (np.mean(best) - share) / (printed - share)


def test_the_range_of_what_selection_makes(record, value):
    """The two ends and the points between; with another correlation the number is another."""
    share = 1 - value["art-dept-after"] / value["art-dept-before"]
    shown, alike = zones_shown(value), zones_shown(value, alike=True)
    assert (len(shown), len(alike), len(shown) - len(alike)) == tuple(
        record[f"depth-zones{end}"] for end in ("", "-alike", "-unlike")
    )
    gap = 100 * (np.mean([1 - after / before for before, after in shown]) - share)
    assert record["depth-gap"] == pytest.approx(gap)
    ends = [part_by_chance(shown, share, 2, 0), part_by_chance(shown, share, 13, 0.05)]
    assert record["depth-selection-range"] == pytest.approx(ends, rel=1e-9)
    assert record["depth-selection-few"] == pytest.approx(part_by_chance(shown, share, 13, 0), rel=1e-9)
    other = 1 - value["cz-dept-a"] / value["cz-dept-b"]
    assert record["depth-selection-chenzhou"] == pytest.approx(part_by_chance(shown, other, 13, 0), rel=1e-9)
    grid = [part_by_chance(shown, share, tries, c) for tries in range(2, 14) for c in (0, 0.01, 0.02, 0.03, 0.04, 0.05)]
    assert (min(grid), max(grid)) == pytest.approx(ends)  # no point between passes the ends
    wrong = part_by_chance(shown, share, 13, 0.06)  # sabotage
    assert record["depth-selection-range"][1] != pytest.approx(wrong, abs=1)


def test_the_upper_end_by_simulation(record, value):
    """Each zone draws a chance of its own, and its departments go by that chance; 13 such zones, the deepest shown."""
    share = 1 - value["art-dept-after"] / value["art-dept-before"]
    shown, random, weight = zones_shown(value), np.random.default_rng(9), 0.95 / 0.05
    best = []
    for size, _ in shown:
        chances = random.beta(share * weight, (1 - share) * weight, (20_000, 13))
        best.append((random.binomial(size, chances) / size).max(axis=1).mean())
    gap = np.mean([1 - after / before for before, after in shown]) - share
    assert 100 * (np.mean(best) - share) / gap == pytest.approx(record["depth-selection-range"][1], abs=0.6)
    assert 100 * (np.mean(best) - share) / gap != pytest.approx(record["depth-selection-few"], abs=0.6)  # sabotage


def test_the_high_tech_zone_beside_its_city(record):
    """17 departments to 9, by hand; the city's own cut would be wrong."""
    assert record["depth-hightech"] == pytest.approx([100 * 8 / 17] * 2)
    assert record["depth-hightech"] != pytest.approx([100 * 45 / 109] * 2, abs=1)


def test_the_places_where_staff_fell_less(record, value):
    """Each pair of cuts by hand, from the counts or as printed; with the two cuts changed over none would be left."""
    claims = tables.table("claims").set_index("claim_id")
    qingdao = [(claims.loc[name, "low"], claims.loc[name, "high"]) for name in ("qd-dept", "qd-staff")]
    by_counts = [
        [100 * (1 - value[after] / value[before]) for before, after in two]
        for two in (
            [("cz-dept-b", "cz-dept-a"), ("cz-post-b", "cz-post-a")],
            [("lc-dept-b", "lc-dept-a"), ("lc-staff-b", "lc-staff-a")],
        )
    ]
    pairs = [qingdao, *([(cut, cut) for cut in cuts] for cuts in by_counts)]
    assert record["depth-staff-less"] == sum(staff[1] < bodies[0] for bodies, staff in pairs)
    assert [record["depth-liaocheng"][0], record["depth-liaocheng-staff"][0]] == pytest.approx(by_counts[1])
    assert sum(bodies[1] < staff[0] for bodies, staff in pairs) == 0  # sabotage


# ------------------------------------------------------------------------------ the mean over zones, zone after zone


def means_by_steps(before: int, after: int, zones: int, kept: int) -> tuple[float, float]:
    """Least and greatest mean cut: zone after zone, for every sum of departments before and after that can be reached."""
    ways = [(b, a) for b in range(kept, before + 1) for a in range(kept, min(b, after) + 1)]
    least = np.full((before + 1, after + 1), np.inf)
    least[0, 0] = 0
    greatest = -least
    for _ in range(zones):
        low, high = np.full_like(least, np.inf), np.full_like(least, -np.inf)
        for b, a in ways:
            cut, there = 100 * (1 - a / b), (slice(b, None), slice(a, None))
            here = (slice(before + 1 - b), slice(after + 1 - a))
            low[there] = np.minimum(low[there], least[here] + cut)
            high[there] = np.maximum(high[there], greatest[here] + cut)
        least, greatest = low, high
    return least[before, after] / zones, greatest[before, after] / zones


def test_the_bounds_of_the_chapter_zone_after_zone(record):
    """Jinan's totals with one and with three kept, and the small city; its formula stops short of the greatest."""
    assert record["depth-mean-range"] == pytest.approx(means_by_steps(109, 64, 13, 1))
    assert record["depth-mean-range-three"] == pytest.approx(means_by_steps(109, 64, 13, 3))
    small = means_by_steps(9, 6, 3, 1)
    assert record["depth-small-range"] == pytest.approx(small)
    assert record["depth-small-formula"] == pytest.approx(100 * (2 / 3 + 1 / 2) / 3)
    assert record["depth-small-formula"] < small[1] - 1
    assert record["depth-small-range"] != pytest.approx(means_by_steps(9, 6, 4, 1), abs=1)  # sabotage: a zone more


def test_the_chart_leaves_hollow_what_is_not_like_for_like():
    """Three zones, one of them alike: one filled mark, at the cut that was printed."""
    import casebook as cb
    import pandas as pd

    rows = [("A", 60.0, False, 45.0, 55.0), ("B", 70.0, True, 46.0, 57.0), ("C", 50.0, False, 44.0, 52.0)]
    frame = pd.DataFrame(rows, columns=["label", "cut", "alike", "few", "many"])
    _, ax = cb.canvas(3)
    cb.charts.lead_by_chance(ax, frame, 41.3, "city", "of few", "of many")
    marks = {line.get_xdata()[0]: line.get_markerfacecolor() for line in ax.lines if line.get_marker() == "D"}
    filled = [cut for cut, inside in marks.items() if inside != "white"]
    assert filled == [70.0]
    assert len(marks) == 3
