"""Trainers: written by staff, seen by themselves alone, followed by their own calendar."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
from datetime import UTC, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localtime, now
from icalendar import Calendar

from bookings.desk.calendars import uid_of
from bookings.desk.enums import ProposalState, RequestState, SlotState
from bookings.desk.models import BookingRequest, Trainer
from bookings.desk.services import accept_proposal, send_proposal, talk_again, withdraw_request
from bookings.desk.services.erasing import wipe_requests
from bookings.desk.services.trainers import edit_trainer, feed_link, hand_out_feed, revoke_feed
from bookings.desk.terms import TRAINER_FEED
from bookings.feed_check import check_feed
from tests.factories import UserFactory, user_with_role
from tests.factories.desk import BookingRequestFactory, ProposalFactory, TrainerFactory
from tests.queries import queries_of
from trust.audit.models import AccessEntry, AuditEntry
from trust.links.models import PersonalLink
from trust.links.services import issue_link, link_url
from trust.outbox.models import OutboundEmail

pytestmark = pytest.mark.django_db
MINE = "/admin/my-dates/"


def formset(prefix: str, *rows: dict) -> dict:
    data = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": 0}
    for number, row in enumerate(rows):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data


HOURS = {"weekday": "0", "begins": "09:00", "ends": "12:30"}
AWAY = {"first_on": "2027-07-01", "last_on": "2027-07-31", "why": "Met verlof"}


def said(**fields) -> dict:
    form = {
        "name": "Bert",
        "email": "bert@example.org",
        "phone": "",
        "account": "",
        "kinds": ["workshop", "theatre"],
        "provinces": ["antwerp"],
        "is_active": "on",
    }
    return form | formset("hours", HOURS) | formset("absences", AWAY) | fields


# --- by staff -----------------------------------------------------------------------------------------------------------


def test_staff_make_a_trainer_with_a_week(desk):
    response = desk.post(reverse("trainers:add"), said())

    assert response.status_code == 302, response.context["form"].errors
    bert = Trainer.objects.get()
    assert (bert.kinds, bert.provinces) == (["workshop", "theatre"], ["antwerp"])
    assert [str(part.begins) for part in bert.hours.all()] == ["09:00:00"]
    assert [(one.why, one.can) for one in bert.absences.all()] == [("Met verlof", False)]
    assert AuditEntry.objects.about(bert).get().verb == "bookings.trainer-made"


def test_staff_change_a_trainer_and_what_is_ticked_off_goes(desk):
    bert = TrainerFactory()
    bert.hours.create(weekday=1, begins="10:00", ends="12:00")

    shown = desk.get(reverse("trainers:edit", args=[bert.pk]))
    kept = shown.context["week"].hours.forms[0].instance
    week = {
        "hours-TOTAL_FORMS": 2,
        "hours-INITIAL_FORMS": 1,
        "hours-0-id": kept.pk,
        "hours-0-trainer": bert.pk,
        "hours-0-weekday": "1",
        "hours-0-begins": "10:00",
        "hours-0-ends": "12:00",
        "hours-0-DELETE": "on",
        "hours-1-weekday": "4",
        "hours-1-begins": "18:00",
        "hours-1-ends": "22:00",
    }
    response = desk.post(reverse("trainers:edit", args=[bert.pk]), said(provinces=[], **week))

    assert response.status_code == 302, response.context["form"].errors
    bert.refresh_from_db()
    assert (bert.name, bert.provinces) == ("Bert", [])
    assert [part.weekday for part in bert.hours.all()] == [4]


def test_hours_that_end_before_they_begin_are_refused(desk):
    response = desk.post(reverse("trainers:add"), said() | formset("hours", HOURS | {"ends": "08:00"}))

    assert response.status_code == 200
    assert "ends" in response.context["week"].hours.errors[0]
    assert not Trainer.objects.exists()


def test_only_accounts_of_the_trainers_group_can_be_linked(desk, trainer):
    other = UserFactory()

    response = desk.post(reverse("trainers:add"), said(account=other.pk))

    assert "account" in response.context["form"].errors
    assert trainer.account in response.context["form"].fields["account"].queryset


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_with_one_and_three(desk, count):
    for _number in range(count):
        ProposalFactory(state=ProposalState.SENT)
    desk.get(reverse("trainers:index"))

    assert queries_of(desk, reverse("trainers:index"), at_most=14) <= 14
    assert desk.get(reverse("trainers:index")).context["object_list"][0].proposed == 1


# --- by themselves ------------------------------------------------------------------------------------------------------


def test_a_trainer_sees_their_own_dates_and_nobody_elses(own_screen, trainer):
    mine = BookingRequestFactory(
        organisation_name="Huis van Ann", contact_name="Mia", needs="Een lift", phone="0470123456"
    )
    other = BookingRequestFactory(organisation_name="Huis van Bert", contact_name="Ivo")
    ProposalFactory(request=mine, by=[trainer], state=ProposalState.ACCEPTED)
    ProposalFactory(request=other, state=ProposalState.ACCEPTED)
    tentative = BookingRequestFactory(organisation_name="Misschien", contact_name="Olga", needs="Tolk")
    ProposalFactory(request=tentative, by=[trainer], state=ProposalState.SENT)

    shown = own_screen.get(MINE).content.decode()

    assert "Huis van Ann" in shown
    assert "Mia" in shown
    assert "Een lift" in shown
    assert "Misschien" in shown
    for hidden in ("Huis van Bert", "Ivo", "Olga", "Tolk"):
        assert hidden not in shown
    assert AccessEntry.objects.get().what == "bookings.own-dates"
    for closed in ("requests:index", "trainers:index", "invoices:index", "desk-evaluations", "desk-figures"):
        assert own_screen.get(reverse(closed)).status_code in (302, 403)
    assert (
        own_screen.get(
            reverse("requests:detail", args=[mine.pk]), headers={"x-requested-with": "XMLHttpRequest"}
        ).status_code
        == 403
    )


def test_a_trainer_keeps_their_own_week_and_nothing_else(own_screen, trainer):
    other = TrainerFactory()
    other.hours.create(weekday=1, begins="10:00", ends="12:00")

    response = own_screen.post(
        MINE, formset("hours", HOURS) | formset("absences", AWAY) | {"name": "Iemand anders", "kinds": ["lecture"]}
    )

    assert response.status_code == 302
    trainer.refresh_from_db()
    assert (trainer.name, trainer.hours.count(), trainer.absences.count()) == ("Ann", 1, 1)
    assert other.hours.count() == 1


def test_row_of_somebody_else_cannot_be_taken_along(own_screen, trainer):
    theirs = TrainerFactory().hours.create(weekday=1, begins="10:00", ends="12:00")
    rows = formset("hours", HOURS | {"id": theirs.pk}) | {"hours-INITIAL_FORMS": 1}

    response = own_screen.post(MINE, rows | formset("absences"))

    assert response.status_code in (302, 422)
    theirs.refresh_from_db()
    assert (theirs.weekday, theirs.trainer == trainer) == (1, False)


def test_account_without_a_trainer_is_told_so(site):
    from cms.services.roles import TRAINERS

    client = Client()
    client.force_login(user_with_role(TRAINERS))

    response = client.get(MINE)

    assert (response.status_code, response.context.get("trainer")) == (200, None)


@pytest.mark.parametrize("count", [1, 3])
def test_own_dates_cost_the_same_with_one_and_three(own_screen, trainer, count):
    for _number in range(count):
        ProposalFactory(by=[trainer], state=ProposalState.ACCEPTED)

    assert queries_of(own_screen, MINE, at_most=14) <= 14


# --- their calendar -----------------------------------------------------------------------------------------------------


def address(trainer) -> str:
    link = feed_link(trainer=trainer) or issue_link(purpose=TRAINER_FEED, about=trainer)
    return "/" + link_url(link=link).split("/", 3)[3]


def dates(client, trainer) -> dict[str, tuple[str, int, str]]:
    """By UID: status, sequence, summary."""
    response = client.get(address(trainer))
    assert response.status_code == 200
    assert check_feed(response.content).troubles == []
    return {
        str(event["UID"]): (str(event["STATUS"]), int(event["SEQUENCE"]), str(event["SUMMARY"]))
        for event in Calendar.from_ical(response.content).walk("VEVENT")
    }


def test_feed_follows_a_date_from_proposed_over_agreed_to_off(client, site, trainer, colleague):
    draft = ProposalFactory(request__state=RequestState.IN_DISCUSSION, by=[trainer])
    request = draft.request
    assert dates(client, trainer) == {}

    send_proposal(public_id=request.public_id, version=1, by=colleague)
    proposed = dates(client, trainer)[uid_of(request)]
    accept_proposal(public_id=request.public_id, version=1, name="Rita")
    agreed = dates(client, trainer)[uid_of(request)]
    withdraw_request(public_id=request.public_id)
    off = dates(client, trainer)[uid_of(request)]

    assert [said[0] for said in (proposed, agreed, off)] == ["TENTATIVE", "CONFIRMED", "CANCELLED"]
    assert proposed[1] < agreed[1] < off[1]
    mailed = [
        int(Calendar.from_ical(bytes(mail.attachments.get().content)).walk("VEVENT")[0]["SEQUENCE"])
        for mail in OutboundEmail.objects.filter(recipient=trainer.email).order_by("pk")
    ]
    assert mailed == [agreed[1], off[1]], "the mails and the feed name one revision"


def test_released_dates_are_told_for_ninety_days(client, site, trainer, colleague, time_machine):
    request = ProposalFactory(
        request__state=RequestState.AGREED, request__stands_on=False, by=[trainer], state="accepted"
    ).request
    talk_again(public_id=request.public_id, by=colleague, why="Ann is ziek")
    etag = client.get(address(trainer))["ETag"]

    time_machine.move_to(now() + timedelta(days=89), tick=False)
    assert dates(client, trainer)[uid_of(request)][0] == "CANCELLED"
    assert client.get(address(trainer), headers={"If-None-Match": etag}).status_code == 304
    time_machine.move_to(now() + timedelta(days=2), tick=False)
    assert dates(client, trainer) == {}
    assert client.get(address(trainer), headers={"If-None-Match": etag}).status_code == 200


def test_feed_is_another_one_when_a_request_is_erased(client, site, trainer):
    kept, gone = (ProposalFactory(by=[trainer], state=ProposalState.ACCEPTED).request for _number in range(2))
    etag = client.get(address(trainer))["ETag"]
    assert client.get(address(trainer), headers={"If-None-Match": etag}).status_code == 304

    wipe_requests([gone.pk])

    response = client.get(address(trainer), headers={"If-None-Match": etag})
    assert response.status_code == 200
    assert set(dates(client, trainer)) == {uid_of(kept)}


def test_feed_says_its_name_packs_and_answers_head(client, site, trainer):
    proposal = ProposalFactory(by=[trainer], state=ProposalState.ACCEPTED)
    url = address(trainer)
    plain, head = client.get(url), client.head(url)
    packed = client.get(url, headers={"Accept-Encoding": "gzip"})

    calendar = Calendar.from_ical(plain.content)
    assert calendar["X-WR-CALNAME"] == calendar["NAME"]
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H" in plain.content
    assert "METHOD" not in calendar
    assert calendar.walk("VTIMEZONE")
    (event,) = calendar.walk("VEVENT")
    assert event.start.astimezone(UTC) == proposal.starts_at
    assert (head.content, head["ETag"], head["Content-Length"]) == (b"", plain["ETag"], plain["Content-Length"])
    assert gzip.decompress(packed.content) == plain.content
    assert {"private", "no-store"} <= set(plain["Cache-Control"].split(", "))


def test_feed_costs_the_same_with_one_and_three(client, site, trainer):
    ProposalFactory(by=[trainer], state=ProposalState.ACCEPTED)
    with_one = queries_of(client, address(trainer), at_most=5)
    for _number in range(2):
        ProposalFactory(by=[trainer], state=ProposalState.SENT)

    assert queries_of(client, address(trainer), at_most=5) == with_one


def test_feed_of_another_trainer_says_nothing_of_mine(client, site, trainer):
    ProposalFactory(by=[trainer], state=ProposalState.ACCEPTED)

    assert dates(client, TrainerFactory()) == {}


def test_address_is_mailed_once_over_and_dead_when_taken_back(client, desk, trainer, colleague):
    desk.post(reverse("trainers:send-feed", args=[trainer.pk]))
    desk.post(reverse("trainers:send-feed", args=[trainer.pk]))
    url = address(trainer)

    assert PersonalLink.objects.for_purpose(TRAINER_FEED).count() == 1
    mails = OutboundEmail.objects.filter(purpose="bookings.trainer-feed")
    assert [mail.recipient for mail in mails] == [trainer.email] * 2
    assert "https://link.invalid/personal/" in mails[0].text
    assert client.get(url).status_code == 200

    desk.post(reverse("trainers:stop-feed", args=[trainer.pk]))
    assert client.get(url).status_code == 404
    assert revoke_feed(trainer_id=trainer.pk, by=colleague) == 0
    assert [entry.verb for entry in AuditEntry.objects.about(trainer).order_by("pk")] == [
        "bookings.trainer-feed-sent",
        "bookings.trainer-feed-sent",
        "bookings.trainer-feed-revoked",
    ]


def test_address_ends_with_the_e_mail_address_it_was_mailed_to(client, trainer, colleague):
    hand_out_feed(trainer_id=trainer.pk, by=colleague)
    url = address(trainer)
    fields = {"name": "Ann", "email": trainer.email.upper()}
    edit_trainer(trainer_id=trainer.pk, fields=fields, hours=[], absences=[], by=colleague)
    assert client.get(url).status_code == 200

    edit_trainer(
        trainer_id=trainer.pk, fields=fields | {"email": "ann@example.org"}, hours=[], absences=[], by=colleague
    )

    assert client.get(url).status_code == 404


def test_released_slot_stays_released_for_who_is_no_longer_in_the_next_version(site, trainer, colleague):
    first = ProposalFactory(request__state=RequestState.IN_DISCUSSION, by=[trainer])
    request = BookingRequest.objects.get(pk=first.request_id)
    send_proposal(public_id=request.public_id, version=1, by=colleague)
    other = TrainerFactory()
    ProposalFactory(request=request, version=2, by=[other])
    send_proposal(public_id=request.public_id, version=2, by=colleague)

    states = {slot.trainer: slot.state for slot in request.slots.select_related("trainer")}

    assert states == {trainer: SlotState.CANCELLED, other: SlotState.TENTATIVE}


@pytest.mark.parametrize(("state", "shown"), [("sent", "TENTATIVE"), ("accepted", "CONFIRMED")])
def test_khal_reads_the_date_as_it_stands(client, site, trainer, tmp_path, state, shown):
    """A calendar of another make: the hour, the place and how sure it is."""
    proposal = ProposalFactory(by=[trainer], state=state, request__organisation_name="Huis „De Brug”, vzw; Leuven")
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "one.ics").write_bytes(client.get(address(trainer)).content)
    (tmp_path / "khal.ini").write_text(
        f"[calendars]\n[[lus]]\npath = {kept}\ntype = calendar\nreadonly = True\n[sqlite]\npath = {tmp_path}/khal.db\n"
        "[locale]\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
        "local_timezone = Europe/Brussels\ndefault_timezone = Europe/Brussels\n"
    )
    day = localtime(proposal.starts_at).date()

    done = subprocess.run(
        [
            str(Path(sys.executable).parent / "khal"),
            *("--config", str(tmp_path / "khal.ini"), "list", "--day-format", ""),
            *("--format", "{title}|{start-time}|{end-time}|{location}|{status}"),
            f"{day:%Y-%m-%d}",
            "1d",
        ],
        capture_output=True,
        text=True,
        timeout=60,
        env=os.environ | {"TZ": "Europe/Brussels", "LC_ALL": "C.UTF-8"},
    )

    assert done.returncode == 0, done.stderr
    title, begins, ends, place, status = done.stdout.strip().split("|")
    assert "Huis „De Brug”, vzw; Leuven" in title
    assert (begins, ends, place, status.strip()) == ("19:00", "22:00", "Kerkstraat 1, 3000 Leuven", shown)
