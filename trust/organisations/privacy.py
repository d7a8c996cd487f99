"""Organisations are no people: what stands here, the public register (KBO) shows as well."""

from trust.registry import declare_impersonal

declare_impersonal("trust.Organisation", because="an organisation as the public register of enterprises shows it")
