"""Making the record that decides, which the close writes: `record` for one question, `rivals` for several; `facts` and
`words` are what it states."""
