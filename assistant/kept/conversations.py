"""Conversations: what was asked and answered, kept for those who asked; and answers shared as they stood.

Owners see only their own. A shared answer is a copy: it stays as it was when its conversation goes on or is removed,
until it is taken back by its owner. A browser that has asked nothing for `FORGOTTEN_AFTER` is forgotten along with all
its conversations; what a key's owner asked stays.
"""

import json
import secrets
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from assistant.kept.exchange import Exchange
from assistant.records import Records
from index.errors import BadInput, NotFound
from index.vietnamese import fold

_LONGEST_TITLE = 120
# More than a person looks through; search finds the others.
_MOST_LISTED = 200
# A browser keeps a cookie for 400 days at most after its last visit; nobody comes back for what is older.
FORGOTTEN_AFTER = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Share:
    """One shared answer in a list."""

    share_id: str
    question: str
    created: str


@dataclass(frozen=True, slots=True)
class Listed:
    """One conversation in a list."""

    conversation_id: str
    title: str
    updated: str
    turns: int


class Conversations:
    """The conversations of one folder."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def keep(
        self,
        owner: str,
        conversation_id: str,
        exchange: Exchange,
        turn_id: str,
        replaces: str = "",
        goes_on: bool = False,
    ) -> Exchange:
        """Store an exchange under `turn_id`, as the conversation's last turn or in place of the turn it `replaces`.

        What another tab asked meanwhile stays. One that was kept before is stored again in its place. The first
        exchange names the conversation. NotFound for somebody else's conversation, and for one that was removed since
        this exchange or, by `goes_on`, earlier ones were kept.
        """
        words = fold(f"{exchange.question}\n{exchange.answer.text if exchange.answer else ''}")
        body = json.dumps(exchange.to_json(), ensure_ascii=False)
        # the answer stands on the page: it need not wait for the disk
        with self._records.changing(is_promised=False) as connection:
            if not exchange.turn_id:
                _begun(connection, owner, conversation_id, exchange.question, goes_on)
            known = connection.execute(
                "UPDATE turns SET words = ?, body = ? WHERE turn_id = ? AND conversation_id IN"
                " (SELECT conversation_id FROM conversations WHERE conversation_id = ? AND owner = ?)",
                (words, body, exchange.turn_id or turn_id, conversation_id, owner),
            )
            if known.rowcount:
                return exchange.kept_as(exchange.turn_id or turn_id)
            if exchange.turn_id:
                raise _unknown(conversation_id)
            position = _vacated(connection, conversation_id, replaces)
            connection.execute(
                "INSERT INTO turns VALUES (?, ?, ?, ?, ?)", (turn_id, conversation_id, position, words, body)
            )
        return exchange.kept_as(turn_id)

    def of(self, owner: str, conversation_id: str) -> tuple[str, tuple[Exchange, ...]]:
        """A conversation's title and turns; NotFound (`conversation_not_found`) for one that is not the owner's."""
        titles = self._records.rows(
            "SELECT title FROM conversations WHERE conversation_id = ? AND owner = ?", conversation_id, owner
        )
        if not titles:
            raise _unknown(conversation_id)
        rows = self._records.rows(
            "SELECT turn_id, body FROM turns WHERE conversation_id = ? ORDER BY position", conversation_id
        )
        return str(titles[0][0]), tuple(
            Exchange.of(json.loads(str(body)), str(turn_id)) for turn_id, body in rows
        )

    def listed(self, owner: str, words: str = "") -> list[Listed]:
        """The owner's conversations, the latest first: those whose title, questions or answers have all the words.

        Words are compared without accents and case.
        """
        rows = self._records.rows(
            "SELECT c.conversation_id, title, updated, count(turn_id), group_concat(words, '\n')"
            " FROM conversations c LEFT JOIN turns t ON t.conversation_id = c.conversation_id"
            " WHERE owner = ? GROUP BY c.conversation_id ORDER BY updated DESC, c.conversation_id",
            owner,
        )
        wanted = fold(words).split()
        found = [
            Listed(str(conversation_id), str(title), str(updated), int(str(turns)))
            for conversation_id, title, updated, turns, held in rows
            if all(word in f"{fold(str(title))}\n{held}" for word in wanted)
        ]
        return found[:_MOST_LISTED]

    def rename(self, owner: str, conversation_id: str, title: str) -> None:
        """Give a conversation another title; BadInput for an empty one."""
        if not title.strip():
            raise BadInput(
                "title_empty",
                "Tên cuộc hỏi đáp đang trống: hãy viết ít nhất một chữ.",
                "The conversation's name is empty: write at least one character.",
                "title",
            )
        self._changed(
            conversation_id,
            "UPDATE conversations SET title = ? WHERE conversation_id = ? AND owner = ?",
            _title(title), conversation_id, owner,
        )  # fmt: skip

    def remove(self, owner: str, conversation_id: str) -> None:
        """Remove a conversation; what was shared of it stays shared."""
        with self._records.changing() as connection:
            removed = connection.execute(
                "DELETE FROM conversations WHERE conversation_id = ? AND owner = ?", (conversation_id, owner)
            )
            if not removed.rowcount:
                raise _unknown(conversation_id)
            connection.execute("DELETE FROM turns WHERE conversation_id = ?", (conversation_id,))
        self._records.fold()

    def share(self, owner: str, turn_id: str) -> str:
        """The id under which anybody who may use the server sees the turn as it stands now; one id a turn."""
        rows = self._records.rows(
            "SELECT body FROM turns t JOIN conversations c ON c.conversation_id = t.conversation_id"
            " WHERE turn_id = ? AND owner = ?",
            turn_id, owner,
        )  # fmt: skip
        if not rows:
            raise _unknown(turn_id)
        self._records.write(
            "INSERT OR IGNORE INTO shared VALUES (?, ?, ?, ?, ?)",
            secrets.token_urlsafe(16), owner, turn_id, _now(), rows[0][0],
        )  # fmt: skip
        found = self._records.rows(
            "SELECT share_id FROM shared WHERE owner = ? AND turn_id = ?", owner, turn_id
        )
        return str(found[0][0])

    def shares(self, owner: str) -> list[Share]:
        """What the owner has shared, the latest first."""
        rows = self._records.rows(
            "SELECT share_id, created, body FROM shared WHERE owner = ? ORDER BY created DESC LIMIT ?",
            owner, _MOST_LISTED,
        )  # fmt: skip
        return [
            Share(str(share_id), json.loads(str(body))["question"], str(created))
            for share_id, created, body in rows
        ]

    def take_back(self, owner: str, share_id: str) -> None:
        """Stop sharing an answer, whose link then shows nothing; NotFound for one that is not the owner's."""
        if not self._records.write("DELETE FROM shared WHERE share_id = ? AND owner = ?", share_id, owner):
            raise _not_shared()

    def shared(self, share_id: str) -> Exchange:
        """The turn that was shared under the id; NotFound (`shared_not_found`) for an unknown one."""
        rows = self._records.rows("SELECT body FROM shared WHERE share_id = ?", share_id)
        if not rows:
            raise _not_shared()
        return Exchange.of(json.loads(str(rows[0][0])))

    def _changed(self, conversation_id: str, statement: str, *values: object) -> None:
        """Carry out a change of one conversation; NotFound if it is not the owner's."""
        if not self._records.write(statement, *values):
            raise _unknown(conversation_id)


