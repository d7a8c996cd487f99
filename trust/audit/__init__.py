"""Who did what, when, to which record; and who looked at what is sensitive."""
