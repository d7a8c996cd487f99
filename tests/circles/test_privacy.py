"""What somebody reads of themselves, how it goes on request, by term and after a restore (spec H3, H4, H5, G10)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate, now

from circles.enums import Answer, CallOutcome, CircleState, SignUpKind, VolunteerState
from circles.models import Apart, Call, CallAttempt, CircleMember, Meeting, MeetingAnswer, SignUp, Volunteer
from circles.services import note_attempt, withdraw_sign_up
from cms.services.roles import CIRCLES
from tests.factories import user_with_role
from tests.factories.circles import CallFactory, CircleFactory, CircleMemberFactory, SignUpFactory, VolunteerFactory
from trust.audit.models import AuditEntry
from trust.links.models import PersonalLink
from trust.outbox.models import OutboundEmail
from trust.privacy.enums import ErasureReason
from trust.privacy.models import ErasureEntry
from trust.privacy.services.erasure import erase_person, import_ledger, replay_ledger
from trust.privacy.services.requests import export_person
from trust.privacy.services.retention import run_retention

pytestmark = pytest.mark.django_db
MIRA = "mira@example.org"


@pytest.fixture(autouse=True)
def ledger_file(settings, tmp_path):
    settings.LEDGER_FILE = str(tmp_path / "erasures.jsonl")
    return tmp_path / "erasures.jsonl"


def a_whole_life(**fields) -> SignUp:
    """Somebody who was phoned, is in a group, answered a moment, and is kept apart from somebody."""
    mine = SignUpFactory(
        **{"email": MIRA, "remark": "Ik wandel graag.", "slots": ["mon-evening"], "wishes": ["walking"]} | fields
    )
    call = CallFactory(sign_up=mine)
    note_attempt(call_id=call.pk, outcome=CallOutcome.VOICEMAIL, by=user_with_role(CIRCLES), note="Ingesproken")
    member = CircleMemberFactory(sign_up=mine, circle=CircleFactory(state=CircleState.MET, name="De wandelaars"))
    meeting = Meeting.objects.create(circle=member.circle, starts_at=now())
    MeetingAnswer.objects.create(meeting=meeting, sign_up=mine, answer=Answer.YES)
    Apart.objects.create(one=mine, other=SignUpFactory(name="Zonnebloem", email=f"z{mine.pk}@example.org"))
    return mine


def test_export_is_dutch_and_tells_of_nobody_else():
    a_whole_life()

    data = export_person(email=MIRA)["data"]

    (sign_up,) = data["circles.SignUp"]["records"]
    assert sign_up["vraag"] == "wil een linkgroep"
    assert sign_up["gemeente"] == "Leuven"
    assert sign_up["kan samenkomen"] == ["maandagavond"]
    assert sign_up["doet graag"] == ["wandelen"]
    (attempt,) = data["circles.CallAttempt"]["records"]
    assert (attempt["wat"], attempt["nota"]) == ("boodschap ingesproken", "Ingesproken")
    assert data["circles.CircleMember"]["records"][0]["groep"] == "De wandelaars"
    assert data["circles.MeetingAnswer"]["records"][0]["antwoord"] == "Ik kan"
    (apart,) = data["circles.Apart"]["records"]
    assert list(apart) == ["afspraak"]
    assert "Zonnebloem" not in str(data)
    assert all(kind["label"] == kind["label"].strip() != "" for kind in data.values())


def test_export_of_a_volunteer_says_how_far_they_are():
    VolunteerFactory(sign_up__email=MIRA, state=VolunteerState.TALKED, informed_on=localdate())

    (path,) = export_person(email=MIRA)["data"]["circles.Volunteer"]["records"]

    assert path["infomoment"] == localdate().isoformat()


def test_export_asks_as_much_of_the_database_for_one_sign_up_as_for_three():
    a_whole_life()
    export_person(email=MIRA)

    with CaptureQueriesContext(connection) as for_one:
        export_person(email=MIRA)
    for kind in (SignUpKind.LUSGROEP, SignUpKind.VISIT):
        a_whole_life(kind=kind)
    with CaptureQueriesContext(connection) as for_three:
        export_person(email=MIRA)

    assert len(for_one) == len(for_three)


def test_erasure_on_request_takes_everything_that_hangs_on_it_and_leaves_the_others():
    mine = a_whole_life()
    VolunteerFactory(sign_up=SignUpFactory(email=MIRA.upper(), volunteer=True))
    other = SignUpFactory()

    erase_person(email=MIRA, reason=ErasureReason.REQUEST)

    assert not SignUp.objects.filter(email__iexact=MIRA).exists()
    assert SignUp.objects.filter(pk=other.pk).exists()
    for model in (Call, CallAttempt, CircleMember, MeetingAnswer, Apart, Volunteer):
        assert not model.objects.exists(), model
    assert not PersonalLink.objects.about(mine).exists()
    assert not OutboundEmail.objects.filter(recipient=MIRA).exists()
    assert MIRA not in str(list(AuditEntry.objects.values_list("details", flat=True)))


def test_night_takes_what_is_past_its_term_with_its_calls_and_not_who_is_in_a_group():
    past = localdate() - timedelta(days=1)
    CallFactory(sign_up=SignUpFactory(delete_on=past))
    a_whole_life(delete_on=past)
    young = SignUpFactory(young=True, delete_on=past)

    run_retention()

    assert list(SignUp.objects.filter(delete_on=past).values_list("email", flat=True)) == [MIRA]
    assert not SignUp.objects.filter(pk=young.pk).exists()
    assert Call.objects.count() == 1


@pytest.mark.parametrize("kind", ["young", "linkgroep"])
def test_who_took_themselves_off_is_gone_again_after_a_restore(kind, ledger_file, django_capture_on_commit_callbacks):
    mine = SignUpFactory(young=True) if kind == "young" else SignUpFactory(email=MIRA)
    columns = {field.attname: getattr(mine, field.attname) for field in mine._meta.concrete_fields}
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_sign_up(public_id=mine.public_id)
    SignUp.objects.create(**columns)  # as the backup had it
    stayed = SignUpFactory()
    lines = ledger_file.read_text().splitlines()
    ErasureEntry.objects.all().delete()

    import_ledger(lines=lines)
    replay_ledger()

    assert list(SignUp.objects.values_list("pk", flat=True)) == [stayed.pk]
