"""The map: a circle per hromada near its centre, its area by population, its shade by a rate. Drawn from points alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zhyto.report.markup import Safe, join, tag

WIDTH: Final = 440.0
MARGIN: Final = 14.0
CLASSES: Final = 5
_LARGEST: Final = 36.0
_SMALLEST: Final = 3.6
_LAND: Final = 30.0
_CHARACTER: Final = 5.6


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

    rates: tenths, not negative. Returns the class of each rate, and the least rate of each class in use (a class that would be empty is left out).
    """
    if not rates:
        return [], []
    ordered = sorted(rates)
    starts = sorted({ordered[len(ordered) * k // CLASSES] for k in range(CLASSES)})
    return [sum(rate >= start for start in starts[1:]) for rate in rates], starts


def radius(size: int, largest: int) -> float:
    """Radius of a circle whose area follows its size, with a least radius that a finger can find."""
    return max(_SMALLEST, _LARGEST * (max(size, 0) / max(largest, 1)) ** 0.5)


def place(lat: NDArray[np.float64], lon: NDArray[np.float64], radii: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
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


def _labels(spots: Sequence[Spot], x: NDArray[np.float64], y: NDArray[np.float64], radii: NDArray[np.float64], wide: float) -> list[Safe]:
    """Names of the largest circles, where there is room for them beside the names already written and the larger circles."""
    taken: list[tuple[float, float, float, float]] = []
    written = []
    order = sorted(range(len(spots)), key=lambda i: (-radii[i], i))
    for rank, i in enumerate(order):
        half = len(spots[i].name) * _CHARACTER / 2
        for centre_x, centre_y in (
            (x[i], y[i] + radii[i] + 9),
            (x[i], y[i] - radii[i] - 4),
            (x[i] + radii[i] + half + 3, y[i] + 3),
            (x[i] - radii[i] - half - 3, y[i] + 3),
        ):
            box = (centre_x - half, centre_y - 9, centre_x + half, centre_y + 3)
            if box[0] < 0 or box[2] > wide:
                continue
            clear = all(box[2] < other[0] or box[0] > other[2] or box[3] < other[1] or box[1] > other[3] for other in taken)
            near = [
                j
                for j in range(len(spots))
                if j != i and radii[j] > 5.5
                and (max(box[0] - x[j], 0, x[j] - box[2]) ** 2 + max(box[1] - y[j], 0, y[j] - box[3]) ** 2) ** 0.5 < radii[j]
            ]  # fmt: skip
            if clear and not near:
                taken.append(box)
                minor = "minor" if rank >= 8 else None
                written.append(tag("text", spots[i].name, x=f"{centre_x:.1f}", y=f"{centre_y:.1f}", class_=minor))
                break
        if len(written) == 18:
            break
    return written


def draw(spots: Sequence[Spot], title: str, description: str, name: str) -> Safe:
    """The map as one SVG picture. name: prefix of its ids. No spots: an empty text."""
    if not spots:
        return Safe("")
    largest = max(spot.size for spot in spots)
    radii = np.array([radius(spot.size, largest) for spot in spots])
    x, y = place(np.array([s.lat for s in spots], dtype=float), np.array([s.lon for s in spots], dtype=float), radii)
    room = np.maximum(radii + 4, _LAND * 0.75) + MARGIN
    x, y = x - (x - room).min(), y - (y - room).min()
    wide, high = float((x + room).max()), float((y + room).max())
    land = [tag("circle", cx=f"{x[i]:.0f}", cy=f"{y[i]:.0f}", r=f"{max(_LAND, radii[i] + 8):.0f}") for i in range(len(spots))]
    order = sorted(range(len(spots)), key=lambda i: (-radii[i], i))
    circles = []
    for i in order:
        grade = spots[i].grade
        shade = "none" if grade is None else f"g{grade}"
        circles.append(
            tag("circle", tag("title", spots[i].title), class_=shade, cx=f"{x[i]:.1f}", cy=f"{y[i]:.1f}", r=f"{radii[i]:.1f}")
        )
        if radii[i] >= 10 and spots[i].inside:
            circles.append(tag("text", spots[i].inside, class_=f"in {shade}", x=f"{x[i]:.1f}", y=f"{y[i] + 3.5:.1f}"))
    return tag(
        "svg",
        tag("title", title, id=f"{name}-title"),
        tag("desc", description, id=f"{name}-desc"),
        tag("g", *land, class_="land"),
        tag("g", *circles, class_="spots"),
        tag("g", *_labels(spots, x, y, radii, wide), class_="names", aria_hidden="true"),
        role="img",
        aria_labelledby=f"{name}-title",
        aria_describedby=f"{name}-desc",
        viewBox=f"0 0 {wide:.0f} {high:.0f}",
        class_="map",
    )


def size_key(sizes: Sequence[tuple[int, str]], largest: int) -> Safe:
    """Circles of round sizes beside each other, each with its number below."""
    drawn, at = [], 4.0
    tallest = max(radius(size, largest) for size, _ in sizes)
    for size, text in sizes:
        r = radius(size, largest)
        half = max(r, len(text) * 3.2)
        at += half
        drawn.append(tag("circle", cx=f"{at:.1f}", cy=f"{2 * tallest - r + 2:.1f}", r=f"{r:.1f}"))
        drawn.append(tag("text", text, x=f"{at:.1f}", y=f"{2 * tallest + 16:.1f}"))
        at += half + 10
    return tag("svg", join(*drawn), class_="sizes", aria_hidden="true", viewBox=f"0 0 {at:.0f} {2 * tallest + 20:.0f}", width=f"{at:.0f}")
