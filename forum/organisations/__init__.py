"""Stakeholder groups, organisations, their accreditation, and who owns them.

`actions.py` names groups, enters organisations and ends accreditations; `accrediting.py` puts an organisation forward
and takes the registrars' grounds, `applications.py` reads both; `ownership.py` declares owners; `blocs.py` counts
organisations as one voice. `mandates.py` answers what is held now and a delegation's addresses; `letters.py` holds
what organisations are written. The pages of organisations that show people stand one room higher, in `forum/people/`.
"""
