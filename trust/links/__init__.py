"""Personal links: unguessable, bound to one purpose, expiring, revocable, stored as a keyed hash."""
