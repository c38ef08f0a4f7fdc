"""Letters: `actions.py` writes them into the outbox with the act that causes them, and sends what waits.

The text of a letter stands in `letters.py` of the room whose verb sends it. It is a function that answers subject and
body, so that a verb says `await write(address, *letters.refused(name, slug))`.
"""
