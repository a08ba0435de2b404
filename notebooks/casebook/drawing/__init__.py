"""How it looks: house style, kinds of chart, tables in words."""

import gc

from .versions import require

gc.freeze()  # what was imported before: to search it for cycles is a tenth of the time that this import takes

require()  # of all rooms this one is imported first, and only here does a minor version change what is shown
