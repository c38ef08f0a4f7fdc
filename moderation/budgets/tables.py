"""How much may be posted now, for each organisation and each owner, however many people and processes."""

from __future__ import annotations

from piccolo.columns import BigInt, Varchar

from forum.columns import Row, moment


class Bucket(Row, tablename="bucket"):
    key = Varchar(length=120, unique=True)  # "organisation/12" or "owner/cobalt"
    level = BigInt()  # thousandths of a comment that are left
    at = moment()