def new_id() -> str:
    """An id for a new conversation or turn, which nobody can guess."""
    return secrets.token_urlsafe(12)


def owner_of(caller: str, is_key: bool, browser: str) -> str:
    """Whose a conversation is: the signed-in key's, else the browser's; "" if neither is known, and then none is kept.

    Of a browser's secret only a digest is kept.
    """
    if is_key:
        return f"key:{caller}"
    return f"browser:{sha256(browser.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}" if browser else ""


def _begun(
    connection: sqlite3.Connection, owner: str, conversation_id: str, question: str, goes_on: bool
) -> None:
    """Note that the conversation is used now; an unknown one is begun, unless it `goes_on` from one removed since."""
    known = connection.execute(
        "SELECT owner FROM conversations WHERE conversation_id = ?", (conversation_id,)
    ).fetchone()
    if known is None and not goes_on:
        known = (owner,)
        connection.execute(
            "INSERT INTO conversations VALUES (?, ?, ?, ?)",
            (conversation_id, owner, _title(question), _now()),
        )
        _forget(connection)
    if known is None or known[0] != owner:
        raise _unknown(conversation_id)
    connection.execute(
        "UPDATE conversations SET updated = ? WHERE conversation_id = ?", (_now(), conversation_id)
    )


def _vacated(connection: sqlite3.Connection, conversation_id: str, replaced: str) -> int:
    """The position of the turn that is replaced, which is removed; the one behind the last turn if there is none."""
    (gone,) = connection.execute(
        "SELECT max(position) FROM turns WHERE turn_id = ? AND conversation_id = ?",
        (replaced, conversation_id),
    ).fetchone()
    if gone is not None:
        connection.execute("DELETE FROM turns WHERE turn_id = ?", (replaced,))
        return int(gone)
    (last,) = connection.execute(
        "SELECT max(position) FROM turns WHERE conversation_id = ?", (conversation_id,)
    ).fetchone()
    return 0 if last is None else int(last) + 1


def _title(text: str) -> str:
    """A title on one line, cut if it is long."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_TITLE else line[: _LONGEST_TITLE - 1].rstrip() + "…"


def _unknown(name: str) -> NotFound:
    """The error for an unknown conversation or somebody else's, which are not told apart."""
    return NotFound(
        "conversation_not_found",
        f"Không có cuộc hỏi đáp “{name}” của bạn. Có thể nó đã bị xóa, hoặc được lưu ở trình duyệt khác: hãy tìm ở đó.",
        f"You have no conversation “{name}”. It may have been removed, or be kept for another browser: look there.",
        "id",
    )


def _not_shared() -> NotFound:
    """The error for an id under which no answer is shared, or no longer."""
    return NotFound(
        "shared_not_found",
        "Không có câu trả lời nào được chia sẻ dưới liên kết này, hoặc người chia sẻ đã thôi. Hãy xin lại liên kết.",
        "No answer is shared under this link, or no longer. Ask for the link again.",
        "id",
    )


def _forget(connection: sqlite3.Connection) -> None:
    """Remove the conversations of browsers that have asked nothing for so long that they will not come back."""
    before = (datetime.now(UTC) - FORGOTTEN_AFTER).isoformat()
    gone = connection.execute(
        "SELECT conversation_id FROM conversations c WHERE updated < ? AND owner LIKE 'browser:%' AND NOT EXISTS"
        " (SELECT 1 FROM conversations o WHERE o.owner = c.owner AND o.updated >= ?)",
        (before, before),
    ).fetchall()
    connection.executemany("DELETE FROM turns WHERE conversation_id = ?", gone)
    connection.executemany("DELETE FROM conversations WHERE conversation_id = ?", gone)


def _now() -> str:
    """The present moment, ISO, in UTC, to the microsecond: turns of one second keep their order."""
    return datetime.now(UTC).isoformat()
