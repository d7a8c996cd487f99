"""Places are no people."""

from trust.registry import declare_impersonal

declare_impersonal("trust.Municipality", because="the municipalities of Flanders and Brussels and where they lie")
