"""Who could form a linkgroep together: a pure solver, people in and proposals out (docs/adr/0029). It knows no database and no clock.

outcome = propose(Case(people=…, verbinders=…, today=…))
"""
