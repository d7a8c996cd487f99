"""Activities, requests and proposals; series, events, registrations; calendar feeds."""
