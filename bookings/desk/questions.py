"""What the form of each kind asks besides what all of them ask. An answer is kept beside its question, as it was asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bookings.desk.enums import ActivityKind

LINE, SENTENCES = 200, 1000


@dataclass(frozen=True)
class Question:
    """`choices`: value and words of what one can choose; without any it is answered in words, on one line or on `rows`."""

    name: str
    label: Any
    help_text: Any = ""
    choices: tuple[tuple[str, Any], ...] = ()
    rows: int = 0

    def field(self) -> forms.Field:
        """The form field that it is answered by."""
        shared: dict[str, Any] = {"label": self.label, "help_text": self.help_text, "required": False}
        if self.choices:
            return forms.ChoiceField(choices=self.choices, widget=forms.RadioSelect, **shared)
        if self.rows:
            return forms.CharField(max_length=SENTENCES, widget=forms.Textarea(attrs={"rows": self.rows}), **shared)
        return forms.CharField(max_length=LINE, **shared)

    def in_words(self, answer: str) -> str:
        return str(dict(self.choices).get(answer, answer))


QUESTIONS: dict[str, tuple[Question, ...]] = {
    ActivityKind.WORKSHOP: (
        Question(
            "goal",
            _("What should people take home from it?"),
            _("A few words are enough. It helps us to choose the exercises."),
            rows=3,
        ),
        Question(
            "acquainted",
            _("Do the people know each other?"),
            choices=(("well", _("Yes, well")), ("some", _("Some of them do")), ("no", _("No, not yet"))),
        ),
        Question(
            "time",
            _("How much time is there?"),
            choices=(
                ("two-hours", _("About two hours")),
                ("three-hours", _("About three hours")),
                ("day", _("A whole day")),
                ("unsure", _("We do not know yet")),
            ),
        ),
    ),
    ActivityKind.LECTURE: (
        Question("occasion", _("What is the occasion?"), _("A week, an evening for members, a training day …")),
        Question(
            "open_to",
            _("Who can come and listen?"),
            choices=(("own", _("Only our own people")), ("everybody", _("Everybody is welcome"))),
        ),
        Question(
            "equipment",
            _("Is there a screen and a microphone?"),
            choices=(
                ("both", _("Yes, both")),
                ("screen", _("Only a screen")),
                ("none", _("No")),
                ("unsure", _("We do not know yet")),
            ),
        ),
    ),
    ActivityKind.THEATRE: (
        Question(
            "room",
            _("Where can we play?"),
            choices=(
                ("stage", _("On a stage")),
                ("hall", _("In a hall without a stage")),
                ("room", _("In a classroom or a living room")),
                ("unsure", _("We do not know yet")),
            ),
        ),
        Question(
            "dark",
            _("Can the room be made dark?"),
            choices=(("yes", _("Yes")), ("partly", _("More or less")), ("no", _("No"))),
        ),
        Question(
            "afterwards",
            _("Is there time to talk in small groups afterwards?"),
            _("That takes about three quarters of an hour, and belongs to the play."),
            choices=(("yes", _("Yes")), ("short", _("Only for a short while")), ("no", _("No"))),
        ),
        Question("ages", _("How old are the people who come to see it?"), _("The play is for 14 years and older.")),
    ),
    ActivityKind.VISIT: (
        Question(
            "about",
            _("What would you like to talk about?"),
            choices=(
                ("lusgroepen", _("Lusgroepen")),
                ("linkgroepen", _("Linkgroepen")),
                ("vertrouwenspersonen", _("Confidants in youth care")),
                ("all", _("About Lus as a whole")),
            ),
        ),
        Question("present", _("Who will be there?"), _("Care workers, volunteers, people who look for others …")),
        Question(
            "way",
            _("How do you like to meet?"),
            choices=(("here", _("With us")), ("online", _("Online")), ("walk", _("On a walk, or in a café"))),
        ),
    ),
}
