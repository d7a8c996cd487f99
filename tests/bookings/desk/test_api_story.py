"""The whole story with the organisation on the API alone: every mail is read, and the token that it needs comes out of one."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils.timezone import localdate

from bookings.desk.models import BookingRequest, Evaluation, InvoiceRecord
from bookings.desk.services import make_invoice, save_draft, send_proposal, take_up
from tests.bookings.desk.test_story import Post, draft, links
from tests.factories.desk import NUMBER, ActivityPageFactory, TrainerFactory
from tests.factories.registrations import evening

pytestmark = pytest.mark.django_db
API = "/api/v3/bookings"


def test_an_organisation_goes_the_whole_way_by_api(site, client, colleague, time_machine):
    post, ann = Post(), TrainerFactory(name="Ann", email="ann@example.org")
    ActivityPageFactory(title="Samen sterk", you_provide="<ul><li>Stoelen in een kring</li></ul>")

    def send(address: str, body: dict, status: int = 200, **headers) -> dict:
        answer = client.post(
            f"{API}{address}", json.dumps(body), content_type="application/json", headers=headers or None
        )
        assert answer.status_code == status, answer.content
        return answer.json()

    # found and asked, twice under one key
    (activity,) = client.get(f"{API}/activities/").json()["items"]
    said = {
        "activity": activity["id"],
        "organisation_number": f"BE{NUMBER}",
        "organisation_name": "De Linde",
        "street": "Kerkstraat 1",
        "postcode": "3000",
        "city": "Leuven",
        "contact_name": "Rita Peeters",
        "email": "rita@example.org",
        "audience": "participants",
        "group_size": 14,
        "dates": [{"on": (localdate() + timedelta(days=30)).isoformat(), "part": "evening"}],
    }
    made = send("/requests/", said, 201, **{"idempotency-key": "een"})
    assert send("/requests/", said, 201, **{"idempotency-key": "een"}) == made
    request = BookingRequest.objects.get()
    receipt, _staff = post.fetch()
    (page,) = links(receipt[2], "/aanvraag/")
    mine = f"/requests/{page.rstrip('/').rpartition('/')[2]}/"
    stands = client.get(f"{API}{mine}").json()
    assert (stands["state"], stands["may"], stands["reference"]) == ("new", ["withdraw"], request.reference)

    # talked over, proposed, another day
    take_up(public_id=request.public_id, by=colleague)
    first = save_draft(public_id=request.public_id, draft=draft(ann, evening(30)), by=colleague)
    assert client.get(f"{API}{mine}").json()["proposals"] == [], "a draft is ours alone"
    send_proposal(public_id=request.public_id, version=first.version, by=colleague)
    assert [one[0] for one in post.fetch()] == ["rita@example.org"]
    stands = client.get(f"{API}{mine}").json()
    assert (stands["standing"], stands["proposals"][0]["total_cents"]) == (1, 32965)
    stands = send(
        f"{mine}counter/",
        {"version": 1, "dates": [{"on": (localdate() + timedelta(days=40)).isoformat()}], "words": ""},
    )
    assert (stands["state"], stands["standing"]) == ("in-discussion", None)
    assert len(post.fetch()) == 2
    assert send(f"{mine}accept/", {"version": 1, "name": "Rita"}, 409)["reason"] == "proposal-gone"

    # proposed again, accepted, prepared, given
    second = save_draft(public_id=request.public_id, draft=draft(ann, evening(40)), by=colleague)
    send_proposal(public_id=request.public_id, version=second.version, by=colleague)
    post.fetch()
    refused = send(f"{mine}accept/", {"version": 1, "name": "Rita"}, 409)
    assert (refused["reason"], refused["standing"]) == ("proposal-gone", 2)
    stands = send(f"{mine}accept/", {"version": 2, "name": "Rita Peeters"})
    assert (stands["state"], stands["accepted"]) == ("agreed", 2)
    assert send(f"{mine}accept/", {"version": 2, "name": "Rita Peeters"})["state"] == "agreed"
    assert len(post.fetch()) == 3, "the organisation, the trainer and staff; a repeat mails nobody"
    assert send(f"{mine}evaluate/", scores(), 409)["reason"] == "evaluation-closed"
    time_machine.move_to(evening(31), tick=False)
    call_command("mind_requests", verbosity=0)
    assert "Stoelen in een kring" in "".join(text for _to, _subject, text, _part in post.fetch())
    time_machine.move_to(second.ends_at + timedelta(days=1, minutes=1), tick=False)
    call_command("mind_requests", verbosity=0)
    ((to, _subject, text, _part),) = post.fetch()
    assert to == "rita@example.org"

    # told how it was, by the link of that mail; invoiced
    (page,) = links(text, "/aanvraag/")
    mine = f"/requests/{page.rstrip('/').rpartition('/')[2]}/"
    assert client.get(f"{API}{mine}").json()["may"] == ["evaluate"]
    send(f"{mine}evaluate/", scores())
    assert send(f"{mine}evaluate/", scores(content_score=1), 409)["reason"] == "evaluated"
    assert Evaluation.objects.get().content_score == 5, "what was said first stands"
    make_invoice(public_id=request.public_id, by=colleague)
    assert InvoiceRecord.objects.get().total_cents == 32965
    assert client.get(f"{API}{mine}").json()["state"] == "invoiced"
    assert send(f"{mine}withdraw/", {"why": ""}, 409)["reason"] == "state"


def scores(**said) -> dict:
    return {"content_score": 5, "trainer_score": 4, "practical_score": 5} | said
