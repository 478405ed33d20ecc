"""The map: a circle per hromada near its centre, its area by population, its shade by a rate. Drawn from points alone."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zhyto.report.markup import Safe, tag

Column = NDArray[np.float64]

WIDTH: Final = 440.0
MARGIN: Final = 14.0
CLASSES: Final = 5
_LARGEST: Final = 36.0
_SMALLEST: Final = 3.6
_LAND: Final = 35.0
_CHARACTER: Final = 6.9
_TINY: Final = 5.5
_NAMES: Final = 24
_PHONE: Final = (1.35, 8)


@dataclass(frozen=True, slots=True)
class Spot:
    """A circle. name: its label; title: what is said of it; size: residents; grade: 0…4, None for no shade; inside: text in the circle."""

    name: str
    title: str
    lat: float
    lon: float
    size: int
    grade: int | None
    inside: str


def grades(rates: Sequence[int]) -> tuple[list[int], list[int]]:
    """Five classes with about as many members each.

    rates: tenths, not negative. Returns the class of each rate, and the least rate of each class (a class that would be empty is left
    out).
    """
    if not rates:
        return [], []
    ordered = sorted(rates)
    starts = sorted({ordered[len(ordered) * k // CLASSES] for k in range(CLASSES)})
    return [sum(rate >= start for start in starts[1:]) for rate in rates], starts


def _shade(spot: Spot) -> str:
    return "none" if spot.grade is None else f"g{spot.grade}"


def radius(size: int, largest: int) -> float:
    """Radius of a circle whose area follows its size, with a least radius that a finger can find."""
    return max(_SMALLEST, _LARGEST * math.sqrt(max(size, 0) / max(largest, 1)))


def place(lat: Column, lon: Column, radii: Column) -> tuple[Column, Column]:
    """Centres (x, y) of circles on a page `WIDTH` wide, moved apart until they hardly overlap, each held near its true place."""
    x = (lon - lon.min()) * np.cos(np.radians(lat.mean()))
    y = lat.max() - lat
    span = max(float(np.ptp(x)), float(np.ptp(y)), 1e-9)
    home = np.stack([x, y], axis=1) / span * (WIDTH - 2 * (MARGIN + _LAND))
    at = home.copy()
    reach = radii[:, None] + radii[None, :] + 1.2
    np.fill_diagonal(reach, 0.0)
    weight = radii**2
    share = weight[None, :] / (weight[:, None] + weight[None, :])
    # Two circles on one point need a direction to part in; the order of the rows gives one, the same in every run.
    turn = np.arange(len(at)) * 2.399963
    nudge = np.stack([np.cos(turn), np.sin(turn)], axis=1) * 1e-3
    for _ in range(240):
        gap = (at + nudge)[:, None, :] - (at + nudge)[None, :, :]
        distance = np.sqrt((gap**2).sum(axis=2))
        np.fill_diagonal(distance, 1.0)
        push = np.clip(reach - distance, 0.0, None) / distance * share * 0.5
        at = at + (gap * push[:, :, None]).sum(axis=1) + (home - at) * 0.015
    return at[:, 0], at[:, 1]


def _labels(spots: Sequence[Spot], x: Column, y: Column, radii: Column, wide: float, scale: float, most: int) -> list[Safe]:
    """Names of at most so many of the largest circles, where there is room for them. scale: size of the letters."""
    taken: list[tuple[float, float, float, float]] = []
    written = []
    order = sorted(range(len(spots)), key=lambda i: (-radii[i], i))[: 2 * most]
    for i in order:
        half, far = len(spots[i].name) * _CHARACTER * scale / 2, radii[i] + 2
        up, down = -far - 2 * scale, far + 8 * scale
        places = [(0.0, down), (0.0, up), (far + half, 3.5 * scale), (-far - half, 3.5 * scale)]
        places += [(half * 0.6, down), (-half * 0.6, down), (half * 0.6, up), (-half * 0.6, up)]

        def free(place: tuple[float, float], over: float, i: int = i, half: float = half) -> tuple[float, float, float, float] | None:
            """The box of the name at a place; None if it leaves the page, or covers a name or a circle larger than `over`."""
            at_x, at_y = x[i] + place[0], y[i] + place[1]
            box = (at_x - half, at_y - 8.5 * scale, at_x + half, at_y + 2.5 * scale)
            gap = np.hypot(np.maximum(np.maximum(box[0] - x, x - box[2]), 0), np.maximum(np.maximum(box[1] - y, y - box[3]), 0))
            covers = bool(((gap < radii) & (radii > over)).any())
            crossed = any(box[2] > o[0] and box[0] < o[2] and box[3] > o[1] and box[1] < o[3] for o in taken)
            return None if box[0] < 0 or box[2] > wide or covers or crossed else box

        # A large place has its name even where that covers a much smaller one.
        tries = [(place, 0.0) for place in places] + (
            [(place, max(_TINY, 0.3 * float(radii[i]))) for place in places] if radii[i] > 2 * _TINY else []
        )
        for place, over in tries:
            box = free(place, over)
            if box:
                taken.append(box)
                written.append(tag("text", spots[i].name, x=f"{x[i] + place[0]:.1f}", y=f"{y[i] + place[1]:.1f}"))
                break
        if len(written) == most:
            break
    return written


def draw(spots: Sequence[Spot], sizes: Sequence[tuple[int, str]], title: str, description: str, size_title: str, name: str) -> Safe:
    """The map as one SVG picture. sizes: circles for the key, with their texts. name: prefix of its ids. No spots: an empty text."""
    if not spots:
        return Safe("")
    largest = max(spot.size for spot in spots)
    radii = np.array([radius(spot.size, largest) for spot in spots])
    x, y = place(np.array([s.lat for s in spots], dtype=float), np.array([s.lon for s in spots], dtype=float), radii)
    room = np.maximum(radii + 4, _LAND * 0.75) + MARGIN
    x, y = x - (x - room).min(), y - (y - room).min()
    wide, high = float((x + room).max()), float((y + room).max())
    land = [tag("circle", cx=f"{x[i]:.0f}", cy=f"{y[i]:.0f}", r=f"{max(_LAND, radii[i] + 8):.0f}") for i in range(len(spots))]
    key = 2 * radius(max(size for size, _ in sizes), largest) + 28 if sizes else 0.0
    order = sorted(range(len(spots)), key=lambda i: (-radii[i], i))
    circles = []
    for i in order:
        shade = _shade(spots[i])
        circles.append(tag("circle", tag("title", spots[i].title), class_=shade, cx=f"{x[i]:.1f}", cy=f"{y[i]:.1f}", r=f"{radii[i]:.1f}"))
        if radii[i] >= 10 and spots[i].inside:
            tight = "in" if radii[i] >= 14 else "in tight"
            circles.append(tag("text", spots[i].inside, class_=f"{tight} {shade}", x=f"{x[i]:.1f}", y=f"{y[i] + 3.5:.1f}"))
    return tag(
        "svg",
        tag("title", title, id=f"{name}-title"),
        tag("desc", description, id=f"{name}-desc"),
        tag("g", *land, class_="land"),
        tag("g", *circles, class_="spots"),
        tag("g", *_labels(spots, x, y, radii, wide, 1.0, _NAMES), class_="names", aria_hidden="true"),
        tag("g", *_labels(spots, x, y, radii, wide, *_PHONE), class_="names phone", aria_hidden="true"),
        _size_key(sizes, largest, size_title, high + 20) if sizes else None,
        role="img",
        aria_labelledby=f"{name}-title",
        aria_describedby=f"{name}-desc",
        viewBox=f"0 0 {wide:.0f} {high + key:.0f}",
        class_="map",
    )


def _size_key(sizes: Sequence[tuple[int, str]], largest: int, title: str, y: float) -> Safe:
    """Circles of round sizes, one in another on a common foot, in the scale of the map, each with its number beside its top."""
    radii = [radius(size, largest) for size, _ in sizes]
    middle, foot = MARGIN + max(radii), y + 2 * max(radii)
    drawn = [tag("text", title, x=f"{MARGIN:.1f}", y=f"{y - 13:.1f}")]
    for r, (_, text) in zip(radii, sizes, strict=True):
        top, end = foot - 2 * r, middle + max(radii) + 8
        drawn.append(tag("circle", cx=f"{middle:.1f}", cy=f"{foot - r:.1f}", r=f"{r:.1f}"))
        drawn.append(tag("path", d=f"M{middle:.1f} {top:.1f}H{end:.1f}"))
        drawn.append(tag("text", text, x=f"{end + 3:.1f}", y=f"{top + 3.5:.1f}"))
    return tag("g", *drawn, class_="sizes", aria_hidden="true")
