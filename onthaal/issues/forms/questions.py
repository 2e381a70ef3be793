"""The extra questions of a category as form fields, for residents and for the desk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms

from onthaal.issues.forms.citizen.text import LongTextField
from onthaal.issues.models import Question, QuestionKind
from onthaal.ui.forms import DayInput

_PREFIX = "answer_"
MAX_TEXT = 200
MAX_LONG_TEXT = 2000


def field_name(question: Question) -> str:
    """The name of the question's input."""
    return f"{_PREFIX}{question.key}"


def field_for(question: Question) -> forms.Field:
    """The question as a form field; its cleaned value goes through ``as_answer`` to be stored."""
    kind = QuestionKind(question.kind)
    common: dict[str, Any] = {
        "label": question.label,
        "help_text": question.hint,
        "required": question.required,
    }
    options = [(option, option) for option in question.options]
    needed = {"required": "Beantwoord deze vraag."}
    if kind == QuestionKind.LONG_TEXT:
        return LongTextField(max_length=MAX_LONG_TEXT, error_messages=needed, **common)
    if kind == QuestionKind.NUMBER:
        return forms.FloatField(
            localize=True,
            widget=forms.TextInput(attrs={"inputmode": "decimal"}),
            error_messages={**needed, "invalid": "Vul een getal in, bijvoorbeeld 12."},
            **common,
        )
    if kind == QuestionKind.DATE:
        return forms.DateField(
            widget=DayInput(),
            error_messages={**needed, "invalid": "Vul een datum in, bijvoorbeeld 23/11/2026."},
            **common,
        )
    if kind == QuestionKind.CHOICE:
        return forms.ChoiceField(
            choices=options,
            widget=forms.RadioSelect,
            error_messages={"required": "Kies een antwoord."},
            **common,
        )
    if kind == QuestionKind.CHOICES:
        return forms.MultipleChoiceField(
            choices=options,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "Kies minstens één antwoord."},
            **common,
        )
    return forms.CharField(max_length=MAX_TEXT, error_messages=needed, **common)


def as_answer(value: object) -> object:
    """A cleaned value as it is kept in ``Issue.answers`` (JSON); None when there is no answer."""
    if value in (None, "", []):
        return None
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    return value


def stopping(question: Question, answer: object) -> bool:
    """Whether this answer means that it is no melding."""
    if not question.stop_on:
        return False
    return question.stop_on in (answer if isinstance(answer, list) else [answer])


def shown_answers(
    questions: list[Question], answers: Mapping[str, object]
) -> list[tuple[str, str]]:
    """Question and answer as words, for on a page; answers of earlier questions come last."""
    labels = {question.key: question.label for question in questions}
    order = [key for key in labels if key in answers]
    order += [key for key in answers if key not in labels]
    return [(labels.get(key, key), _words(answers[key])) for key in order]


def _words(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(str(each) for each in value)
    if isinstance(value, str):
        try:
            return f"{dt.date.fromisoformat(value):%d/%m/%Y}"
        except ValueError:
            return value
    return str(value)
