"""The key of each ballot, held by the server or divided among trustees until the ballot closes.

`actions`: making, releasing and publishing a key; `naming`: naming trustees, ending their duty, their passphrases;
`asking`: asking trustees once voting has ended; `letters`: the text of both letters; `passphrases`: keys made of what
people remember; `trustees`: who they are and who would hold a share now; `queries`: how a ballot is sealed, and its
secret once it may be known.
"""
