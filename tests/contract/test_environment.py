"""`.env.example` names what the settings read, all of it and nothing else, with the defaults of the code."""

from __future__ import annotations

import ast
import re
import subprocess
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import environ
import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLE = (ROOT / ".env.example").read_text()
READERS = [*sorted((ROOT / "cms" / "settings").glob("*.py")), ROOT / "deploy" / "gunicorn.conf.py"]
# `NAME=value` is to be filled in; `# NAME=value` says the default.
LINE = re.compile(r"^(# )?([A-Z][A-Z0-9_]+)=(.*)$", re.MULTILINE)


def reads(path: Path) -> Iterator[tuple[str, ast.expr | None]]:
    """Each name that a file asks of the environment, with the default beside it."""
    for node in ast.walk(ast.parse(path.read_text())):
        if not (isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)):
            continue
        asked = ast.unparse(node.func)
        if asked == "os.environ.get":
            yield node.args[0].value, node.args[1] if len(node.args) > 1 else None
        elif asked == "env" or asked.startswith("env."):
            yield node.args[0].value, next((word.value for word in node.keywords if word.arg == "default"), None)


def in_words(default: ast.expr | None) -> set[str]:
    """A default as one types it; nothing when there is none, or when it is reckoned from something else."""
    if default is None or any(isinstance(part, ast.Name) for part in ast.walk(default)):
        return set()
    value = eval(ast.unparse(default), {})  # a constant of our own source
    return {{True: "on", False: "off"}[value] if isinstance(value, bool) else "" if value == [] else str(value)}


@pytest.fixture(scope="module")
def defaults() -> dict[str, set[str]]:
    """Of each name that is read: its defaults; more than one where environments differ, none where it is reckoned."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in READERS:
        for name, default in reads(path):
            found[name] |= in_words(default)
    return found


def test_every_name_that_is_read_is_explained_and_no_other(defaults):
    said = [name for _, name, _ in LINE.findall(EXAMPLE)]

    assert len(defaults) > 40  # the reader of this test sees them
    assert sorted(said) == sorted(defaults)


def test_a_default_is_that_of_the_code(defaults):
    said = {name: value.strip("'") for optional, name, value in LINE.findall(EXAMPLE) if optional}

    assert {name: value for name, value in said.items() if defaults[name] and value not in defaults[name]} == {}


def test_a_shell_and_the_settings_read_it_alike(tmp_path):
    filled = tmp_path / "env"
    filled.write_text("\n".join(f"{name}={value}" for _, name, value in LINE.findall(EXAMPLE)) + "\n")
    ours: dict[str, str] = {}

    class Ours(environ.Env):
        ENVIRON = ours

    Ours.read_env(filled)
    printed = subprocess.run(
        ["sh", "-ec", f"set -a; . {filled}; env -0"], env={}, capture_output=True, text=True, check=True
    ).stdout
    theirs = dict(pair.split("=", 1) for pair in printed.split("\0") if pair)

    assert {name: theirs.get(name) for name in ours} == ours
