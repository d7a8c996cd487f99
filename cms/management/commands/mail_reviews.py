"""`manage.py mail_reviews`: each working morning, by the clock."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand

from cms.services.promises import mail_reviews


class Command(BaseCommand):
    help = "Mail page owners the pages with blocks past their use-by date."

    def handle(self, *args, **options):
        chief_editors = get_user_model().objects.filter(is_active=True, groups__name="Eindredacteurs").exclude(email="")
        sent = mail_reviews(
            fallback_recipients=list(chief_editors.values_list("email", flat=True)),
            base_url=settings.WAGTAILADMIN_BASE_URL,
        )
        self.stdout.write(f"{sent} mail(s) sent")
