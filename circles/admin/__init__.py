"""The screens of circles."""
