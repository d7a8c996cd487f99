"""The contact page and its form."""
