"""The sound of an episode: ranges, validators, lifetimes, who may have it, and how plays are counted."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from cms.services.roles import BOOKINGS, EDITORS
from podcast.listeners.addresses import audio_path
from podcast.listeners.services import count_play
from podcast.models import AudioFile, DailyPlays, EpisodePage, GuestConsent
from tests.factories import EpisodePageFactory, user_with_role
from tests.factories.podcast import AudioFileFactory, sound
from tests.podcast.listeners.conftest import heard_episode
from tests.queries import exactly
from tests.reading import directives

pytestmark = pytest.mark.django_db

APP = "AntennaPod/3.5"


def body(response) -> bytes:
    return response.getvalue() if response.streaming else response.content


def get(episode, **headers):
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return Client().get(audio_path(episode), headers={"user-agent": APP} | names)


def test_whole_sound_has_type_length_and_a_long_life_on_the_device_alone(episode):
    response = get(episode)

    assert response.status_code == 200
    assert response["Content-Type"] == "audio/mpeg"
    assert response["Content-Length"] == str(len(sound()))
    assert response["ETag"] == f'"{episode.audio.sha256}"'
    assert response["Accept-Ranges"] == "bytes"
    life = directives(response["Cache-Control"])
    assert life["max-age"] == {"31536000"}
    assert life["s-maxage"] == {"60"}
    assert {"public", "immutable"} <= set(life)
    assert "Cookie" not in response.get("Vary", "")
    assert body(response) == sound()


def test_head_says_the_same_without_the_sound(episode):
    response = Client().head(audio_path(episode))

    assert (response.status_code, response["Content-Length"]) == (200, str(len(sound())))
    assert body(response) == b""


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=10-19", 10, 19),
        ("bytes=100-", 100, None),
        ("bytes=-7", -7, None),
        ("bytes=5-999999", 5, None),
    ],
)
def test_range_is_answered_with_that_part(episode, asked, first, last):
    whole = sound()
    start = len(whole) + first if first < 0 else first
    end = len(whole) - 1 if last is None else last

    response = get(episode, range=asked)

    assert response.status_code == 206
    assert response["Content-Range"] == f"bytes {start}-{end}/{len(whole)}"
    assert response["Content-Length"] == str(end - start + 1)
    assert body(response) == whole[start : end + 1]


@pytest.mark.parametrize("asked", ["bytes=999999-", "bytes=-0"])
def test_range_past_the_end_is_416_and_not_kept(episode, asked):
    response = get(episode, range=asked)

    assert (response.status_code, response["Content-Range"]) == (416, f"bytes */{len(sound())}")
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("asked", ["bytes=0-1,5-9", "seconds=0-1", "bytes=x", "bytes=9-2", "bytes"])
def test_range_that_is_not_understood_gets_everything_or_416(episode, asked):
    response = get(episode, range=asked)

    assert response.status_code == (416 if asked == "bytes=9-2" else 200)


def test_cut_download_goes_on_only_with_the_same_file(episode):
    known = get(episode)["ETag"]

    assert get(episode, range="bytes=10-", if_range=known).status_code == 206
    assert get(episode, range="bytes=10-", if_range='"another"').status_code == 200
    assert get(episode, if_none_match=known).status_code == 304
    assert get(episode, range="bytes=10-", if_match='"another"').status_code == 412


def test_sound_costs_one_query_and_the_look_at_what_is_open(episode):
    get(episode)

    with exactly(2):
        get(episode, range="bytes=10-")


def test_another_name_of_the_show_and_an_older_file_lead_to_the_sound_of_now(episode):
    right = audio_path(episode)

    for wrong in (right.replace("goed-omringd", "anders"), right.replace(episode.audio.sha256[:16], "0" * 16)):
        response = Client().get(wrong)
        assert (response.status_code, response["Location"]) == (302, right)


def closings():
    """What takes an episode away, by name."""
    return {
        "unpublished": lambda episode: EpisodePage.objects.get(pk=episode.pk).unpublish(),
        "consent withdrawn": lambda episode: _withdraw(episode),
        "private": lambda episode: _make_private(episode),
        "show unpublished and its episodes": lambda episode: (
            episode.get_parent().specific.unpublish() or EpisodePage.objects.get(pk=episode.pk).unpublish()
        ),
    }


def _withdraw(episode) -> None:
    consent = GuestConsent.objects.get(episode=episode)
    consent.withdrawn_at = datetime(2026, 1, 1, tzinfo=UTC)
    consent.save()


def _make_private(episode) -> None:
    from wagtail.models import PageViewRestriction

    PageViewRestriction.objects.create(page=episode, restriction_type="password", password="x")


@pytest.mark.parametrize("how", closings())
def test_what_was_taken_away_has_no_sound_at_any_old_address(episode, how):
    address = audio_path(episode)
    tag = Client().get(address)["ETag"]

    closings()[how](episode)

    for headers in ({}, {"range": "bytes=10-"}, {"if-none-match": tag}):
        assert Client().get(address, headers=headers).status_code == 404
    assert Client().get(f"/media/{episode.audio.file.name}").status_code == 404


def test_draft_and_scheduled_sound_is_for_nobody_outside(show):
    draft = EpisodePageFactory(parent=show, draft=True, audio=AudioFileFactory())

    assert Client().get(audio_path(draft)).status_code == 404


@pytest.mark.parametrize(("role", "status"), [(EDITORS, 200), (BOOKINGS, 404)])
def test_staff_who_may_edit_hear_a_draft_and_keep_no_copy(client, show, role, status):
    draft = EpisodePageFactory(parent=show, draft=True, audio=AudioFileFactory())
    client.force_login(user_with_role(role))

    response = client.get(audio_path(draft))

    assert response.status_code == status
    if status == 200:
        assert {"private", "no-store"} == set(directives(response["Cache-Control"]))
        assert client.get(audio_path(draft), headers={"range": "bytes=10-"}).status_code == 206
    assert not DailyPlays.objects.exists()


def test_editor_hears_the_new_sound_of_an_episode_that_is_published(client, episode):
    new = AudioFileFactory(sha256="c" * 64)
    client.force_login(user_with_role(EDITORS))

    assert client.get(audio_path(episode, new))["ETag"] == f'"{"c" * 64}"'


def test_proxy_sends_the_file_after_our_check(episode, settings):
    settings.AUDIO_ACCEL = "/sound/"

    response = get(episode, range="bytes=10-")

    assert response.status_code == 200
    assert response["X-Accel-Redirect"] == f"/sound/{episode.audio.file.name}"
    assert response["Content-Type"] == "audio/mpeg"
    assert body(response) == b""
    EpisodePage.objects.get(pk=episode.pk).unpublish()
    assert get(episode).status_code == 404


def test_object_store_gets_an_address_that_is_signed_for_a_minute(episode, monkeypatch):
    class Store:
        def url(self, name, parameters, expire):
            return f"https://store.example.org/{name}?expires={expire}"

    monkeypatch.setattr(AudioFile._meta.get_field("file"), "storage", Store())

    response = get(episode)

    assert response.status_code == 302
    assert response["Location"] == f"https://store.example.org/{episode.audio.file.name}?expires=60"
    assert "no-store" in response["Cache-Control"]


def test_copies_elsewhere_live_no_longer_than_the_consent(show):
    ends = datetime(2027, 1, 4, 13, tzinfo=UTC)
    episode = heard_episode(show, ends_at=ends)
    with time_machine.travel(ends - timedelta(seconds=15), tick=False):
        assert directives(get(episode)["Cache-Control"])["s-maxage"] == {"15"}
    with time_machine.travel(ends + timedelta(seconds=1), tick=False):
        assert get(episode).status_code == 404


# --- plays ----------------------------------------------------------------------------------------------------------


def counted(episode) -> int:
    return sum(DailyPlays.objects.filter(episode=episode).values_list("count", flat=True))


@pytest.mark.parametrize(
    ("headers", "plays"),
    [
        ({}, 1),
        ({"range": "bytes=0-"}, 1),
        ({"range": "bytes=0-65535"}, 1),
        ({"range": "bytes=0-1"}, 0),
        ({"range": "bytes=500-"}, 0),
        ({"range": "bytes=-500"}, 0),
        ({"user-agent": "Googlebot/2.1 (+http://example.org)"}, 0),
        ({"user-agent": "curl/8.0"}, 0),
        ({"user-agent": ""}, 0),
        ({"user-agent": "Mozilla/5.0 (X11; Linux x86_64) Chrome/140"}, 1),
        ({"user-agent": "Podcasts/1530 CFNetwork/1390"}, 1),
        ({"user-agent": "gPodder/3.11 (+http://gpodder.org/) Linux"}, 1),
        ({"sec-purpose": "prefetch"}, 0),
    ],
)
def test_play_counts_once_somebody_begins_to_listen(episode, headers, plays):
    body(Client().get(audio_path(episode), headers={"user-agent": APP} | headers))

    assert counted(episode) == plays


def test_head_and_an_unchanged_copy_are_no_plays(episode):
    tag = f'"{episode.audio.sha256}"'

    Client().head(audio_path(episode), headers={"user-agent": APP})
    get(episode, if_none_match=tag)

    assert counted(episode) == 0


def test_plays_are_a_number_a_day_and_nothing_else(episode):
    with time_machine.travel(datetime(2027, 1, 4, 22, 30, tzinfo=UTC), tick=False):
        body(get(episode))
        body(get(episode))
    with time_machine.travel(datetime(2027, 1, 4, 23, 30, tzinfo=UTC), tick=False):  # the day after, in Brussels
        body(get(episode))

    rows = DailyPlays.objects.order_by("day").values_list("day", "count")
    assert [(str(day), count) for day, count in rows] == [("2027-01-04", 2), ("2027-01-05", 1)]
    assert {field.name for field in DailyPlays._meta.fields} == {"id", "episode", "day", "count"}


def test_count_that_fails_spoils_no_sound(episode, monkeypatch):
    from django.db import OperationalError

    from podcast.listeners import views

    def fail(**_kwargs):
        raise OperationalError("busy")

    monkeypatch.setattr(views, "count_play", fail)

    assert body(get(episode)) == sound()


def test_play_of_an_episode_that_is_gone_is_no_error(episode):
    count_play(episode_id=episode.pk, day=datetime(2027, 1, 4, tzinfo=UTC).date())
    assert counted(episode) == 1


@pytest.mark.parametrize("asked", ["bytes=" + "0" * 5000 + "-", "bytes=0-" + "9" * 5000])
def test_range_with_endless_digits_is_no_error(episode, asked):
    assert get(episode, range=asked).status_code in (200, 206)


def test_head_of_a_sound_in_an_object_store_is_answered_here(episode, monkeypatch):
    """An address signed for GET refuses HEAD, and apps ask that first."""
    monkeypatch.setattr(AudioFile._meta.get_field("file"), "storage", object())

    response = Client().head(audio_path(episode))

    assert (response.status_code, response["Content-Length"]) == (200, str(len(sound())))
    assert (response["Content-Type"], response["Accept-Ranges"]) == ("audio/mpeg", "bytes")
