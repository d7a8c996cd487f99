"""The base of public forms: what it lets through, and how it gives back what it does not."""

from datetime import date, timedelta

import pytest
from django.http import HttpResponse
from django.utils.timezone import localdate

from cms.errors import TooManyRequests
from trust.forms import base, services
from trust.forms.base import form_named
from trust.forms.services import Limits

pytestmark = pytest.mark.django_db


def codes(form) -> list[str]:
    return [error.code for error in form.non_field_errors().as_data()]


def again(form, **changes):
    """The form as it comes back, sent once more."""
    said = {name: form[name].value() or "" for name in form.fields} | changes
    return type(form)(said, request=form.request)


def test_person_gets_through(filled_in):
    assert filled_in().is_valid()


def test_hidden_field_that_is_filled_in_comes_back_empty_and_goes_through_then(filled_in):
    form = filled_in(website="https://spam.example")

    assert not form.is_valid()
    assert codes(form) == ["automatic"]
    assert form["website"].value() == ""
    assert form["message"].value() == "Dag"
    assert again(form).is_valid()


def test_answer_within_two_seconds_is_given_back_and_taken_later(filled_in, time_machine):
    form = filled_in(seconds=1)

    assert not form.is_valid()
    assert codes(form) == ["automatic"]
    time_machine.shift(3)
    assert again(form).is_valid()


@pytest.mark.parametrize("shown", ["", "x", "ImFuZGVyIg:1v:abc"])
def test_made_up_moment_is_given_back_with_a_new_one(filled_in, time_machine, shown):
    form = filled_in(shown=shown)

    assert not form.is_valid()
    assert form["shown"].value() not in ("", shown)
    time_machine.shift(3)
    assert again(form).is_valid()


def test_form_that_stood_open_for_days_is_given_back_filled_in(filled_in, time_machine):
    form = filled_in(seconds=25 * 3600)

    assert not form.is_valid()
    assert form["message"].value() == "Dag"
    time_machine.shift(3)
    assert again(form).is_valid()


def test_moment_of_another_form_does_not_count(filled_in):
    from django.core import signing

    assert not filled_in(shown=signing.dumps("other", salt=base.SHOWN_SALT)).is_valid()


def test_last_post_that_the_limit_allows_is_answered_the_same_when_it_is_sent_twice(filled_in, request_from):
    done = []

    def work():
        done.append(1)
        return HttpResponse("gekomen", status=201)

    for _ in range(Limits().per_email_an_hour):
        form = filled_in()
        assert form.is_valid()
        form.answer_once(work)
    twice = again(form)

    assert twice.is_valid()
    assert twice.answer_once(work).content == b"gekomen"
    assert len(done) == Limits().per_email_an_hour
    for another in (filled_in(), again(form, message="Iets anders")):
        with pytest.raises(TooManyRequests):
            another.is_valid()


def test_submission_that_was_answered_needs_no_new_proof_when_it_became_busy_meanwhile(filled_in, monkeypatch):
    form = filled_in()
    assert form.is_valid()
    form.answer_once(lambda: HttpResponse(status=201))
    monkeypatch.setattr(base, "is_under_load", lambda **options: True)

    assert again(form).is_valid()
    assert not filled_in().is_valid()


def test_mistyped_address_is_not_counted(filled_in, request_from):
    request = request_from()
    for _ in range(20):
        assert not filled_in(request, email="geen adres", seconds=3).is_valid()

    assert filled_in(request).is_valid()


def test_one_address_of_mail_has_its_limit_whatever_the_connection(filled_in, request_from):
    for number in range(5):
        assert filled_in(request_from(f"192.0.2.{number}"), seconds=3).is_valid()

    with pytest.raises(TooManyRequests) as refused:
        filled_in(request_from("192.0.2.99"), email="AN@example.org ".strip()).is_valid()
    assert 0 < refused.value.retry_after <= 3600


def test_class_of_twelve_behind_one_connection_gets_through_in_a_minute(filled_in, request_from, time_machine):
    time_machine.move_to("2026-12-01 10:00:00+01:00", tick=False)
    for number in range(12):
        assert filled_in(request_from(), email=f"leerling{number}@example.org", seconds=3).is_valid()

    with pytest.raises(TooManyRequests):
        filled_in(request_from(), email="dertien@example.org", seconds=3).is_valid()


def test_limits_are_off_for_load_tests(filled_in, settings):
    settings.RATE_LIMITS = False

    assert all(filled_in(seconds=3).is_valid() for _ in range(20))


