"""The shop in the admin: products, stock, orders, parcels, customers."""
