"""The feeds as calendars take them, over real HTTP: ical.js (Thunderbird, Nextcloud), vdirsyncer and khal. No browser is needed."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from icalendar import Calendar

from tests.browser.programs import npm_install, program

pytestmark = pytest.mark.browser

HERE = Path(__file__).parent / "calendars"
TOOLS = Path(sys.executable).parent
FEEDS = [
    "/kalender/agenda.ics",
    "/kalender/agenda/vrijwilligers.ics",
    "/kalender/agenda/reeks/infomoment-vrijwilligers.ics",
]


def fetched(address: str, **headers: str):
    with urlopen(Request(address, headers=headers), timeout=30) as answer:
        return answer.read(), answer.headers


def said(content: bytes) -> list[dict]:
    """What icalendar reads, as ical.js says it."""
    return [
        {
            "uid": str(event["UID"]),
            "summary": str(event["SUMMARY"]),
            "start": f"{event.start.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.000Z",
            "end": f"{event.end.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.000Z",
            "sequence": int(event["SEQUENCE"]),
            "status": str(event["STATUS"]),
        }
        for event in Calendar.from_ical(content).walk("VEVENT")
    ]


@pytest.fixture(scope="module")
def ical_js(tmp_path_factory) -> Path:
    """A folder with ical.js in it, as the lock says."""
    return npm_install(HERE, tmp_path_factory.mktemp("ical-js"))


@pytest.mark.parametrize("feed", FEEDS)
def test_ical_js_reads_every_date_at_the_same_moment(base_url, ical_js, feed):
    content, _headers = fetched(base_url + feed)
    node = program("node")

    done = subprocess.run([node, "read.mjs"], cwd=ical_js, input=content, capture_output=True, timeout=60)

    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout) == said(content)
    assert {event["start"][11:16] for event in said(content) if "vrijwilligers" in event["summary"]} == {
        "18:30",
        "17:30",
    }


def dates(content: bytes) -> set[str]:
    """The title and the beginning of each date, as khal says them; vdirsyncer gives it another identity."""
    return {f"{event['SUMMARY']} {event.start:%Y-%m-%d %H:%M}" for event in Calendar.from_ical(content).walk("VEVENT")}


def test_vdirsyncer_fetches_the_feed_and_khal_lists_it(base_url, tmp_path):
    # Other tests make dates meanwhile, also ones that go on past midnight, which khal lists on both days.
    before, _headers = fetched(base_url + FEEDS[0])
    kept = tmp_path / "kept"
    (tmp_path / "vdirsyncer.ini").write_text(
        f"""
[general]
status_path = "{tmp_path}/status/"
[pair lus]
a = "here"
b = "there"
collections = null
conflict_resolution = "b wins"
[storage here]
type = "filesystem"
path = "{kept}/"
fileext = ".ics"
[storage there]
type = "http"
url = "{base_url}{FEEDS[0]}"
"""
    )
    (tmp_path / "khal.ini").write_text(
        f"""
[calendars]
[[lus]]
path = {kept}
type = calendar
readonly = True
[sqlite]
path = {tmp_path}/khal.db
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = Europe/Brussels
default_timezone = Europe/Brussels
"""
    )
    for command in ("discover", "sync"):
        done = run("vdirsyncer", "--config", str(tmp_path / "vdirsyncer.ini"), command, answer="y\n" * 4)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "error" not in (done.stdout + done.stderr).lower()
    again = run("vdirsyncer", "--config", str(tmp_path / "vdirsyncer.ini"), "sync")
    after, _headers = fetched(base_url + FEEDS[0])
    synced = set().union(*(dates(file.read_bytes()) for file in kept.glob("*.ics")))
    assert again.returncode == 0
    assert len(dates(before) & dates(after)) > 10
    assert dates(before) & dates(after) <= synced <= dates(before) | dates(after)

    listed = run(
        *("khal", "--config", str(tmp_path / "khal.ini"), "list", "--notstarted", "--day-format", ""),
        *("--format", "{title} {start}", *span(before)),
    )

    assert listed.returncode == 0, listed.stderr
    assert "error" not in listed.stderr.lower()
    assert set(listed.stdout.splitlines()) == synced


def span(content: bytes) -> list[str]:
    """The first and last day, for khal."""
    days = sorted(event.start.date() for event in Calendar.from_ical(content).walk("VEVENT"))
    return [f"{days[0]:%Y-%m-%d}", f"{days[-1] + timedelta(days=365):%Y-%m-%d}"]


def run(name: str, *arguments: str, answer: str = "") -> subprocess.CompletedProcess:
    env = os.environ | {"TZ": "Europe/Brussels", "LC_ALL": "C.UTF-8"}
    return subprocess.run(
        [str(TOOLS / name), *arguments], input=answer, capture_output=True, text=True, timeout=120, env=env
    )


def test_server_compares_packs_and_says_how_long(base_url):
    content, headers = fetched(base_url + FEEDS[0])

    packed, told = fetched(base_url + FEEDS[0], **{"Accept-Encoding": "gzip"})
    assert told["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed) == content
    assert len(packed) < len(content) / 2
    assert headers["Cache-Control"].count("max-age=60") == 1
    assert datetime.strptime(headers["Last-Modified"], "%a, %d %b %Y %H:%M:%S GMT").year >= 2026  # noqa: DTZ007
    with pytest.raises(HTTPError) as refused:
        fetched(base_url + FEEDS[0], **{"If-None-Match": headers["ETag"]})
    assert refused.value.code == 304
