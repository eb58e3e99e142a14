"""The tests before and after as questions for Moodle, in Moodle's XML format for import into a question bank.

Source: Moodle documentation, "Moodle XML format": a question of type category sets where those after it go, one of type
multichoice has its answers with the fraction of the points that each earns.
"""

from __future__ import annotations

from html import escape

from course_lib.exercises.concept_test import FORMS, IDEAS, RIGHT, Form, Idea
from course_lib.words.catalogue import words
from course_lib.words.language import Language


def moodle_questions(language: Language) -> str:
    """Return both tests as one XML text: a category a form, its questions in the order of the ideas.

    What is said on each answer is feedback for that answer; a quiz shows it when its settings allow feedback.
    """
    questions = [question for form in FORMS for question in (_category(form, language), *_questions(form, language))]
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', "<quiz>", *questions, "</quiz>", ""])


def _category(form: Form, language: Language) -> str:
    # $course$ is Moodle's own word for the course into which the questions are imported.
    path = f"$course$/{words(f'concept_test.moodle.{form}', language).replace('/', '//')}"
    return f'<question type="category">\n<category><text>{escape(path)}</text></category>\n</question>'


def _questions(form: Form, language: Language) -> list[str]:
    return [_question(idea, form, number, language) for number, idea in enumerate(IDEAS, 1)]


def _question(idea: Idea, form: Form, number: int, language: Language) -> str:
    explained = idea.title(language)
    lines = [
        '<question type="multichoice">',
        f"<name><text>{escape(f'{number:02d} {explained}')}</text></name>",
        f'<questiontext format="html"><text>{_html(idea.asked(form, language))}</text></questiontext>',
        f'<generalfeedback format="html"><text>{_html(explained)}</text></generalfeedback>',
        "<defaultgrade>1</defaultgrade>",
        "<penalty>0</penalty>",
        "<hidden>0</hidden>",
        f"<idnumber>gradient-{form}-{idea.name}</idnumber>",
        "<single>true</single>",
        "<shuffleanswers>true</shuffleanswers>",
        "<answernumbering>abc</answernumbering>",
    ]
    for choice in idea.choices(form):
        right = choice == RIGHT
        told = words("concept_test.moodle.right", language) if right else idea.told(choice, language)
        lines += [
            f'<answer fraction="{100 if right else 0}" format="html">',
            f"<text>{_html(idea.text(form, choice, language))}</text>",
            f'<feedback format="html"><text>{_html(told)}</text></feedback>',
            "</answer>",
        ]
    return "\n".join([*lines, "</question>"])


def _html(text: str) -> str:
    """Return a text as a paragraph of HTML in a CDATA section, which no text of the catalogue can end."""
    return f"<![CDATA[<p>{escape(text, quote=False)}</p>]]>"
