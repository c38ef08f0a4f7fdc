"""The POST of a comment, the same on every subject: a route names the subject and how to show its page again."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from litestar import Request, Response

from forum.errors import Invalid, NotFound
from forum.rules.permission import Identity
from forum.threads.actions import make_comment
from forum.threads.forms import CommentForm
from forum.threads.queries import place
from forum.web.pages import go


async def post_comment(
    request: Request,
    who: Identity,
    *,
    container: str,
    subject: str,
    texts: Mapping[str, str],
    again: Callable[[CommentForm], Awaitable[Response]],
) -> Response:
    """Makes a comment of a form. `texts` holds by path of the wording the words as readers see them, of every wording
    that the form may have been about: a comment typed before the words moved on stays with the words that its author
    saw. `again` renders the page with the form's errors, status 422."""
    form = await CommentForm.of(request)
    if form.wording.data not in texts:
        raise NotFound
    words = texts[form.wording.data]
    try:
        made = await make_comment(
            who,
            container=container,
            subject=subject,
            wording=form.wording.data,
            text=words,
            stance=form.chosen_stance,
            body=form.body.data,
            resolution=form.resolution.data,
            quote=form.quote,
            parent=form.reply_to,
        )
    except Invalid as refused:
        form.on(words).refuse(refused)
        return await again(form)
    return go(await place(made))
