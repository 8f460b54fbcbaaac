"""Proving that forms and what was filled in are, byte for byte, what was kept."""

import json
from collections.abc import Iterator

from sqlalchemy import select

from groupkit.db import db
from groupkit.files import StoredFile, digest_of
from groupkit.funderforms.models import FilledForm, FunderForm
from groupkit.funderforms.operations import FILLED_IN
from groupkit.history import HistoryLine


def check() -> Iterator[str]:
    """A sentence for each form that is not as it was sent, and each filled one that is not as it was kept."""
    stored = select(FunderForm.id, FunderForm.digest, StoredFile.digest).outerjoin(
        StoredFile, StoredFile.id == FunderForm.file_id
    )
    for form_id, digest, kept in db.session.execute(stored.order_by(FunderForm.id)):
        if digest != kept:
            yield f"Form {form_id} is not the file that was sent"
    told = dict(_told())
    for filled in db.session.scalars(select(FilledForm).order_by(FilledForm.id)):
        if digest_of(filled.workbook) != filled.digest or told.pop(filled.key, None) != filled.digest:
            yield f"Filled form {filled.number} of grant {filled.grant_id} is not as it was kept"
        db.session.expunge(filled)
    for _ in told:
        yield "A filled form of which the history tells is gone"


def _told() -> Iterator[tuple[str, str]]:
    """The key and the digest of each filled form, as the history tells them."""
    for body in db.session.scalars(select(HistoryLine.body).where(HistoryLine.what == FILLED_IN)):
        try:
            said = json.loads(body)
            yield said["key"][1], said["digest"][1]
        except (ValueError, KeyError, IndexError, TypeError):
            continue
