"""Stay informed: a sign-up that is confirmed by mail and ended by a link."""
