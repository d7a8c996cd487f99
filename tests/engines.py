"""Which tests run on which engine.

PostgreSQL is what an organisation runs on, so every test runs there. SQLite is for a trial: it need not answer again what Python alone
decides (which words stand on a page, who may press which button), only what the engine itself can answer otherwise. Where PostgreSQL is
not there, SQLite runs everything.

A place is a folder of tests, a module or one test; the longest that fits decides. Each folder has a line of its own.
"""

from __future__ import annotations

import pytest

# On both engines, and what SQLite can answer otherwise there.
BOTH = {
    "tests/bookings/paid": "a seat is kept for money: locks, and sums of what was paid and given back",
    "tests/bookings/test_line.py": "the waiting list moves on under a lock, in an order that the database gives",
    "tests/bookings/test_next_date.py": "which date is next is asked of the database",
    "tests/bookings/test_registering.py": "seats are counted under a lock",
    "tests/bookings/test_registration_privacy.py": "erasure",
    "tests/bookings/test_telling.py": "a mail and its mark are one transaction, whoever dies on the way",
    "tests/bookings/admin/test_series.py": "dates that repeat, written and changed many at once",
    "tests/bookings/admin/test_todo_and_figures.py": "figures are counted by the database",
    "tests/bookings/desk/test_clock.py": "each step once, whoever strikes twice or dies half-way",
    "tests/bookings/desk/test_evaluations.py": "averages are taken by the database",
    "tests/bookings/desk/test_fitting.py": "regions and skills are JSON, asked for in a query",
    "tests/bookings/desk/test_invoices.py": "numbers without a gap, also at once",
    "tests/bookings/desk/test_privacy.py": "export and erasure",
    "tests/bookings/desk/test_story.py": "a journey through all services of the desk",
    "tests/bookings/desk/test_api_story.py": "the same journey by the API alone",
    "tests/bookings/desk/admin/test_agenda_and_todo.py": "dates of several tables in one query",
    "tests/bookings/desk/admin/test_board.py": "columns are counted and cut off by the database",
    "tests/catalogue/payments": "events in any order: locks and constraints",
    "tests/catalogue/test_editions.py": "who received the one before is one query over orders",
    "tests/catalogue/test_forecast.py": "the ledger is summed by day",
    "tests/catalogue/test_ledger.py": "ten thousand steps of the ledger",
    "tests/catalogue/test_orders.py": "stock is reserved under a lock",
    "tests/catalogue/test_reach.py": "sums that outlive erasure",
    "tests/catalogue/test_stock.py": "the ledger",
    "tests/catalogue/admin/test_customers.py": "two customers become one, whatever points at them",
    "tests/catalogue/admin/test_packing.py": "a batch is gathered under a lock",
    "tests/circles/test_anonymity.py": "the map against an attacker",
    "tests/circles/test_areas.py": "the map's areas are what the tables say",
    "tests/circles/test_calling.py": "who is called first is an order that the database gives",
    "tests/circles/test_gathering.py": "groups change under a lock",
    "tests/circles/test_meeting.py": "answers are counted under a lock",
    "tests/circles/test_privacy.py": "export and erasure",
    "tests/circles/test_proposing.py": "proposals are written many at once, against what changed meanwhile",
    "tests/circles/test_publishing.py": "batches of the map",
    "tests/circles/test_regions.py": "a municipality is in one region: a constraint",
    "tests/circles/admin/test_figures_and_todo.py": "figures are counted by the database",
    "tests/cms/api/test_content.py": "one list out of many tables, in SQL of our own",
    "tests/cms/test_bad_input.py": "what is too long or no text is refused before the engine does, in its own way",
    "tests/cms/test_database_away.py": "a database that does not answer",
    "tests/cms/test_engines.py": "each engine puts its database back in its own way",
    "tests/cms/test_health.py": "so does the health check: migrations, and a database that is away",
    "tests/cms/test_indexing.py": "the index of words is another one",
    "tests/cms/test_kept.py": "versions are counted in the database, across processes",
    "tests/cms/test_promises.py": "dates are compared in queries, and taken down once",
    "tests/cms/test_query_counts.py": "pages and lists, with one thing on them and with thirty",
    "tests/cms/test_reports.py": "one list out of many tables",
    "tests/cms/test_search.py": "search is the engine's own",
    "tests/cms/test_two_editors.py": "locks between two editors",
    "tests/contract/test_any_query.py": "whatever is asked for: numbers and text that an engine may not know",
    "tests/contract/test_rights.py::test_administrator_opens_everything_that_can_be_reached": "every screen of the admin, drawn whole",
    "tests/home/informed": "confirmed, renewed and ended once, under a lock; erasure",
    "tests/home/test_demo.py": "every page and list, filled as a trial shows it",
    "tests/home/test_views.py": "search is the engine's own",
    "tests/podcast/test_consents.py": "what ended is out of every query the second after",
    "tests/podcast/test_privacy.py": "export and erasure",
    "tests/podcast/listeners/test_closing.py": "the same, on the site",
    "tests/races": "at once, over real connections; what needs PostgreSQL is not run on SQLite",
    "tests/trust/audit/test_services.py": "two logs that refuse to be changed",
    "tests/trust/backup": "a backup is the engine's own",
    "tests/trust/clock": "once a slot, however many clocks tick: a constraint and a lock",
    "tests/trust/forms/test_guards.py": "answers given once: a constraint",
    "tests/trust/links": "a link opens once: a lock",
    "tests/trust/outbox": "each mail once, whoever works or dies",
    "tests/trust/places/test_municipalities.py": "the table is loaded by a migration, and replaced many rows at once",
    "tests/trust/privacy": "export, erasure and terms",
    "tests/trust/queue": "a task is taken by one worker",
    "tests/trust/staff/test_door.py": "tries are counted, and a code works once",
    "tests/trust/staff/test_races.py": "a code works once, over real connections",
}

