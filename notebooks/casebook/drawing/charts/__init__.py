"""The kinds of chart that this book draws, by the part that draws them first: each takes axes and a frame, and returns nothing.

Texts are written beside what they name; no chart needs a legend to be read.
"""

from . import effects, numbers, reading, reform
from .effects import *  # noqa: F403
from .numbers import *  # noqa: F403
from .reading import *  # noqa: F403
from .reform import *  # noqa: F403

__all__ = [*reading.__all__, *reform.__all__, *numbers.__all__, *effects.__all__]
