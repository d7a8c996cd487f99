"""Sign-ups, map, regions, calls, volunteers, group proposals."""
