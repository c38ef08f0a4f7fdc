"""The rules of texts and votes, as pure functions: no database, no web, no clock.

`lifecycle.py` says what may become of an amendment, `procedure.py` which method decides what, and `permission.py` who
may do what. `methods.py`, `conditions.py`, `lawful.py` and `process.py` are a decision rule as data; `presets/` holds
the built-in ones. `casting.py`, `rivals.py`, `rounds.py`, `sealing.py` and `ends.py` are the law of a ballot;
`record.py`, `tally.py`, `judging.py` and `explain.py` count it and say why. `capture/` reckons how few could decide.
"""
