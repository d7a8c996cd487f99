"""An index for the API's list of all cards, the newest first and those without a date last.

On PostgreSQL alone: there dates that are not there come first unless an index is told so, which SQLite does not understand in an index and does
not need. So it is no part of the model's own list of indexes.
"""

from django.db import migrations

NAME = "cms_card_newest_of_all"


def add_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"CREATE INDEX {NAME} ON cms_card (date DESC NULLS LAST, page_id DESC)")


def drop_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP INDEX {NAME}")


class Migration(migrations.Migration):
    dependencies = [("cms", "0003_content_change")]

    operations = [migrations.RunPython(add_index, drop_index)]
