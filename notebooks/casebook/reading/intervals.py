"""Sets of numbers between two ends, with exact arithmetic.

Arithmetic on :class:`Interval` is exact (fractions, not floats) and keeps open and closed ends apart, after
R. E. Moore, *Methods and Applications of Interval Analysis* (SIAM, 1979).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from numbers import Rational

__all__ = ["INFINITY", "Interval", "as_interval"]

INFINITY = math.inf


def _exact(value) -> Fraction | float:
    if isinstance(value, Fraction):
        return value
    if isinstance(value, float):
        return float(value) if math.isinf(value) else Fraction(repr(float(value)))
    if isinstance(value, Rational):
        return Fraction(int(value.numerator), int(value.denominator))
    return Fraction(str(value))


@dataclass(frozen=True)
class Interval:
    """A set of real numbers between two ends, each included or not.

    Parameters
    ----------
    low, high : number
        The ends.  Floats are read by their shortest decimal form, so ``0.1`` is one tenth.
    low_in, high_in : bool
        Whether the end belongs to the set.

    Raises
    ------
    ValueError
        If the set would be empty.
    """

    low: Fraction | float
    high: Fraction | float
    low_in: bool = True
    high_in: bool = True

    def __post_init__(self):
        object.__setattr__(self, "low", _exact(self.low))
        object.__setattr__(self, "high", _exact(self.high))
        object.__setattr__(self, "low_in", self.low_in and self.low != -INFINITY)
        object.__setattr__(self, "high_in", self.high_in and self.high != INFINITY)
        if self.low > self.high or (self.low == self.high and not (self.low_in and self.high_in)):
            raise ValueError(f"empty interval: {self}")

    def __contains__(self, value) -> bool:
        value = _exact(value)
        above = value > self.low or (self.low_in and value == self.low)
        below = value < self.high or (self.high_in and value == self.high)
        return above and below

    def __str__(self) -> str:
        left = "[" if self.low_in else "("
        right = "]" if self.high_in else ")"
        return f"{left}{_plain(self.low)}, {_plain(self.high)}{right}"

    @property
    def in_words(self) -> str:
        """The set in words: ``exactly``, ``from 41.5 to below 42.5``, ``above 79 and below 80``, ``5 or more``."""
        low, high = _plain(self.low), _plain(self.high)
        if not self.width:
            return "exactly"
        if self.high == INFINITY:
            return f"{low} or more" if self.low_in else f"above {low}"
        if self.low == -INFINITY:
            return f"{'at most' if self.high_in else 'below'} {high}"
        if self.low_in:
            return f"from {low} to {'' if self.high_in else 'below '}{high}"
        return f"above {low} and {'at most' if self.high_in else 'below'} {high}"

    @property
    def width(self) -> Fraction | float:
        """Distance between the ends."""
        return self.high - self.low

    def overlaps(self, other: Interval) -> bool:
        """Whether some value lies in both sets."""
        return self.intersection(other) is not None

    def intersection(self, other: Interval) -> Interval | None:
        """The values in both sets, or None if there are none."""
        low, low_in = max((self.low, not self.low_in), (other.low, not other.low_in))
        high, high_in = min((self.high, self.high_in), (other.high, other.high_in))
        if low > high or (low == high and (low_in or not high_in)):
            return None
        return Interval(low, high, not low_in, high_in)

    def integers(self) -> range:
        """The whole numbers in the set.

        Raises
        ------
        ValueError
            If the set is not bounded.
        """
        if math.isinf(self.low) or math.isinf(self.high):
            raise ValueError(f"{self} is not bounded: its whole numbers cannot be listed")
        low = math.ceil(self.low) + (0 if self.low_in or self.low != math.ceil(self.low) else 1)
        high = math.floor(self.high) - (0 if self.high_in or self.high != math.floor(self.high) else 1)
        return range(low, high + 1)

    def __neg__(self) -> Interval:
        return Interval(-self.high, -self.low, self.high_in, self.low_in)

    def __add__(self, other) -> Interval:
        other = as_interval(other)
        return Interval(
            self.low + other.low, self.high + other.high, self.low_in and other.low_in, self.high_in and other.high_in
        )

    __radd__ = __add__

    def __sub__(self, other) -> Interval:
        return self + (-as_interval(other))

    def __rsub__(self, other) -> Interval:
        return as_interval(other) + (-self)

    def __mul__(self, other) -> Interval:
        other = as_interval(other)
        corners = [
            (_product(a, b), (a_in and b_in) or (a == 0 and a_in) or (b == 0 and b_in))
            for a, a_in in ((self.low, self.low_in), (self.high, self.high_in))
            for b, b_in in ((other.low, other.low_in), (other.high, other.high_in))
        ]
        low = min(value for value, _ in corners)
        high = max(value for value, _ in corners)
        zero_inside = 0 in self or 0 in other
        return Interval(
            low,
            high,
            any(ends_in for value, ends_in in corners if value == low) or (low == 0 and zero_inside),
            any(ends_in for value, ends_in in corners if value == high) or (high == 0 and zero_inside),
        )

    __rmul__ = __mul__

    def __truediv__(self, other) -> Interval:
        other = as_interval(other)
        if other.low <= 0 <= other.high:
            raise ZeroDivisionError(f"division by {other}, which reaches zero")
        inverse = Interval(_inverse(other.high), _inverse(other.low), other.high_in, other.low_in)
        return self * inverse

    def __rtruediv__(self, other) -> Interval:
        return as_interval(other) / self


def _product(a, b):
    return Fraction(0) if a == 0 or b == 0 else a * b


def _inverse(x):
    return Fraction(0) if math.isinf(x) else 1 / x


def as_interval(value) -> Interval:
    """A number as the interval that holds it alone; an interval as it is, and what has one, as a printed figure has."""
    if isinstance(value, Interval):
        return value
    return value.interval if hasattr(value, "interval") else Interval(value, value)


def _plain(value) -> str:
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    if value.denominator == 1:
        return f"{int(value):,}"
    text = f"{float(value):,.4f}".rstrip("0")
    return text if Fraction(text.replace(",", "")) == value else f"{float(value):,.4g}"
