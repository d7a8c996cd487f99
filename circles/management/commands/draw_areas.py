"""By hand, after a change of the table of municipalities, of the villages or of the partition: the file it writes stands in the repository."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand

from circles.drawing import draw

DRAWING = Path(__file__).parents[2] / "areas.json"


class Command(BaseCommand):
    help = "Draw the areas of the public map again. The same bytes for the same tables."

    def add_arguments(self, parser):
        parser.add_argument("--to", type=Path, default=DRAWING, help="where the drawing is written")

    def handle(self, *args, **options):
        drawn = draw()
        text = json.dumps(drawn, ensure_ascii=False, separators=(",", ":")) + "\n"
        options["to"].write_text(text, encoding="utf-8", newline="\n")
        self.stdout.write(f"{options['to'].name}: {len(drawn['areas'])} areas, {len(text.encode())} bytes")
