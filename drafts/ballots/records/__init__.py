"""Published records: `checks` is the part of `comity verify` about ballots; `reading` and `capture_command` are for
those who check offline."""
