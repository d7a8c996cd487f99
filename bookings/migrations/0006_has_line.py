from django.db import migrations, models

SAID = {
    "editable": False,
    "help_text": "No: nobody is on the waiting list.",
    "verbose_name": "somebody may wait",
}


class Migration(migrations.Migration):
    """The dates that are there may have a waiting list; who registers first finds out."""

    dependencies = [("bookings", "0005_registration_to_pay")]

    operations = [
        migrations.AddField("event", "has_line", models.BooleanField(default=True, **SAID)),
        migrations.AlterField("event", "has_line", models.BooleanField(default=False, **SAID)),
    ]
