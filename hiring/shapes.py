"""Shapes: how many questions of each type and length stand in each stage, as bits of one large integer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import product

from hiring.choice import Room, off_mix

Kind = tuple[str, int]  # type and minutes of a question
Kinds = tuple[tuple[Kind, int], ...]  # each kind, and how many skills have a question of it
Beside = tuple[int, int, tuple[Kind, ...]]  # extras missing, their minutes, and which


@dataclass(frozen=True)
class Space:
    """All shapes: what a question of a kind adds in each stage, those that fit as bits, and all from the best on."""

    places: tuple[Mapping[Kind, int], ...]
    fits: int
    order: tuple[tuple[int, int, int, int], ...]  # off the mix, -minutes, unevenness, shape


@lru_cache(maxsize=8)
def space_of(
    rooms: tuple[Room, ...], kinds: Kinds, beside: tuple[tuple[Beside, ...], ...], share: Fraction
) -> Space:
    """Return the shapes of stages for questions of some kinds; `beside` are the extras that each stage may ask."""
    places: list[dict[Kind, int]] = []
    rows, size = [], 1
    for room, extras in zip(rooms, beside, strict=True):
        fitting = most_of_each(room, kinds)
        places.append({})
        for kind in fitting:
            places[-1][kind] = size
            size *= fitting[kind] + 2  # one more than fits, so that a shift never carries over
        rows.append(
            [_row(numbers, places[-1], room, extras, share) for numbers in counts_that_fit(fitting, room)]
        )
    order = []
    for parts in product(*rows):
        shapes, situational, rated, missing, minutes, uneven = (
            zip(*parts, strict=True) if parts else ((),) * 6
        )
        off = off_mix(sum(situational), sum(rated), share) + sum(missing)
        order.append((off, -sum(minutes), sum(uneven), sum(shapes)))
    bits = bytearray(size // 8 + 1)
    for *_, shape in order:
        bits[shape >> 3] |= 1 << (shape & 7)
    return Space(tuple(places), int.from_bytes(bits, "little"), tuple(sorted(order)))


def most_of_each(room: Room, kinds: Kinds) -> dict[Kind, int]:
    """Return how many questions of each kind a stage can ask, were there no others: one for each skill that has it."""
    return {
        kind: min(room.most_skills, room.minutes // kind[1], skills)
        for kind, skills in kinds
        if kind[0] in room.methods
    }


def counts_that_fit(most: Mapping[Kind, int], room: Room) -> Iterator[dict[Kind, int]]:
    """Yield every count of questions of each kind that fits a stage."""
    for numbers in product(*(range(1 + number) for number in most.values())):
        minutes = sum(kind[1] * number for kind, number in zip(most, numbers, strict=True))
        if sum(numbers) <= room.most_skills and minutes <= room.minutes:
            yield dict(zip(most, numbers, strict=True))


def _row(
    numbers: Mapping[Kind, int],
    place: Mapping[Kind, int],
    room: Room,
    extras: tuple[Beside, ...],
    share: Fraction,
) -> tuple[int, int, int, int, int, int]:
    """Return a stage's part of a shape, its situational and rated questions, missing extras, minutes, unevenness."""
    used = sum(kind[1] * count for kind, count in numbers.items())
    missing, minutes, _ = best_extras(extras, room.minutes - used)
    situational = sum(count for kind, count in numbers.items() if kind[0] == "situational")
    rated = sum(numbers.values())
    shape = sum(place[kind] * count for kind, count in numbers.items())
    uneven = abs(situational * share.denominator - rated * share.numerator)
    return shape, situational, rated, missing, used + minutes, uneven


def best_extras(extras: tuple[Beside, ...], left: int) -> Beside:
    """Return the extras to ask in the minutes left: the fewest missing, then the longest."""
    return min((each for each in extras if each[1] <= left), key=lambda each: (each[0], -each[1]))
