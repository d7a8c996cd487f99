"""Wagtail's two indexes (of words, and of what leads to what) are brought up to date when somebody looks in them.

On a server the worker does this a while after a save. Done inside every save it is a fifth of the work of the tests, most of which
never look. Whoever does look finds everything: `look_first` does what waits before the first statement about such a table.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django_tasks.backends.immediate import ImmediateBackend

# By name: this is read while the models are still being made.
INDEXING = {"modelsearch.tasks.insert_or_update_object_task", "wagtail.tasks.update_reference_index_task"}
TABLES = ("wagtailcore_referenceindex", "wagtailsearch_")
waiting: dict[tuple, tuple] = {}  # what is saved three times is indexed once


class IndexedWhenRead(ImmediateBackend):
    """Does a task at once, and indexing when it is needed. Nobody keeps the result of the latter."""

    def enqueue(self, task, args, kwargs):
        if task.module_path not in INDEXING:
            return super().enqueue(task, args, kwargs)
        waiting[task.module_path, *args] = (super().enqueue, task, args, kwargs)
        return None


def catch_up() -> None:
    """Do what waits; it is not counted among the queries of whoever looks."""
    tasks = list(waiting.values())
    waiting.clear()
    counted, connection.force_debug_cursor = connection.force_debug_cursor, False
    try:
        for do, *task in tasks:
            do(*task)
    finally:
        connection.force_debug_cursor = counted


def look_first(execute, sql, params, many, context):
    """Around each statement (`connection.execute_wrappers`)."""
    if waiting and any(table in sql for table in TABLES):
        catch_up()
    return execute(sql, params, many, context)


def look_first_on(connection, **_kwargs) -> None:
    """For `connection_created`."""
    if look_first not in connection.execute_wrappers:
        connection.execute_wrappers.append(look_first)


@contextmanager
def nothing_left_waiting() -> Iterator[None]:
    """What a test leaves is forgotten; its rows are gone too."""
    before = dict(waiting)
    yield
    waiting.clear()
    waiting.update(before)
