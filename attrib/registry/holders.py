"""The records that hold a phrase, read from the index when they are looked at."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import overload

from attrib.model import Source

from .match import Names


class Holders(Sequence[Source]):
    """Records by their numbers, the desk's own before the shipped.

    Thousands of records may issue a "statement"; whether a party is among them, or
    how many they are, is known without reading any.

    Args:
        parts: the names of a layer, and the numbers of its records in order.
    """

    __slots__ = ("_length", "parts")

    def __init__(self, *parts: tuple[Names, Sequence[int]]) -> None:
        self.parts = parts
        self._length = sum(len(numbers) for _, numbers in parts)

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, at: int, /) -> Source: ...

    @overload
    def __getitem__(self, at: slice, /) -> Sequence[Source]: ...

    def __getitem__(self, at: int | slice, /) -> Source | Sequence[Source]:
        if isinstance(at, slice):
            return tuple(self)[at]
        if at < 0:
            at += self._length
        for names, numbers in self.parts:
            if 0 <= at < len(numbers):
                return names.source(numbers[at])
            at -= len(numbers)
        raise IndexError("there are fewer records")

    def __contains__(self, source: object) -> bool:
        if not isinstance(source, Source):
            return False
        for names, numbers in self.parts:
            number = names.index.ids.get(source.id)
            if number is not None:
                at = bisect_left(numbers, number)
                if at < len(numbers) and numbers[at] == number:
                    return names.source(number) == source
        return False

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Holders{tuple(source.id for source in self)}"
