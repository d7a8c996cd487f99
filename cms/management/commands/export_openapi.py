"""`manage.py export_openapi`: write the OpenAPI document to tests/contract/openapi.json, after a change that is meant."""

import json
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from cms.api.document import openapi_document

TARGET = "tests/contract/openapi.json"


class Command(BaseCommand):
    help = f"Writes the OpenAPI document to {TARGET} (or to the path given)."

    def add_arguments(self, parser):
        parser.add_argument("path", nargs="?", default=str(settings.BASE_DIR / TARGET))

    def handle(self, *args, path, **options):
        document = json.dumps(openapi_document(), indent=1, ensure_ascii=False, sort_keys=True)
        Path(path).write_text(document + "\n", encoding="utf-8")
        self.stdout.write(f"Written: {path}")
