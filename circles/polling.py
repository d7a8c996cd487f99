"""What was put to a group and what its people answered, to read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db.models import Prefetch, Q
from django.utils.timezone import now

from circles.enums import LIVING_CIRCLES, Answer
from circles.models import Circle, Meeting, MeetingAnswer, SignUp
from circles.services.meeting import circles_of


def poll_of(circle: Circle, people: Sequence[SignUp]) -> dict[str, Any]:
    """For staff: `moments`, each with how many said what and whether it is `past`, and `rows`, a person each with their answers in that order; two
    queries.

    Of who left nothing is counted. `silent`: who answered nothing and has no e-mail address, so that staff phone them.
    """
    everybody = [*people, *([circle.verbinder] if circle.verbinder else [])]
    answers = MeetingAnswer.objects.filter(sign_up__in=everybody)
    meetings = list(circle.meetings.prefetch_related(Prefetch("answers", answers, to_attr="told")))
    said = {(one.meeting_id, one.sign_up_id): Answer(one.answer) for meeting in meetings for one in meeting.told}
    counts = [Counter(Answer(one.answer) for one in meeting.told) for meeting in meetings]
    return {
        "moments": [
            {
                "meeting": meeting,
                "past": meeting.starts_at <= now(),
                "yes": count[Answer.YES],
                "maybe": count[Answer.MAYBE],
                "no": count[Answer.NO],
            }
            for meeting, count in zip(meetings, counts, strict=True)
        ],
        "rows": [
            {
                "person": one,
                "answers": [
                    said[meeting.pk, one.pk].label if (meeting.pk, one.pk) in said else "" for meeting in meetings
                ],
                "phone_them": not one.email and not any((meeting.pk, one.pk) in said for meeting in meetings),
            }
            for one in everybody
        ],
    }


def own_moments(sign_up: SignUp) -> list[dict[str, Any]]:
    """For their own page: the living groups that somebody is in or leads and what was put to each, with their own answer; of moments that are
    past only the chosen one. At most five queries."""
    keys = circles_of(sign_up)
    if not keys:
        return []
    mine = MeetingAnswer.objects.filter(sign_up=sign_up)
    asked = Meeting.objects.filter(Q(chosen=True) | Q(starts_at__gt=now()), circle__in=keys)
    meetings = asked.prefetch_related(Prefetch("answers", mine, to_attr="told"))
    found: dict[int, dict[str, Any]] = {
        circle.pk: {"circle": circle, "chosen": None, "moments": []}
        for circle in Circle.objects.filter(pk__in=keys, state__in=LIVING_CIRCLES).order_by("pk")
    }
    for meeting in meetings:
        group = found[meeting.circle_id]
        group["moments"].append({"meeting": meeting, "answer": meeting.told[0].answer if meeting.told else ""})
        if meeting.chosen:
            group["chosen"] = meeting
    return list(found.values())
