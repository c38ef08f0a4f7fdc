"""What the secretariat types to bring an instrument."""

from __future__ import annotations

from litestar.datastructures import UploadFile
from wtforms import FileField, StringField, TextAreaField
from wtforms.validators import Length

from drafts.exchange import akn
from drafts.exchange.markdown import decoded
from drafts.exchange.markdown_out import outline_markdown
from drafts.exchange.outline import MAX_SOURCE, Notice, Unreadable
from drafts.instruments.bringing import MAX_ABOUT
from forum.errors import Invalid
from forum.web.forms import Form, text

AKN = (".xml", ".akn")


class BringForm(Form):
    notices: tuple[Notice, ...] = ()  # what of an uploaded document was taken otherwise than it stood

    source = TextAreaField("Text in Markdown", filters=[text], validators=[Length(max=MAX_SOURCE)])
    file = FileField("Or a file in Markdown or Akoma Ntoso")
    slug = StringField("Name in addresses", filters=[text], validators=[Length(max=80)])
    about = TextAreaField("About it, in plain words", filters=[text], validators=[Length(max=MAX_ABOUT)])

    async def take_file(self) -> None:
        """An uploaded file takes the place of the text, so that it is kept and can be mended if something is wrong with
        it. Akoma Ntoso becomes Markdown first: what is checked is what is brought."""
        upload = self.file.data
        if isinstance(upload, UploadFile) and (raw := await upload.read()):
            try:
                self.source.data = self._markdown_of(raw) if upload.filename.lower().endswith(AKN) else decoded(raw)
            except Unreadable as refused:
                raise Invalid({"file": sentences(refused)}) from None

    def _markdown_of(self, raw: bytes) -> str:
        outline = akn.read(raw)
        self.notices = outline.notices
        return outline_markdown(outline)

    def check(self) -> None:
        super().check()
        if not self.source.data:
            raise Invalid({"source": "Paste the text of the instrument, or choose a file."})


def sentences(refused: Unreadable) -> tuple[str, ...]:
    return tuple(f"Line {line}: {says}" for line, says in refused.problems)
