"""Votes: from the opening, when question, method and roll are frozen, to the close, when the count is published.

A ballot's story stands in rooms of its own: `opening/`, `casting/`, `counting/` (how its record is made), `closing/`
(with the answers to objections), `receipts/` (what proves that a vote was recorded), `records/` (checking published
records, here and offline), and `annulling/` (ending one in which nobody has voted).

On the ground: `tables`; `values`, what their rows hold; `rows`, where they are read; `rolls`, who is entitled to vote;
`questions` and `candidates`, what is asked; `published`, a record read back; `capture`, who could capture a decision;
`gates`, what other floors ask before an opening. Above: `queries` (one ballot), `lists` (many), `pages`, and routes.
`actions` is the door through which other rooms open, cast and close.
"""
