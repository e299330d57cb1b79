"""The session's store: Django's, in the database, which also remembers until when the row it read is good."""

from datetime import datetime

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session


class SessionStore(db.SessionStore):
    """`expire_le`: None until a row was read."""

    expire_le: datetime | None = None

    def _get_session_from_db(self) -> Session | None:
        row = super()._get_session_from_db()
        self.expire_le = row.expire_date if row else None
        return row
