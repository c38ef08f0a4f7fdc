"""What could be argued about in public, as pure functions: no database, no HTTP, no clock.

`permission.py` says who may do what, and `verdict.py` how a rule answers; `ownership.py`, `accrediting.py`,
`commenting.py`, `floor_order.py` and `passwords.py` each hold one question; `merkle.py`, `entries.py` and
`checkpoint.py` are the arithmetic of the record.
"""
