"""The municipalities of the table that comes with the code, with their neighbours. What editors corrected meanwhile stays."""

from django.db import migrations

from trust.places.services import load_municipalities


def fill(apps, schema_editor):
    load_municipalities(model=apps.get_model("trust", "Municipality"))


def empty(apps, schema_editor):
    apps.get_model("trust", "Municipality").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("trust", "0007_municipalities")]

    operations = [migrations.RunPython(fill, empty)]