# On PostgreSQL when it is there, for what they hold beside the above: pages, forms, screens, words, rules in Python.
ONCE = {
    "tests/bookings": "pages, feeds and mails of dates",
    "tests/bookings/admin": "screens",
    "tests/bookings/desk": "pages, forms and mails of the desk, and its rules",
    "tests/bookings/desk/admin": "screens",
    "tests/bookings/paid/test_pages.py": "pages",
    "tests/catalogue": "pages, forms and the API of the shop",
    "tests/catalogue/admin": "screens and papers",
    "tests/catalogue/payments/test_told.py": "words",
    "tests/circles": "pages and the API of circles",
    "tests/circles/admin": "screens",
    "tests/circles/matching": "the solver, which asks no database",
    "tests/circles/screens": "screens",
    "tests/cms": "pages, blocks, headers and settings",
    "tests/cms/api": "answers and their headers",
    "tests/contract": "documents, and who may do what",
    "tests/home": "menus, the dashboard and what else the demo is made of",
    "tests/home/contact": "a form and its screens",
    "tests/podcast": "what an episode needs, its files and its people",
    "tests/podcast/listeners": "pages, feed and sound",
    "tests/trust": "words, days and keys",
    "tests/trust/audit": "screens and words",
    "tests/trust/backup/test_envelope.py": "a seal, which asks no database",
    "tests/trust/forms": "forms",
    "tests/trust/links/test_pages.py": "pages",
    "tests/trust/organisations": "fields",
    "tests/trust/outbox/test_backends.py": "how mail comes in",
    "tests/trust/outbox/test_settings.py": "settings",
    "tests/trust/outbox/test_staff.py": "screens",
    "tests/trust/outbox/test_views.py": "pages",
    "tests/trust/places": "how postcodes and telephone numbers are read",
    "tests/trust/privacy/test_consent_texts.py": "words",
    "tests/trust/privacy/test_registry.py": "what is written of each model, which asks no database",
    "tests/trust/queue/test_screen.py": "screens",
    "tests/trust/staff": "passwords and tokens",
}
# Chromium has suites of its own: everything on SQLite, journeys on PostgreSQL too.
APART = {"tests/browser": "drives Chromium"}
PLACES = {**BOTH, **ONCE, **APART}


def runs_on_both(nodeid: str) -> bool:
    """Whether SQLite runs this test too when PostgreSQL is there; stops the run at a test of which nobody said."""
    fitting = [
        place for place in PLACES if nodeid == place or nodeid.startswith((f"{place}/", f"{place}::", f"{place}["))
    ]
    if not fitting:
        raise pytest.UsageError(f"{nodeid}: tests/engines.py does not say on which engine this runs")
    return max(fitting, key=len) in BOTH
