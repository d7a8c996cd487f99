"""Money through Stripe Checkout: asked, confirmed by its webhook or by asking, given back (spec D7, D8, B16; docs/adr/0027)."""
