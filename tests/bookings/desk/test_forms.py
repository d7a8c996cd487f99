"""Asking for an activity: the form of its kind, what it refuses and how it comes back, and the word of thanks."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from bookings.desk.enums import ActivityKind
from bookings.desk.errors import FileRefused
from bookings.desk.files import checked_parts
from bookings.desk.models import BookingRequest
from bookings.desk.questions import QUESTIONS
from bookings.models import ActivityPage
from tests.factories.desk import NUMBER, ActivityPageFactory
from tests.reading import fragment, graph, of_type, soup
from trust.organisations.models import Organisation
from trust.outbox.models import OutboundEmail

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site", "tuesday_morning")]

PLAN = ("plan.pdf", b"%PDF-1.7 een plan", "application/pdf")


@pytest.fixture
def fill_in(client, time_machine):
    """The form of an activity filled in, ten seconds after it was shown."""

    def make(page: ActivityPage, **said) -> dict:
        form = soup(client.get(page.ask_path)).select_one("form[data-safe-form]")
        carried = {field["name"]: field.get("value", "") for field in form.select("input[type=hidden]")}
        time_machine.shift(10)
        return {
            "organisation_name": "Dienstencentrum De Linde",
            "street": "Kerkstraat 1",
            "postcode": "3000",
            "city": "Leuven",
            "contact_name": "Rita Peeters",
            "email": "rita@example.org",
            "audience": "participants",
            "group_size": "15",
        } | carried | said  # fmt: skip

    return make


def upload(name: str, content: bytes, kind: str = "application/octet-stream") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, kind)


def errors(response) -> dict[str, str]:
    """What stands beside each field."""
    html = fragment(response.content.decode())
    return {
        one["id"].removeprefix("id_").removesuffix("_error"): one.text.strip() for one in html.select(".field__error")
    }


def test_page_leads_to_its_form_and_says_what_one_must_know(client):
    page = ActivityPageFactory(
        duration="3 uur",
        group_size="8 tot 16",
        for_whom="Teams",
        you_provide="<p>Een zaal</p>",
        practical="<p>Koffie</p>",
    )

    html = soup(client.get(page.url))

    assert [link["href"] for link in html.select("main a.button")] == [page.ask_path] * 2
    assert {"3 uur", "8 tot 16", "Teams"} <= {fact.text for fact in html.select(".activity__facts dd")}
    assert {"Een zaal", "Koffie"} <= {text.text.strip() for text in html.select(".prose")}
    thing = of_type(graph(client.get(page.url)), "Service")
    assert thing["potentialAction"]["target"].endswith(page.ask_path)


@pytest.mark.parametrize("kind", ActivityKind)
def test_every_kind_asks_its_own_questions_and_keeps_the_answers(client, fill_in, kind):
    page = ActivityPageFactory(kind=kind)
    asked = QUESTIONS[kind]
    said = {f"question_{one.name}": one.choices[0][0] if one.choices else "Een antwoord" for one in asked}

    response = client.post(page.ask_path, fill_in(page, **said))

    assert response.status_code == 302, errors(response)
    made = BookingRequest.objects.get()
    assert made.kind == kind
    assert [pair["question"] for pair in made.answers] == [str(one.label) for one in asked]
    assert all(pair["answer"] not in ("", "yes", "no") for pair in made.answers)


def test_whole_form_is_kept_and_answered(client, fill_in):
    page = ActivityPageFactory(title="Samen sterk")
    said = {
        "organisation_number": "BE 0123.456.749",
        "phone": "016 12 34 56",
        "date_1": "2027-01-12",
        "part_1": "evening",
        "date_2": "14/01/2027",
        "place_1_name": "Zaal De Pit",
        "place_1_postcode": "9000",
        "place_3_city": "Brugge",
        "budget": "€ 1.250,50",
        "needs": "Een tolk",
        "remarks": "Graag\r\nsnel",
        "purchase_order": "PO 7",
        "public_wished": "on",
        "files": [upload(*PLAN)],
    }

    response = client.post(page.ask_path, fill_in(page, **said))

    assert response.status_code == 302, errors(response)
    made = BookingRequest.objects.get()
    assert (made.organisation_number, made.organisation.name) == (NUMBER, "Dienstencentrum De Linde")
    assert (str(made.phone), made.budget_cents, made.remarks) == ("+3216123456", 125050, "Graag\nsnel")
    assert [(place["name"], place["postcode"], bool(place["city"])) for place in made.places] == [
        ("Zaal De Pit", "9000", made.places[0]["city"] != ""),
        ("", "", True),
    ]
    assert made.province == "east-flanders"
    dates = list(made.preferred_dates.values_list("on", "part"))
    assert dates == [(date(2027, 1, 12), "evening"), (date(2027, 1, 14), "any")]
    assert (made.public_wished, made.purchase_order) == (True, "PO 7")
    assert bytes(made.files.get().content) == PLAN[1]
    mail = OutboundEmail.objects.get(purpose="bookings.request-receipt")
    assert (mail.recipient, mail.subject) == ("rita@example.org", "We hebben je aanvraag: Samen sterk")


def test_known_number_is_enough(client, fill_in):
    page = ActivityPageFactory()
    Organisation.objects.create(number=NUMBER, name="De Linde vzw", street="Markt 2", postcode="9000", city="Gent")
    empty = dict.fromkeys(("organisation_name", "street", "postcode", "city"), "")

    response = client.post(page.ask_path, fill_in(page, organisation_number=NUMBER, **empty))

    assert response.status_code == 302, errors(response)
    made = BookingRequest.objects.get()
    assert (made.organisation_name, made.street, made.city) == ("De Linde vzw", "Markt 2", "Gent")


def test_unknown_number_asks_for_name_and_address(client, fill_in):
    page = ActivityPageFactory()
    empty = dict.fromkeys(("organisation_name", "street", "postcode", "city"), "")

    response = client.post(page.ask_path, fill_in(page, organisation_number=NUMBER, **empty))

    assert set(errors(response)) == {"organisation_name", "street", "postcode", "city"}
    assert "We kennen dit nummer nog niet" in errors(response)["organisation_name"]


def test_nobody_reads_off_who_is_known_number_by_number(client, fill_in):
    page = ActivityPageFactory()
    Organisation.objects.create(number=NUMBER, name="De Linde vzw")
    asked = fill_in(page, organisation_number=NUMBER, organisation_name="", email="")

    seen = [set(errors(client.post(page.ask_path, asked))) for _each in range(21)]

    assert seen[0] == {"email"}
    assert seen[20] == {"email", "organisation_name"}


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"organisation_number": "0123.456.789"}, "organisation_number"),
        ({"organisation_name": "Koop op www.example.org"}, "organisation_name"),
        ({"contact_name": ""}, "contact_name"),
        ({"email": "x"}, "email"),
        ({"audience": ""}, "audience"),
        ({"group_size": "0"}, "group_size"),
        ({"group_size": "veel"}, "group_size"),
        ({"group_size": "17"}, "group_size"),
        ({"date_1": "2026-12-01"}, "date_1"),
        ({"date_2": "2036-12-01"}, "date_2"),
        ({"date_3": "morgen"}, "date_3"),
        ({"part_1": "nacht"}, "part_1"),
        ({"place_2_name": "Ergens"}, "place_2_city"),
        ({"place_1_postcode": "99"}, "place_1_postcode"),
        ({"budget": "veel"}, "budget"),
    ],
    ids=str,
)
def test_what_cannot_be_comes_back_filled_in(client, fill_in, said, field):
    page = ActivityPageFactory(group_size_most=16)

    response = client.post(page.ask_path, fill_in(page, remarks="Dit blijft staan", **said))

    assert response.status_code == 422
    assert set(errors(response)) == {field}
    html = fragment(response.content.decode())
    assert html.select_one("#id_remarks").text.strip() == "Dit blijft staan"
    assert html.title.text.startswith("Fout:")
    assert not BookingRequest.objects.exists()
    more = html.select_one(f"#id_{field}").find_parent("details") if html.select_one(f"#id_{field}") else None
    assert more is None or more.has_attr("open"), "what is wrong does not stay folded"


def picture(kind: str = "PNG") -> bytes:
    made = BytesIO()
    Image.new("RGB", (4, 4)).save(made, kind)
    return made.getvalue()


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ([("virus.exe", b"MZ")], "Kies een ander bestand"),
        ([("plan.pdf", b"<html>")], "beschadigd"),
        ([("foto.png", picture("JPEG"))], "beschadigd"),
        ([("leeg.pdf", b"")], "leeg"),
        ([("groot.pdf", b"%PDF-" + b"0" * 5 * 1024**2)], "groter dan 5 MB"),
        ([(f"{number}.png", picture()) for number in range(4)], "hoogstens 3"),
    ],
    ids=lambda value: value if isinstance(value, str) else value[0][0],
)
def test_file_that_is_refused_says_why_and_the_rest_stays(client, fill_in, files, words):
    page = ActivityPageFactory()

    response = client.post(
        page.ask_path, fill_in(page, remarks="Dit blijft staan", files=[upload(*one) for one in files])
    )

    assert response.status_code == 422
    assert words in errors(response)["files"]
    assert fragment(response.content.decode()).select_one("#id_remarks").text.strip() == "Dit blijft staan"


def test_right_files_are_asked_again_when_something_else_is_wrong(client, fill_in):
    page = ActivityPageFactory()

    response = client.post(page.ask_path, fill_in(page, email="x", files=[upload(*PLAN), upload("a.png", picture())]))

    assert set(errors(response)) == {"email", "files"}
    assert "opnieuw" in errors(response)["files"]


def test_double_click_makes_one_request_and_another_file_is_another_request(client, fill_in):
    page = ActivityPageFactory()
    said = fill_in(page)

    first = client.post(page.ask_path, said | {"files": [upload(*PLAN)]})
    again = client.post(page.ask_path, said | {"files": [upload(*PLAN)]})
    other = client.post(page.ask_path, said | {"files": [upload("plan.pdf", b"%PDF-1.7 een ander")]})

    assert (first.status_code, first["Location"]) == (again.status_code, again["Location"])
    assert other.status_code == 422
    assert BookingRequest.objects.count() == 1


def test_thanks_are_the_same_whoever_asks_and_name_nobody(client, fill_in):
    page = ActivityPageFactory()

    one = client.post(page.ask_path, fill_in(page))["Location"]
    other = client.post(page.ask_path, fill_in(page, email="piet@example.org", contact_name="Piet"))["Location"]

    shown = [soup(client.get(address)).main.text for address in (one, other)]
    assert shown[0] == shown[1]
    assert "rita" not in shown[0].lower()
    assert "no-store" in client.get(one)["Cache-Control"]
    assert soup(client.get(one)).select_one("[data-draft-done]")["data-draft-done"] == f"booking-request:{page.slug}"
    assert client.get(f"{page.ask_path}bedankt/?d=x").status_code == 302


def test_what_cannot_be_asked_now_says_why_in_the_place_of_the_form(client):
    page = ActivityPageFactory(can_be_asked=False, not_now="Vanaf september weer.")

    shown = client.get(page.ask_path)

    assert not soup(shown).select("form[data-safe-form]")
    assert "Vanaf september weer." in soup(shown).main.text
    assert "Vanaf september weer." in soup(client.get(page.url)).main.text
    assert not soup(client.get(page.url)).select("main a.button")
    assert client.post(page.ask_path, {"email": "x"}).status_code == 409


def test_form_of_a_draft_is_not_there(client):
    page = ActivityPageFactory(draft=True)

    assert client.get(f"{page.get_parent().url}{page.slug}/aanvragen/").status_code == 404
    assert client.get(f"{ActivityPageFactory().url}iets/").status_code == 404


def test_control_signs_reach_no_table_calendar_or_invoice(client, fill_in):
    page = ActivityPageFactory()
    odd = {
        "city": "Leu\x0bven",
        "purchase_order": "PO\x02 1",
        "place_1_name": "Zaal\x1f 2",
        "place_1_city": "Gent\r\nX: y",
    }

    client.post(page.ask_path, fill_in(page, **odd))

    asked = BookingRequest.objects.get()
    assert (asked.city, asked.purchase_order) == ("Leu ven", "PO 1")
    assert (asked.places[0]["name"], asked.places[0]["city"]) == ("Zaal 2", "Gent X: y")


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("plan.pdf", "plan.pdf"),
        ("C:\\\\Mijn plannen\\\\plan.pdf", "plan.pdf"),
        ("../../plan.pdf", "plan.pdf"),
        ("exe.\u202efdp.pdf", "exe.fdp.pdf"),
        ("a\r\nX-Evil: y.PDF", "a X-Evil: y.PDF"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
        ("x." + "y" * 300, None),
        (".pdf", None),
        ("", None),
    ],
)
def test_name_of_a_file_is_a_name_and_keeps_its_ending(sent, kept):
    if kept is None:
        with pytest.raises(FileRefused):
            checked_parts([(sent, PLAN[1])])
    else:
        assert [part.name for part in checked_parts([(sent, PLAN[1])])] == [kept]
