"""What is done with words, as pure functions: they compare, merge, quote and follow texts.

`redline.py` shows a difference and `described.py` says it in sentences; `tokens.py`, `segments.py`, `windows.py` and
`hunks.py` find it. `merge.py` and `weave.py` lay changes over each other; `anchor.py` finds a quote, `carry.py` follows
it into the next revision, and `weight.py` knows the words that decide what a sentence demands. `brackets.py` reads what
is not agreed; `plain.py` gives everything one spelling.
"""
