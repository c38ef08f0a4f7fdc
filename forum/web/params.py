"""Path parameters, bounded by what the database's columns hold."""

from __future__ import annotations

from typing import Annotated

from litestar.params import PathParameter

Id = Annotated[int, PathParameter(ge=1, le=2_147_483_647)]
Seq = Annotated[int, PathParameter(ge=0, le=9_007_199_254_740_991)]  # what a number in JSON holds exactly
