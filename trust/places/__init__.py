"""Postcodes, municipalities and provinces; telephone numbers."""
