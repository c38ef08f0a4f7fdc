"""Coming in and going out."""

from __future__ import annotations

from litestar import Request, Response, get, post
from litestar.params import FromQuery

from forum.errors import Invalid, NotFound, TooOften
from forum.people.browser import described, let_in, network
from forum.people.demonstration import everybody
from forum.people.forms import SignInForm
from forum.people.sessions import end_session
from forum.people.signing import sign_in, step_into
from forum.rules.digits import digits
from forum.web.guards import SignedIn, own_form, public, signed_in
from forum.web.pages import go, local, page
from forum.web.visit import SESSION_COOKIE, visit_of

WORK = "/work"


def back(path: str) -> str:
    """Leads back to where one was, but not to the pages of signing in themselves."""
    safe = local(path, WORK)
    return WORK if safe.startswith(("/sessions", "/invitations")) else safe


async def sign_in_page(request: Request, form: SignInForm, status: int = 200) -> Response[str]:
    people = await everybody() if request.app.state.demonstration else ()
    return page(
        request,
        "forum/people/sign_in.html",
        status=status,
        form=form,
        people=people,
        contact=request.app.state.settings.mail_from,
    )


@get("/sessions/new", guards=[public], include_in_schema=False)
async def new_session(request: Request, next: FromQuery[str] = "") -> Response[str]:
    return await sign_in_page(request, SignInForm(data={"next": back(next)}))


@post("/sessions", guards=[own_form], include_in_schema=False, form=SignInForm)
async def open_session(request: Request) -> Response:
    """Outside the one transaction of a POST: the password is hashed between two short ones."""
    form = await SignInForm.of(request)
    try:
        form.check()
        token = await sign_in(form.email.data, form.password.data, network=network(request), **described(request))
    except Invalid as error:
        form.refuse(error)
        return await sign_in_page(request, form, 422)
    except TooOften as error:
        form.refuse(Invalid({"": error.reasons}))
        answer = await sign_in_page(request, form, 429)
        answer.headers["retry-after"] = str(error.seconds)
        return answer
    let_in(request, token)
    return go(back(form.next.data))


@post("/sessions/demonstration", guards=[own_form], include_in_schema=False)
async def open_demonstration_session(request: Request) -> Response:
    typed = await request.form()
    person = digits(str(typed.get("person", "")))
    if not request.app.state.demonstration or person is None:
        raise NotFound
    let_in(request, await step_into(person, **described(request)))
    return go(back(str(typed.get("next", ""))))


@post("/sessions/end", guards=[signed_in], include_in_schema=False)
async def sign_out(request: Request, identity: SignedIn) -> Response:
    visit = visit_of(request.scope)
    await end_session(identity.participant, visit.own_session)
    visit.forget_cookie(SESSION_COOKIE)
    answer = go("/")
    answer.headers["clear-site-data"] = '"cache"'
    return answer


SIGNING = [new_session, open_session, open_demonstration_session, sign_out]
