"""The session manager: sessions by name, forgotten when no one uses them any more."""

import time
from collections.abc import Callable
from uuid import uuid4

from isoanneal.annealer import Annealer
from isoanneal.arguments import check
from isoanneal.parameters import Parameters
from isoanneal.refusal import RefusalError, declare
from isoanneal.session import Session
from isoanneal.snapshot import Snapshot

TIME_TO_LIVE = 3600.0
"""Seconds without access after which a session expires."""


declare(
    {
        "session-unknown": (
            "There is no session “{session}”: it was deleted, or not used for an hour. "
            "Configure a new one."
        ),
    }
)


class UnknownSessionError(RefusalError):
    """A session that never was, was deleted or has expired; the message says what to do."""


class SessionManager:
    """Creates sessions, finds them, and drops those that no one has used for long."""

    def __init__(
        self,
        time_to_live: float = TIME_TO_LIVE,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Keep sessions for `time_to_live` seconds, by `clock`, after their last access.

        To find a session is an access, and so is each event that is read from its stream.
        """
        self._time_to_live = time_to_live
        self._clock = clock
        self._sessions: dict[str, Session] = {}

    def create(
        self,
        parameters: Parameters,
        snapshot: Snapshot | None = None,
        annealer: Annealer | None = None,
    ) -> Session:
        """Return a new session, at its beginning or where a snapshot was taken; see `Session`.

        Raises what the parameters do not allow, and `SnapshotError`.
        """
        self._drop_expired()
        session = Session(uuid4().hex, parameters, snapshot, self._clock, annealer)
        self._sessions[session.session_id] = session
        return session

    def get(self, session_id: str) -> Session:
        """Return a session; raise `UnknownSessionError` where there is none any more."""
        check("session_id", session_id, str)
        self._drop_expired()
        if session_id not in self._sessions:
            raise UnknownSessionError("session-unknown", session=session_id)
        session = self._sessions[session_id]
        session.touch()
        return session

    def delete(self, session_id: str) -> None:
        """Forget a session and end its stream; raise `UnknownSessionError` if unknown."""
        self.get(session_id).close()
        del self._sessions[session_id]

    def _drop_expired(self) -> None:
        oldest = self._clock() - self._time_to_live
        for session_id, session in list(self._sessions.items()):
            if session.accessed_at <= oldest:
                session.close()
                del self._sessions[session_id]
