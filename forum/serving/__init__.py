"""What stands on people and record and serves the pages: the application and its doors.

`app.py` builds the application from the parts that the roof hands over, and runs what happens every second. A request
comes in by `safe.py` (GET: one reading, kept in `cache.py`) or by `unsafe.py` (POST: one act); `once.py` knows our own
forms, `sessions.py` who is there, and `headers.py` puts the security headers on every answer.

`bounds.py` says how large a request may be, `bodies.py` reads forms and files within that, `routing.py` knows which
route takes a file, `refusals.py` answers what never reached a route, and `ticking.py` does what the rules do by
themselves.
"""
