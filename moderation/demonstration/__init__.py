"""The demonstration: a believable forum, made by the very verbs that the pages use.

`actions.py` loads it; `people.py` enters who is in it; `acts.py` tells the acts of `story.json`, and `story.py` keeps
what has been told. `times.py` sets the clock for a moment. `commands.py` is `comity demo`.
"""