def test_no_address_is_kept_in_the_cache(filled_in):
    from django.core.cache import cache

    assert filled_in().is_valid()

    names = " ".join(cache._cache)  # the cache of the tests is a dictionary
    assert "limit:forms.tests" in names
    assert "192.0.2" not in names
    assert "an@" not in names


def test_day_is_named_before_and_after(filled_in, form_class, request_from):
    day = localdate() + timedelta(days=10)

    assert form_class(request=request_from()).delete_on == day
    form = filled_in()
    form.is_valid()
    assert form.delete_on == day


def test_day_may_depend_on_what_is_filled_in(filled_in, form_class):
    from trust.forms.notice import Notice
    from trust.registry import Ground

    form_class.notice = Notice("x", Ground.CONTRACT, lambda data: date(2030, 1, len(data.get("message", "xx"))))

    form = filled_in()
    assert form.delete_on == date(2030, 1, 2)
    form.is_valid()
    assert form.delete_on == date(2030, 1, 3)


def test_second_click_gets_the_answer_of_the_first(filled_in):
    form, work = filled_in(), []

    def once():
        work.append(1)
        return HttpResponse(status=302, headers={"Location": "/klaar/"})

    assert form.is_valid()
    first = form.answer_once(once)
    second = again(form)
    assert second.is_valid()
    response = second.answer_once(once)

    assert work == [1]
    assert (first["Location"], response["Location"], response.status_code) == ("/klaar/", "/klaar/", 302)


def test_other_words_after_going_back_are_asked_about_and_then_taken(filled_in):
    form = filled_in()
    form.is_valid()
    form.answer_once(lambda: HttpResponse(status=302, headers={"Location": "/een/"}))

    changed = again(form, message="Nog iets")
    assert changed.is_valid()
    assert changed.answer_once(lambda: pytest.fail("not yet")) is None
    assert changed.non_field_errors()
    sent = again(changed)
    assert sent.is_valid()
    assert sent.answer_once(lambda: HttpResponse(status=302, headers={"Location": "/twee/"}))["Location"] == "/twee/"


def test_two_forms_of_one_name_are_refused(form_class):
    with pytest.raises(ValueError, match="two forms"):
        type("Other", (form_class,), {"form_id": "tests"})
    assert form_named("tests") is form_class


def test_unguarded_form_for_the_api_has_only_its_fields(form_class, request_from):
    form = form_class({"email": "an@example.org", "message": "x"}, request=request_from(), guarded=False)

    assert form.is_valid()
    assert set(form.fields) == {"email", "message"}


@pytest.fixture
def busy(form_class):
    form_class.limits = Limits(load_a_minute=0)


def test_busy_form_asks_for_proof_and_takes_one(filled_in, busy):
    import base64
    import json

    from altcha import v1

    form = filled_in()
    assert not form.is_valid()
    assert codes(form) == ["busy"]

    asked = services.new_challenge(form_id="tests")
    found = v1.solve_challenge(asked["challenge"], asked["salt"], asked["algorithm"], asked["maxnumber"]).number
    proof = base64.b64encode(json.dumps({**asked, "number": found}).encode()).decode()
    assert again(form, altcha=proof).is_valid()
    assert again(form, altcha=proof).is_valid(), "a double click carries the same proof"
    other = filled_in(altcha=proof, email="bo@example.org")
    assert not other.is_valid(), "another submission may not"


def test_without_javascript_a_wait_does_instead(filled_in, busy, time_machine):
    form = filled_in()
    form.is_valid()
    time_machine.shift(5)
    hasty = again(form)
    assert not hasty.is_valid()
    assert codes(hasty) == ["busy"]
    time_machine.shift(services.PATIENCE_SECONDS)

    assert again(hasty).is_valid()


def test_paper_of_who_waited_is_worth_nothing_to_another(filled_in, busy, request_from, time_machine):
    form = filled_in()
    form.is_valid()
    paper = form["patience"].value()
    time_machine.shift(30)

    assert not filled_in(patience=paper, email="bo@example.org").is_valid()
    stolen = again(form)
    stolen.request = request_from("198.51.100.9")
    assert not stolen.is_valid()


def test_only_so_many_get_through_by_waiting(filled_in, busy, time_machine, request_from):
    time_machine.move_to("2026-12-01 10:00:00+01:00", tick=False)
    waiting = [filled_in(request_from(f"203.0.113.{n}"), seconds=0.1, email=f"p{n}@example.org") for n in range(14)]
    for form in waiting:
        time_machine.shift(2)
        form.is_valid()
    time_machine.move_to("2026-12-01 10:01:05+01:00", tick=False)

    through = [again(form).is_valid() for form in waiting]

    assert through.count(True) == services.PATIENCE_A_MINUTE
