"""How it looks: house style, kinds of chart, tables in words."""

from .versions import require

require()  # of all rooms this one is imported first, and only here does a minor version change what is shown
