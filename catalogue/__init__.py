"""The shop: print and publications, their stock, orders, payments and parcels."""
