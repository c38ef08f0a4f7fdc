"""Word documents, out and in.

`writing.py` writes editions, and changes as tracked changes, with the few elements of `markup.py`. Tracked changes are
read back in four steps: `unpacking.py` opens the file, `paragraphs.py` reads each paragraph before and after,
`assigning.py` says which clause it is, and `tracked.py` lists what is proposed, in the markup of `kept_markup.py`.
"""

from drafts.exchange.word.tracked import Understood, WordChange, read_changes
from drafts.exchange.word.writing import write, write_changes, write_redline

__all__ = ["Understood", "WordChange", "read_changes", "write", "write_changes", "write_redline"]
