"""Process up, and everything it needs up (cms/health.py)."""

from datetime import timedelta

import pytest
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max


def a_task(*, waiting: timedelta, run_after=None) -> DBTaskResult:
    """A task that was put in the queue `waiting` ago and that nobody took."""
    task = DBTaskResult.objects.create(
        task_path="cms.tasks.some_task",
        args_kwargs={"args": [], "kwargs": {}},
        backend_name="default",
        run_after=run_after or get_date_max(),
        exception_class_path="",
        traceback="",
    )
    DBTaskResult.objects.filter(pk=task.pk).update(enqueued_at=timezone.now() - waiting)
    return task


def test_a_living_process_says_so_without_asking_the_database(client):
    # No `db` fixture: pytest-django refuses every query.
    response = client.get("/healthz/")

    assert response.status_code == 200
    assert response.json() == {"status": "ok"}
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_a_site_with_all_it_needs_is_ready(client):
    response = client.get("/readyz/")

    assert response.status_code == 200
    assert response.json()["status"] == "ok"
    assert {"database", "ledger", "migrations", "queue", "restore", "storage"} <= set(response.json()["checks"])
    assert set(response.json()["checks"].values()) == {"ok"}


@pytest.mark.django_db
def test_an_unapplied_migration_is_not_ready(client):
    newest = MigrationLoader(connection).graph.leaf_nodes("trust")[0]
    MigrationRecorder(connection).record_unapplied(*newest)

    response = client.get("/readyz/")

    assert response.status_code == 503
    assert response.json()["checks"]["migrations"] == "1 unapplied"


@pytest.mark.django_db
def test_a_task_that_nobody_takes_is_not_ready(client):
    a_task(waiting=timedelta(minutes=16))

    response = client.get("/readyz/")

    assert response.status_code == 503
    assert response.json()["checks"]["queue"].startswith("1 waiting")


@pytest.mark.django_db
def test_tasks_that_are_young_or_not_yet_due_are_fine(client):
    a_task(waiting=timedelta(minutes=1))
    a_task(waiting=timedelta(days=1), run_after=timezone.now() + timedelta(hours=1))
    a_task(waiting=timedelta(days=1), run_after=timezone.now() - timedelta(minutes=1))

    assert client.get("/readyz/").status_code == 200


@pytest.mark.django_db
def test_a_storage_that_refuses_is_not_ready_and_keeps_its_paths_to_itself(client, monkeypatch):
    def refuse(*args, **kwargs):
        raise PermissionError(13, "Permission denied", "/srv/private/place")

    monkeypatch.setattr(FileSystemStorage, "_save", refuse)

    response = client.get("/readyz/")

    assert response.status_code == 503
    checks = response.json()["checks"]
    assert [name for name, found in checks.items() if found != "ok"] == ["storage"]
    assert checks["storage"] == "failed"


@pytest.mark.django_db
def test_the_storage_probe_leaves_nothing_behind(client):
    client.get("/readyz/")

    assert default_storage.listdir("readyz")[1] == []


@pytest.mark.parametrize("address", ["/healthz/", "/readyz/"])
def test_health_is_only_read(client, address):
    assert client.post(address).status_code == 405


@pytest.mark.django_db
def test_a_ledger_that_cannot_be_written_is_not_ready(client, settings, tmp_path):
    (tmp_path / "a-file").touch()
    settings.LEDGER_FILE = str(tmp_path / "a-file" / "erasures.jsonl")

    response = client.get("/readyz/")

    assert response.status_code == 503
    assert response.json()["checks"]["ledger"] == "cannot be written"
