"""How staff sign in, and what their API tokens may do."""
