"""The feed of a running site, read by programs that people listen with: gPodder's command line, and a Podcasting 2.0 parser."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from tests.browser.programs import npm_install, program

pytestmark = pytest.mark.browser

HERE = Path(__file__).parent / "podcast"
FEED = "/podcast/goed-omringd/feed.xml"
# Reads the feed from standard input and says what it found.
READ = """
const { parseFeed } = require('podcast-partytime');
let text = '';
process.stdin.on('data', piece => { text += piece; }).on('end', () => process.stdout.write(JSON.stringify(parseFeed(text))));
"""


def feed_of(base_url: str) -> bytes:
    with urlopen(base_url + FEED, timeout=30) as answer:
        return answer.read()


def sound_in(feed: bytes) -> str:
    """Where the sound of the newest episode is."""
    return re.search(r'<enclosure [^>]*url="([^"]+)"', feed.decode()).group(1)


@pytest.fixture
def gpo(tmp_path):
    """gPodder's command line with a home of its own."""
    path = program("gpo")
    env = {
        "HOME": str(tmp_path),
        "GPODDER_HOME": str(tmp_path / "gpodder"),
        "PATH": os.environ["PATH"],
        "LC_ALL": "C.UTF-8",
    }

    def run(*arguments: str) -> str:
        done = subprocess.run([path, *arguments], env=env, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "Traceback" not in done.stderr, done.stderr
        return re.sub(r"\x1b\[[0-9;]*m", "", done.stdout)

    return run


def test_gpodder_subscribes_lists_downloads_and_updates(gpo, base_url, tmp_path):
    address = base_url + FEED

    gpo("subscribe", address)

    assert "Goed omringd" in gpo("list")
    episodes = gpo("episodes", address)
    assert "De hand onder de tafel" in episodes
    assert "Welkom bij Goed omringd" in episodes
    gpo("download", address)
    sounds = list((tmp_path / "gpodder").rglob("*.mp3"))
    assert len(sounds) == 6
    assert all(sound.stat().st_size > 10_000 for sound in sounds)
    gpo("update", address)
    assert len(list((tmp_path / "gpodder").rglob("*.mp3"))) == 6


def test_gpodder_goes_on_with_a_cut_download(gpo, base_url, tmp_path):
    address = base_url + FEED
    sound = sound_in(feed_of(base_url))
    with urlopen(sound, timeout=30) as answer:
        whole = answer.read()
    gpo("subscribe", address)
    folder = tmp_path / "gpodder" / "Downloads" / "Goed omringd"
    folder.mkdir(parents=True, exist_ok=True)
    name = sound.rpartition("/")[2]
    # Marked, so that the end shows whether these bytes were kept or fetched again.
    (folder / f"{name}.partial").write_bytes(b"\0" * 20_000)

    gpo("download", address)

    assert (folder / name).read_bytes() == b"\0" * 20_000 + whole[20_000:]


def test_part_of_the_sound_and_an_unchanged_feed_are_answered_as_such(base_url):
    with urlopen(base_url + FEED, timeout=30) as answer:
        sound, tag = sound_in(answer.read()), answer.headers["ETag"]
    with urlopen(sound, timeout=30) as answer:
        whole, sound_tag = answer.read(), answer.headers["ETag"]

    request = Request(sound, headers={"Range": "bytes=20000-", "If-Range": sound_tag})
    with urlopen(request, timeout=30) as answer:
        assert answer.status == 206
        assert whole[:20000] + answer.read() == whole

    with pytest.raises(HTTPError) as refused:
        urlopen(Request(base_url + FEED, headers={"If-None-Match": tag}), timeout=30)
    assert refused.value.code == 304


def test_podcasting_two_parser_reads_every_tag(base_url, tmp_path):
    node = program("node")
    npm_install(HERE, tmp_path)
    feed = feed_of(base_url)

    done = subprocess.run([node, "-e", READ], cwd=tmp_path, input=feed, capture_output=True, timeout=60)

    assert done.returncode == 0, done.stderr.decode()
    assert done.stderr == b""
    read = json.loads(done.stdout)
    assert read["title"] == "Goed omringd"
    assert read["locked"] is True
    assert read["medium"] == "podcast"
    assert read["guid"]
    assert read["trailers"][0]["title"] == "Welkom bij Goed omringd"
    first = read["items"][-2]
    assert first["title"] == "De hand onder de tafel"
    assert {each["type"] for each in first["podcastTranscripts"]} == {"text/vtt", "application/srt", "application/json"}
    assert first["podcastChapters"]["type"] == "application/json+chapters"
    assert [person["name"] for person in first["podcastPeople"]] == ["Fien", "Milan", "Ria"]
    assert first["podcastSeason"]["number"] == 1
    assert first["podcastEpisode"]["number"] == 1


def test_lock_of_the_parser_names_no_registry():
    lock = json.loads((HERE / "package-lock.json").read_text())

    assert lock["packages"]["node_modules/podcast-partytime"]["integrity"]
    assert not [name for name, package in lock["packages"].items() if "resolved" in package]
