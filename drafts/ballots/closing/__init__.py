"""The close, at its time and once (`actions`), and what comes after it (`answers`): answers to objections, and the
clearing of ballots that were held until they had them."""
