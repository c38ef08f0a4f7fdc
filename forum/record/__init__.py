"""The public record: an append-only log of every act, as a Merkle tree that is signed.

`actions.py` appends and signs; `queries.py` reads entries and proofs; `key.py` keeps the key that signs; `rows.py`
makes a value of any row. `verify.py` and its parts are `comity verify`; `vouched.py` says which tables the record
vouches for. `routes.py` holds the pages for people, `proof_routes.py` those for machines.
"""
