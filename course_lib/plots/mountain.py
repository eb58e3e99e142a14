"""A walk over a mountain: the ground with its tangent above, the slope at each place below, as far as you went."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from course_lib.data.mountain import MARKS, TRAIL, mountain_height, mountain_slope
from course_lib.plots.picture import Picture, figure_picture
from course_lib.plots.style import BLACK, BLUE, GREY, GROUND, ORANGE, RED, course_style
from course_lib.plots.tables import Table, table
from course_lib.words.catalogue import words

STEEP = 0.5
"""A slope of at least so much is called steep."""

RUN = 100.0
"""The slope is shown as the rise over so many metres."""

PLANK = 75.0
"""Half the length of the plank that lies along the ground, in m."""

MARGIN = 50.0
"""So much ground is drawn before the beginning and after the end of the trail, in m."""

SKY = 380.0
"""Height of the upper edge of the picture, in m."""

# A walker of 46 m: stroke by stroke, in metres from where the feet are; nan lifts the pen.
BODY = np.array(
    [(-9, 0), (0, 16), (8, 0), (np.nan, np.nan), (0, 16), (1, 34), (13, 22), (np.nan, np.nan), (1, 34), (-9, 22)]
)
HEAD = np.array([2.0, 42.0])


def slope_shown(place: float) -> float:
    """Return the slope with the two digits that the picture shows, and 0 where that is −0."""
    return round(float(mountain_slope(place)), 2) + 0.0


class MountainWalk(Picture):
    """The mountain, equally scaled both ways, so that the slope seen is the slope computed."""

    def __init__(self) -> None:
        """Draw the ground and the empty diary of slopes."""
        super().__init__(9.0, 5.0)
        with course_style():
            mountain, diary = self.figure.subplots(2, 1, height_ratios=[2.1, 1], sharex=True)
            _draw_mountain(mountain)
            mountain.set_title(words("mountain.title"))
            (self.plank,) = mountain.plot([], [], color=ORANGE, lw=5, solid_capstyle="round")
            (self.run,) = mountain.plot([], [], "--", color=BLACK, lw=1.4)
            (self.rise,) = mountain.plot([], [], color=RED, lw=3)
            (self.body,) = mountain.plot([], [], color=BLACK, lw=3, solid_capstyle="round")
            (self.head,) = mountain.plot([], [], "o", color=BLACK, ms=8)
            self.rise_text = mountain.text(0, 0, "", va="center", color=RED, fontsize=13)
            self.run_text = mountain.text(0, 0, "", color=BLACK, fontsize=10)
            self.reading = mountain.text(0.012, 0.95, "", transform=mountain.transAxes, va="top", fontsize=15)
            _prepare_diary(diary)
            diary.set_title(words("mountain.diary"))
            (self.trace,) = diary.plot([], [], color=ORANGE)
            (self.now,) = diary.plot([], [], "o", color=ORANGE, mec=BLACK, ms=9)
        self.moving = [self.plank, self.run, self.rise, self.rise_text, self.run_text]
        self.moving += [self.body, self.head, self.reading, self.trace, self.now]

    def show(self, place: float, furthest: float) -> None:
        """Put the walker on the trail.

        Args:
            place: metres from its beginning.
            furthest: how far the walk has led already; up to there the slopes are known.
        """
        slope = slope_shown(place)
        foot = np.array([place, float(mountain_height(place))])
        along = PLANK * np.array([1.0, slope]) / np.hypot(1.0, slope)
        self.plank.set_data(*np.transpose([foot - along, foot + along]))
        self.body.set_data(*(foot + BODY).T)
        self.head.set_data(*(foot + HEAD)[:, None])
        self._show_triangle(foot, slope)
        self.reading.set_text(words(f"mountain.reading_{_kind(slope)}", slope=slope))
        known = np.arange(0.0, furthest + 1, 5)
        self.trace.set_data(known, mountain_slope(known))
        self.now.set_data([place], [slope])
        self.alt = words(
            f"mountain.alt_{_kind(slope)}", place=place, height=foot[1], slope=slope, rise=abs(RUN * slope)
        )

    def tables(self) -> list[Table]:
        """Return the diary, every 50 m as far as it is written."""
        furthest = np.ravel(self.trace.get_xdata())[-1]
        columns = [words("mountain.place"), words("mountain.height"), words("mountain.slope")]
        rows = [(x, float(mountain_height(x)), slope_shown(x)) for x in np.arange(0.0, furthest + 1, 50).tolist()]
        return [table(words("mountain.diary"), columns, rows)]

    def _show_triangle(self, foot: np.ndarray, slope: float) -> None:
        """Draw 100 m forward and then so much up or down that the plank's line is met again."""
        # On the last stretch there is no room ahead: the same triangle is drawn behind.
        ahead = 1.0 if foot[0] + RUN <= TRAIL else -1.0
        corner = foot + np.array([ahead * RUN, 0.0])
        top = corner + np.array([0.0, ahead * RUN * slope])
        self.run.set_data(*np.transpose([foot, corner]))
        self.rise.set_data(*np.transpose([corner, top]))
        side = "left" if ahead > 0 else "right"
        self.run_text.set_position((foot[0] + ahead * 20, foot[1] + (-18.0 if slope > 0 else 6.0)))
        self.run_text.set_text(words("mountain.run", run=RUN))
        self.run_text.set_horizontalalignment(side)
        # Beside the stroke; where that is short, above it, clear of the other text.
        level = (corner[1] + top[1]) / 2 if abs(RUN * slope) > 25 else max(corner[1], top[1]) + 14
        self.rise_text.set_position((corner[0] + ahead * 9, level))
        self.rise_text.set_horizontalalignment(side)
        way = "up" if slope > 0 else "down"
        self.rise_text.set_text(words(f"mountain.rise_{way}", rise=abs(RUN * slope)) if slope else "")


