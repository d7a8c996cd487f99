"""The measure that registering is held against: Django with nothing but one `SELECT … FOR UPDATE`, one `INSERT`, one `UPDATE` in a transaction.

Its two tables are made by `python -m tests.benchmarks.bare_registrations`; the date is the row with number 1.
"""

import json
import os

import django
import environ
from django.conf import settings

config = environ.Env.db_url_config(os.environ["DATABASE_URL"])
if config["ENGINE"].endswith("sqlite3"):
    config["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
config["CONN_MAX_AGE"] = 60
settings.configure(
    SECRET_KEY="bare",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    DATABASES={"default": config},
    USE_TZ=True,
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
)
django.setup()

from django.db import connection, models, transaction  # noqa: E402
from django.http import JsonResponse  # noqa: E402
from django.urls import path  # noqa: E402


class Date(models.Model):  # noqa: DJ008
    capacity = models.PositiveIntegerField()
    taken = models.PositiveIntegerField(default=0)

    class Meta:
        app_label = "bare"


class Seat(models.Model):  # noqa: DJ008
    date = models.ForeignKey(Date, on_delete=models.CASCADE)
    name = models.CharField(max_length=120)
    email = models.EmailField()

    class Meta:
        app_label = "bare"


def register(request):
    said = json.loads(request.body)
    with transaction.atomic():
        date = Date.objects.select_for_update().get(pk=1)
        seat = Seat.objects.create(date=date, name=said["name"], email=said["email"])
        date.taken += 1
        date.save(update_fields=["taken"])
    return JsonResponse({"id": seat.pk}, status=201)


urlpatterns = [path("register/", register)]

if __name__ == "__main__":
    with connection.schema_editor() as editor:
        editor.create_model(Date)
        editor.create_model(Seat)
    Date.objects.create(pk=1, capacity=10**6)
else:
    from django.core.wsgi import get_wsgi_application

    application = get_wsgi_application()
