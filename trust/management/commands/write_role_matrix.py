"""`manage.py write_role_matrix`: who opens which screen and does what through the API, as docs/roles.md."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import override

from cms.services.roles import ROLES
from trust.staff.narrowing import NARROWED
from trust.staff.rights import CLOSED, OPERATIONS, SCREENS, Roles

FILE = Path(settings.BASE_DIR) / "docs" / "roles.md"
HEAD = """# Who may open what

Made by `manage.py write_role_matrix` from `trust/staff/rights.py`; `tests/contract/test_rights.py` asks each address as each role and fails
for a screen or an operation that no line names. Administrators open everything but what nobody may. The rights of a role stand in
`cms/services/roles.py` and are put in place by `manage.py ensure_roles` at each release.

The second factor comes before all of this: without it nobody opens a screen, and no token writes (docs/adr/0017).
"""


class Command(BaseCommand):
    help = "Write docs/roles.md: each role, each screen of the admin, each operation of the API."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; fail when the file is out of date")

    def handle(self, *args, check: bool, **options) -> None:
        text = matrix()
        if check and (not FILE.exists() or FILE.read_text() != text):
            raise CommandError("docs/roles.md is out of date: run manage.py write_role_matrix.")
        if not check:
            FILE.write_text(text)
            self.stdout.write(f"{FILE.relative_to(settings.BASE_DIR)}: {text.count(chr(10))} lines")


def matrix() -> str:
    """The whole file."""
    with override("en"):
        return "\n".join([HEAD, *_screens(), *_operations()]) + "\n"


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _ticks(roles: Roles) -> list[str]:
    return ["yes" if role.name in roles else "·" for role in ROLES]


def _table_head(*first: str) -> list[str]:
    names = [role.name for role in ROLES]
    return [_row(*first, *names), _row(*["---"] * len(first), *[":-:"] * len(names))]


def _screens() -> Iterator[str]:
    yield "## Screens of the admin\n"
    for part in SCREENS:
        yield f"### {part.label}\n"
        yield from _table_head("address (by name)")
        for rule in part.rules:
            yield _row(f"`{rule.pattern}`", *_ticks(rule.roles))
        yield ""
    yield "Wagtail leaves these open to whoever may enter the admin; they are closed to who has no page, picture or document:\n"
    yield ", ".join(f"`{pattern}`" for pattern, _may in NARROWED) + ".\n"


def _operations() -> Iterator[str]:
    yield "## Operations of the API, by token\n"
    yield "A token does what its owner may and its scopes name; without scopes it reads what is public and what its owner may see.\n"
    yield from _table_head("operation (below /api/v3/)", "scope")
    for operation in OPERATIONS:
        if not operation.public:
            yield _row(f"`{operation.pattern}`", operation.scope or "none", *_ticks(operation.roles))
    yield (
        "\nOpen to anybody, with or without a token: "
        + ", ".join(f"`{one.pattern}`" for one in OPERATIONS if one.public)
        + ".\n"
    )
    yield "Closed to every token: " + ", ".join(f"`{pattern}`" for pattern in CLOSED) + "."
