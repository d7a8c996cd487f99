"""About how many people live in each municipality, by its slug."""

from trust.places.table import rows

INHABITANTS: dict[str, int] = {row.slug: row.population_class.typical for row in rows()}
