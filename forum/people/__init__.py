"""Participants, what they may do, and how they come in.

`actions.py` gives and ends mandates and offices; `invitations.py` invites and accepts; `signing.py`, `sessions.py` and
`throttle.py` sign in; `recovery.py` sends a new password; `bootstrap.py` makes the first link; `submissions.py` lets a
form act once. `passwords.py` hashes, `browser.py` is the cookie of a session, `demonstration.py` whom a visitor can be.
`queries.py` answers who somebody is, `delegations.py` who acts for an organisation or holds an office.
`letters.py` holds what people are written. `delegation_routes.py` and `public_routes.py` are the organisations' pages.
"""
