"""Valid HTML, by two judges: html5lib's parser, and html-validate when node is here."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from urllib.request import urlopen
from xml.etree import ElementTree

import html5lib
import pytest
from bs4 import BeautifulSoup

from tests.browser.addresses import EXTRA, OURS
from tests.browser.programs import npm_install

pytestmark = pytest.mark.browser

HERE = Path(__file__).parent / "html"


def fetched(address: str) -> bytes:
    """What the server answers, also with an error page."""
    from urllib.error import HTTPError

    try:
        with urlopen(address, timeout=30) as answer:
            return answer.read()
    except HTTPError as error:
        return error.read()


@pytest.fixture(scope="module")
def everything(base_url) -> dict[str, bytes]:
    """The HTML of every address and of every page in the sitemap."""
    listed = ElementTree.fromstring(fetched(f"{base_url}/sitemap.xml")).iter(
        "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
    )
    paths = ["/" + place.text.split("/", 3)[3] for place in listed]
    assert len(paths) > 20
    return {path: fetched(base_url + path) for path in dict.fromkeys([*OURS, *EXTRA, *paths])}


def test_every_page_parses_without_an_error(everything):
    wrong = {}
    for path, html in everything.items():
        parser = html5lib.HTMLParser()
        parser.parse(html, transport_encoding="utf-8")
        if parser.errors:
            wrong[path] = [f"line {place[0]}: {code} {data}" for place, code, data in parser.errors[:5]]

    assert wrong == {}


def test_no_id_stands_twice_and_every_reference_has_its_target(everything):
    wrong = {}
    for path, html in everything.items():
        page = BeautifulSoup(html, "html5lib")
        ids = [element["id"] for element in page.select("[id]")]
        wanted = [link["href"][1:] for link in page.select('a[href^="#"]')]
        for name in ("aria-labelledby", "aria-describedby", "aria-controls", "popovertarget", "for"):
            wanted += [target for element in page.select(f"[{name}]") for target in element[name].split()]
        if found := sorted({name for name in ids if ids.count(name) > 1} | (set(wanted) - set(ids))):
            wrong[path] = found

    assert wrong == {}


def test_every_link_inside_the_site_leads_somewhere(everything, base_url):
    links: dict[str, str] = {}
    for path, html in everything.items():
        for link in BeautifulSoup(html, "html5lib").select("a[href], link[href], img[src], script[src], source[src]"):
            address = link.get("href") or link.get("src")
            if address.startswith("/") and not address.startswith("/admin/"):
                links.setdefault(address.split("#")[0], path)

    dead = {}
    for address, on in links.items():
        if address in everything:
            continue
        try:
            with urlopen(base_url + address, timeout=30) as answer:
                answer.read(1)
        except OSError as error:
            dead[address] = f"on {on}: {error}"

    assert dead == {}


def test_html_validate_finds_nothing(everything, tmp_path_factory):
    folder = npm_install(HERE, tmp_path_factory.mktemp("html-validate"))
    files = {}
    for number, (path, html) in enumerate(everything.items()):
        files[f"{number:03}.html"] = path
        (folder / f"{number:03}.html").write_bytes(html)

    done = subprocess.run(
        ["node_modules/.bin/html-validate", "--formatter", "json", *files],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=300,
    )

    found = json.loads(done.stdout or "[]")
    wrong = [
        f"{files[Path(file['filePath']).name]}:{message['line']} {message['ruleId']}: {message['message']}"
        for file in found
        for message in file["messages"]
    ]
    assert not wrong, "\n".join(wrong[:60])
    assert done.returncode == 0, done.stderr


def test_lock_of_html_validate_names_no_registry():
    lock = json.loads((HERE / "package-lock.json").read_text())

    assert lock["packages"]["node_modules/html-validate"]["integrity"]
    assert not [name for name, package in lock["packages"].items() if "resolved" in package]
