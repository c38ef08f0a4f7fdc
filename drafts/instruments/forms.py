"""What the secretariat types to bring an instrument."""
from __future__ import annotations

from litestar.datastructures import UploadFile
from wtforms import FileField, StringField, TextAreaField
from wtforms.validators import Length

from drafts.exchange.markdown import decoded
from drafts.exchange.outline import MAX_SOURCE, Unreadable
from drafts.instruments.bringing import MAX_ABOUT
from forum.errors import Invalid
from forum.web.forms import Form, text


class BringForm(Form):
    source = TextAreaField("Text in Markdown", filters=[text], validators=[Length(max=MAX_SOURCE)])
    file = FileField("Or a file in Markdown")
    slug = StringField("Name in addresses", filters=[text], validators=[Length(max=80)])
    about = TextAreaField("About it, in plain words", filters=[text], validators=[Length(max=MAX_ABOUT)])

    async def take_file(self) -> None:
        """An uploaded file takes the place of the text, so that it is kept and can be mended if something is wrong with it."""
        upload = self.file.data
        if isinstance(upload, UploadFile) and (raw := await upload.read()):
            try:
                self.source.data = decoded(raw)
            except Unreadable as refused:
                raise Invalid({"file": sentences(refused)}) from None

    def check(self) -> None:
        super().check()
        if not self.source.data:
            raise Invalid({"source": "Paste the text of the instrument, or choose a file."})


def sentences(refused: Unreadable) -> tuple[str, ...]:
    return tuple(f"Line {line}: {says}" for line, says in refused.problems)
