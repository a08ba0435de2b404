"""Does a text agree with itself?  Figures that follow from other figures beside them, computed again.

A press text often prints a figure and what it was made from: a number before and one after with the change between them,
a part, a whole and the share, two numbers and their ratio, parts and their total.  :func:`proposals` finds such groups
by where figures stand and the words round them, and holds what is printed against what follows, set against set
(:mod:`casebook.reading.intervals`): two sets that share no value contradict each other, however they were rounded.

What is found is a proposal.  Words do not settle that figures belong together; a person does.
"""

from .groups import KINDS, Proposal, proposals

__all__ = ["KINDS", "Proposal", "proposals"]
