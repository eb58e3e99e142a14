"""What a learner thought before the course and thinks after it, idea by idea: a picture, and words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from matplotlib.figure import Figure

from course_lib.exercises.concept_test import IDEAS, RIGHT, Answers, Idea, ideas_right, is_finished, known_answers
from course_lib.plots.picture import Picture, figure_picture
from course_lib.plots.style import BLUE, GREEN, GREY
from course_lib.words.catalogue import to_html, words
from course_lib.words.listing import clauses
from course_lib.words.message import Message


class ConceptChange:
    """Both tests beside each other: the picture, and for each idea that is not right yet where to read again.

    Attributes:
        picture: a mark for each idea before and after.
        lines: in words what became right, and a line for each idea that is still open.
    """

    def __init__(self, before: Answers, after: Answers) -> None:
        self.picture = _picture(before, after)
        gained = ideas_right(after) - ideas_right(before)
        self.lines = [words("concept_test.change.gained_told", count=len(gained)), *_still_open(after)]

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        picture = self.picture._repr_mimebundle_()[0]["text/html"]
        said = "".join(f"<p style='margin:0.4em 0'>{to_html(line)}</p>" for line in self.lines)
        return {"text/html": picture + said, "text/plain": repr(self)}

    def __repr__(self) -> str:
        return "\n".join([self.picture.alt, *(line.replace("**", "") for line in self.lines)])


def concept_change(tests: Mapping[str, Mapping[str, str]]) -> ConceptChange | Message:
    """Return what has changed from the test before to the test after, or a sentence as long as that can't be seen.

    Args:
        tests: the choices by form and idea, as `course_lib.exercises.progress.concept_choices` returns them.
    """
    before, after = (known_answers(tests.get(form))[0] for form in ("before", "after"))
    if not is_finished(after):
        return Message("neutral", words("concept_test.change.needs_after"))
    if not is_finished(before):
        only = words("concept_test.change.only_after", after=len(ideas_right(after)))
        return Message("neutral", "\n".join([only, *_still_open(after)]))
    return ConceptChange(before, after)


def _still_open(after: Answers) -> list[str]:
    """Return for each idea that is not right after the course where it is explained, and a word on what was chosen."""
    waiting = [idea for idea in IDEAS if after[idea.name] != RIGHT]
    if not waiting:
        return [words("concept_test.change.all_right")]
    lines = [
        words(
            "concept_test.change.open_line", idea=idea.title(), chapter=_chapter(idea), told=idea.told(after[idea.name])
        )
        for idea in waiting
    ]
    return [words("concept_test.change.open_told", count=len(waiting)), *lines]


def _chapter(idea: Idea) -> str:
    return words("concept_test.change.chapter", chapter=int(idea.chapter))


def _picture(before: Answers, after: Answers) -> Picture:
    first, last = ideas_right(before), ideas_right(after)

    def draw(figure: Figure) -> str:
        ax = figure.subplots()
        for place, idea in enumerate(IDEAS):
            was, now = idea.name in first, idea.name in last
            if now and not was:
                ax.plot([0, 1], [place, place], color=BLUE, lw=5, alpha=0.5, solid_capstyle="butt")
            for x, right in ((0, was), (1, now)):
                _mark(ax, x, place, right)
        ax.plot([], [], "o", color=GREEN, ms=11, label=words("concept_test.change.right"))
        ax.plot([], [], "_", color=GREY, ms=12, mew=2.5, label=words("concept_test.change.not_right"))
        ax.plot([], [], color=BLUE, lw=5, alpha=0.5, label=words("concept_test.change.gained"))
        figure.legend(loc="outside lower center", ncols=3)
        figure.suptitle(words("concept_test.change.title", before=len(first), after=len(last)), fontsize=13)
        ax.set_xticks([0, 1], [words("concept_test.change.before"), words("concept_test.change.after")])
        ax.xaxis.tick_top()
        ax.tick_params(length=0)
        ax.set_yticks(range(len(IDEAS)), [idea.title() for idea in IDEAS])
        ax.set(xlim=(-0.3, 1.3), ylim=(len(IDEAS) - 0.4, -0.6))
        for side in ("left", "bottom"):
            ax.spines[side].set_visible(False)
        return words(
            "concept_test.change.alt",
            before=len(first),
            after=len(last),
            gained=_named(last - first),
            open=_named({idea.name for idea in IDEAS} - last),
        )

    return figure_picture(draw, 9.0, 7.6)


def _mark(ax: Any, x: float, y: float, right: bool) -> None:
    if right:
        ax.plot(x, y, "o", color=GREEN, ms=11)
    else:
        ax.plot(x, y, "_", color=GREY, ms=12, mew=2.5)


def _named(names: set[str]) -> str:
    found = [idea.title() for idea in IDEAS if idea.name in names]
    return clauses(found) if found else words("concept_test.change.none")
