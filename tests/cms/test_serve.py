"""The site on one machine: what ends by itself is started again, unless it cannot be helped (cms/management/commands/serve.py)."""

import subprocess

import pytest

from cms.management.commands.serve import RESTARTS, Command


@pytest.fixture
def command(monkeypatch) -> Command:
    monkeypatch.delenv("MAKELEVEL", raising=False)
    command = Command()
    command.stopping = False
    return command


def process(*words: str) -> subprocess.Popen:
    return subprocess.Popen(words)


def test_a_worker_that_ended_is_started_again_and_the_site_goes_on(command):
    started = []

    def again(name: str) -> subprocess.Popen:
        started.append(name)
        return process("sleep", "30")

    children = {"web": process("sleep", "1"), "worker": process("false"), "clock": process("sleep", "30")}
    ended = command.watch(children, again)
    for child in children.values():
        child.kill()

    assert (ended, started) == ("web", ["worker"])


def test_a_worker_that_ends_again_and_again_ends_it_all(command):
    started = []

    def again(name: str) -> subprocess.Popen:
        started.append(name)
        return process("false")

    children = {"web": process("sleep", "60"), "worker": process("false")}
    ended = command.watch(children, again)
    children["web"].kill()

    assert (ended, len(started)) == ("worker", RESTARTS)


def test_the_processes_are_the_site_our_worker_and_the_clock(command):
    commands = command.commands(8000, reload=False)

    assert {name: words[-1] for name, words in commands.items()} == {
        "web": "cms.wsgi",
        "worker": "worker",
        "clock": "clock",
    }
