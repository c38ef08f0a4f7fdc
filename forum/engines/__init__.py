"""The two databases, as the house needs them.

`sqlite.py` and `postgres.py` are Piccolo's engines with transactions that always end; `prepared.py` keeps the SQL of
frequent queries; `guards.py` and `making.py` serve migrations: what the database itself refuses, and how it is made.
"""
