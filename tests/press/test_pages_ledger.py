"""The ledger says of each entry what the small book has on record: who, in what words, how sure, recomputed from what, used where."""

from __future__ import annotations

import re

import small_book
from casebook.press.pages import gather, ledger

COUNTED = "6 claims, of which the source article makes 4 (agrees: 1, differs: 1, no figure: 2); 4 results; 1 figures."
ENTRIES = """\
## What the article claims

### cut

**41.3 %** · The bodies were cut.

- Printed: `41.3%`, which admits [41.25, 41.35) %
- In the words: 「减少41.3%」, paragraph 2
- Said by: [A reform](https://example.org/paper); Evening Post, 30 November 2020; grade: weak: origin or wording uncertain, text in hand; read twice, independently
- About: Town; bodies; output; result; October 2020
- Recomputed: [41.2 %](#rate) from counts of bodies: **agrees** ([Chapter 1](../notebooks/01_one.ipynb))
- Computed with, or drawn, in: [rate](#rate)
- Used in: [Chapter 1, opening](../notebooks/01_one.ipynb#what-is-one); [Chapter 1, the data](../notebooks/01_one.ipynb#the-data); [Landing page](front.md); [How to, a number](how-to.md#a-number)

### jobs

**more than 4,200** persons · Town had applicants.

- Printed: `4200多` (more than), which admits [4,201, 4,299] persons
- In the words: 「4200多」, paragraph 3
- Said by: [A reform](https://example.org/paper); Evening Post, 30 November 2020; grade: weak: origin or wording uncertain, text in hand; read and inferred from printed figures
- About: North Zone; growth; response; open
- Recomputed: [1 to 2 points](#gap) from rows: **agrees** ([Chapter 2](../notebooks/02_two.ipynb))
- Recomputed: [41.2 %](#rate) from sums: **differs** ([Chapter 2](../notebooks/02_two.ipynb))
- Note: For all zones
- Computed with, or drawn, in: [rate](#rate); [Chapter 2, figure](../notebooks/02_two.ipynb); [Chapter 2, table](../notebooks/02_two.ipynb)
- Used in: not yet in the prose

### day

**28 August 2020** · The city met.

- In the words: 「8月28日」, paragraph 4
- Said by: [A reform](https://example.org/paper); Evening Post, 30 November 2020; grade: weak: origin or wording uncertain, text in hand; read once
- About: Town; bodies; activity; result
- Recomputed: no figure to recompute
- Used in: not yet in the prose

### first

**no figure** · It was the first.

- In the words: not kept
- Said by: [A reform](https://example.org/paper); Evening Post, 30 November 2020; grade: weak: origin or wording uncertain, text in hand; read once
- About: Town; bodies; context; result
- Recomputed: no figure to recompute
- Used in: not yet in the prose

## What other sources claim

### posts

**17** posts · Posts are to go.

- Printed: `17`, which admits this number alone
- In the words: 「17项」
- Said by: Notice on zones; City government, about July 2019; grade: official text, read in a copy, read in a copy; read once
- About: Land; bodies; input; plan; about 2019
- Recomputed: plan, not a result
- Computed with, or drawn, in: [Chapter 2, table](../notebooks/02_two.ipynb)
- Used in: not yet in the prose

### share

**about 10 %** · A tenth went.

- Printed: `约10%` (about), which admits [9.5, 15) %
- In the words: 「约10%」
- Said by: A thesis; University, undated; grade: academic; read once
- About: Land; growth; outcome; background
- Recomputed: cannot be checked: no second figure is known
- Used in: not yet in the prose

## What this book computes

### rate

**41.2 %** · rate of the cut.

- Computed: 41.2125, in [Chapter 1 · What is one?](../notebooks/01_one.ipynb), cell 3
- From: [cut](#cut), [jobs](#jobs)
- Used in: not yet in the prose

### gap

**1 to 2 points** · gap to others.

- Computed: 1 to 2.000000001, in [Chapter 2 · What is two?](../notebooks/02_two.ipynb), cell 8
- Tolerance on a rerun: 1e-06
- Assumption: no other cause
- Level of evidence: Level 3: before and after, against an argued comparison group (Maryland scale) in form, and void: another territory. A placebo, and no answer of its own. Identification: others as they were
- Used in: [Chapter 2, exercises](../notebooks/02_two.ipynb#exercises)

### effect

**3** · effect.

- Computed: 3, in [Chapter 2 · What is two?](../notebooks/02_two.ipynb), cell 9
- Level of evidence: Level 1: one group before and after, or two groups once, no adjustment (Maryland scale). Identification: nothing else moved
- Left open: [-1 to 5](#effect-interval); every other size is excluded, assuming towns drift alike
- Used in: not yet in the prose

### effect-interval

**-1 to 5** · effects left open.

- Computed: -1 to 5, in [Chapter 2 · What is two?](../notebooks/02_two.ipynb), cell 9
- Assumption: towns drift alike
- Used in: not yet in the prose

## Figures

### drawing

Half of it went

- Drawn in: [Chapter 2 · What is two?](../notebooks/02_two.ipynb), cell 5
- Sources: A reform; A thesis
- Used in: [How to, figures](how-to.md#figures)
"""
TABLE = """\
entry,verdict,evidence
cut,agrees,"Printed by the source article (weak): The bodies were cut. Admits [41.25, 41.35). Verdict: agrees."
jobs,differs,"Printed by the source article (weak): Town had applicants. Admits [4,201, 4,299]. Verdict: differs."
day,no figure,Printed by the source article (weak): The city met. Verdict: no figure.
first,no figure,Printed by the source article (weak): It was the first. Verdict: no figure.
posts,"plan, not a result","Printed by City government (official text, read in a copy): Posts are to go. Admits [17, 17]. Verdict: plan, not a result."
share,cannot be checked,"Printed by University (academic): A tenth went. Admits [9.5, 15). Verdict: cannot be checked."
rate,computed,Computed here: 41.2 % · rate of the cut.
gap,computed,Computed here: 1 to 2 points · gap to others. Assumes: no other cause.
effect,computed,Computed here: 3 · effect.
effect-interval,computed,Computed here: -1 to 5 · effects left open. Assumes: towns drift alike.
"""


