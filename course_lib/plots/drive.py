"""A recorded drive: position, its rate of change beside the speedometer, and that rate's beside the accelerometer."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from course_lib.data.drive import KMH, Drive
from course_lib.plots.picture import Picture, figure_picture
from course_lib.plots.style import BLUE, GREY, ORANGE
from course_lib.words.catalogue import words


def drive_picture(
    drive: Drive, speed: tuple[np.ndarray, np.ndarray], acceleration: tuple[np.ndarray, np.ndarray]
) -> Picture:
    """Draw a drive with what was computed from it.

    Args:
        drive: what was recorded.
        speed: times in s and the speeds in m/s computed from the positions.
        acceleration: times in s and the accelerations in m/s² computed from the speedometer.
    """

    def draw(figure: Figure) -> str:
        rows = figure.subplots(3, 1, sharex=True)
        rows[0].plot(drive.time, drive.position, color=BLUE)
        rows[1].plot(
            drive.time, drive.speedometer / KMH, color=GREY, lw=5, alpha=0.45, label=words("drive.speedometer")
        )
        rows[1].plot(speed[0], speed[1] / KMH, color=ORANGE, lw=1.6, label=words("drive.from_position"))
        rows[2].plot(drive.time, drive.accelerometer, color=GREY, lw=1.2, alpha=0.7, label=words("drive.accelerometer"))
        rows[2].plot(*acceleration, color=ORANGE, lw=1.8, label=words("drive.from_speed"))
        for row, name in zip(rows, ("position", "speed", "acceleration"), strict=True):
            row.set_title(words(f"drive.{name}"), loc="left")
            row.grid(color=GREY, alpha=0.2)
        for row in rows[1:]:
            row.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0))
        rows[2].set(xlabel=words("drive.time"), xlim=(drive.time[0], drive.time[-1]))
        return words(
            "drive.alt",
            seconds=drive.time[-1],
            metres=drive.position[-1],
            fastest=drive.speedometer.max() / KMH,
            hardest=-acceleration[1].min(),
        )

    return figure_picture(draw, 9.0, 6.2)