def mountain_slopes() -> Picture:
    """Draw the whole mountain, darker where it is steeper, with the slope at every place below it."""

    def draw(figure: Figure) -> str:
        mountain, diary = figure.subplots(2, 1, height_ratios=[2.1, 1], sharex=True)
        _draw_mountain(mountain)
        mountain.set_title(words("mountain.whole"))
        x = np.linspace(0, TRAIL, 241)
        points = np.column_stack([x, mountain_height(x)])
        steepness = np.abs(mountain_slope((x[:-1] + x[1:]) / 2))
        strokes = LineCollection(
            list(np.stack([points[:-1], points[1:]], axis=1)), array=steepness, cmap="YlOrBr", linewidths=7
        )
        strokes.set_clim(-0.25, 1.2)
        strokes.set_capstyle("round")
        mountain.add_collection(strokes)
        for name, place in MARKS.items():
            slope = slope_shown(place)
            mountain.annotate(
                words(f"mountain.short_{'sloping' if slope else 'level'}", slope=slope),
                (place, float(mountain_height(place))),
                (16, 4) if slope < 0 else (0, 12),
                textcoords="offset points",
                ha="left" if slope < 0 else "right" if slope > STEEP else "center",
                fontsize=12,
            )
            diary.axvline(place, color=GREY, lw=1, ls=":")
            diary.text(place, 1.14, name, ha="center", va="bottom", color=GREY, fontsize=13)
        _prepare_diary(diary)
        slopes = mountain_slope(x)
        diary.plot(x, slopes, color=ORANGE)
        diary.fill_between(x, slopes, where=slopes > 0, color=ORANGE, alpha=0.35, lw=0)
        diary.fill_between(x, slopes, where=slopes < 0, color=BLUE, alpha=0.3, lw=0)
        values = {f"slope_{name.lower()}": slope_shown(place) for name, place in MARKS.items()}
        return words("mountain.alt_whole", **values)

    return figure_picture(draw, 9.0, 5.0)


def _draw_mountain(axes: Axes) -> None:
    x = np.linspace(-MARGIN, TRAIL + MARGIN, 400)
    axes.fill_between(x, mountain_height(x), color=GROUND(0.5))
    axes.plot(x, mountain_height(x), color=GREY, lw=1.5)
    for name, place in MARKS.items():
        top = float(mountain_height(place))
        axes.plot([place, place], [32, top], ":", color=BLACK, lw=1)
        axes.plot(place, top, ".", color=BLACK, ms=7)
        axes.text(place, 28, name, ha="center", va="top", fontsize=13)
    axes.set(xlim=(-MARGIN, TRAIL + MARGIN), ylim=(0, SKY), aspect="equal", ylabel=words("mountain.height"))


def _prepare_diary(axes: Axes) -> None:
    axes.axhline(0, color=GREY, lw=1)
    axes.set(ylim=(-1.4, 1.1), yticks=[-1, 0, 1], yticklabels=["−1", "0", "+1"])
    axes.set(xlabel=words("mountain.place"), ylabel=words("mountain.slope"), xticks=range(0, 1201, 100))
    for level, name in ((0.72, "up"), (-1.02, "down")):
        axes.text(-40, level, words(f"mountain.{name}"), color=GREY, fontsize=11, va="center")


def _kind(slope: float) -> str:
    """Return the catalogue's name for such ground."""
    if slope == 0:
        return "level"
    return ("steep_" if abs(slope) >= STEEP else "gentle_") + ("up" if slope > 0 else "down")
