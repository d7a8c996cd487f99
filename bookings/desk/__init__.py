"""The booking desk: organisations ask for a workshop, a lecture, a play or a visit, and staff answer with a proposal (docs/adr/0026)."""
