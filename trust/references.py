"""What people say on the telephone to name a record: random, never its row number."""

import secrets

# Without what is easily misread: 0 O, 1 I L.
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def new_reference() -> str:
    """Eight signs in two groups: `7KQ2-MX4P`."""
    signs = "".join(secrets.choice(LETTERS) for _sign in range(8))
    return f"{signs[:4]}-{signs[4:]}"