def test_every_entry_says_what_is_on_record(small):
    """Once is not twice, a copy no original, "more than" no exact number, and a use stands at its place."""
    page = ledger.ledger_page()
    assert (
        page.split(COUNTED)[1].partition("## What the article claims")[2]
        == ENTRIES.partition("## What the article claims")[2]
    )
    assert page.count(COUNTED) == 1


def test_what_is_left_open_is_a_line_of_the_estimate_alone(small, monkeypatch):
    """It stands between level and uses; where no interval is on record, or only another's, nothing is said to be excluded."""

    def entry(name: str) -> list[str]:
        found = re.search(rf"^### {name}\n(.*?)^#", ledger.ledger_page(), re.MULTILINE | re.DOTALL)
        return found[1].strip().splitlines()

    with_it = entry("effect")
    assert [line.partition(":")[0] for line in with_it if line.startswith("- ")] == [
        "- Computed", "- Level of evidence", "- Left open", "- Used in",
    ]  # fmt: skip
    for others in (
        [r for r in small_book.RECORDS if r["id"] != "effect-interval"],
        [{**r, "id": "other-interval"} if r["id"] == "effect-interval" else r for r in small_book.RECORDS],
    ):
        monkeypatch.setattr(gather, "stored_records", lambda others=others: others)
        assert entry("effect") == [line for line in with_it if not line.startswith("- Left open")]
        assert "Left open" not in ledger.ledger_page()


def test_a_line_of_the_short_ledger_says_the_same(small):
    """Pages show it when a pointer rests on a link; the words of the first record count, as on the page."""
    assert ledger.ledger_table() == TABLE


def test_a_verdict_that_no_claim_has_is_not_counted(small, monkeypatch):
    """A list of nothings would hide what there is."""
    monkeypatch.setattr(gather, "stored_records", lambda: [r for r in small_book.RECORDS if r["kind"] != "check"])
    page = ledger.ledger_page()
    assert "makes 4 (rule or report: 1, no figure: 2, cannot be checked: 1)" not in page
    assert "makes 4 (cannot be checked: 1, rule or report: 1, no figure: 2)" in page
    assert "- Recomputed: cannot be checked: no second figure is known\n" in page
    assert "- Recomputed: rule or report\n" in page
