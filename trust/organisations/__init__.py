"""Organisations that asked something of us, by their number: the desk and the shop know them by it."""
