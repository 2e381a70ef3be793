"""How fast it is on a lot of data: the budgets of the design, measured by subject.

Each subject has ``run`` (measures in a database of its own), ``HEAD`` and ``row`` (the table) and
``write`` (keeps it).
"""
