"""Keys: who may use the server and for what; made, listed, revoked, and recognised by a digest alone.

A key is `trich_ID_SECRET`; its secret is 32 random bytes, so one SHA-256 of it is as good as a slow hash. A key
has one scope, which includes those before it: read, write, admin. Once a key has been made the server asks for one,
and goes on asking when all are revoked.
"""

import secrets
import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Literal

from assistant.records import FILE, Records
from index.errors import BadInput, NotFound

Scope = Literal["read", "write", "admin"]
SCOPES: tuple[Scope, ...] = ("read", "write", "admin")
# A sign-in on the page: a working week, so that Monday begins with a key.
SIGNED_IN_S = 5 * 24 * 3600
_PREFIX = "trich"


@dataclass(frozen=True, slots=True)
class Key:
    """What is known of a key, which does not include its secret."""

    key_id: str
    name: str
    scope: Scope
    created: str
    revoked: str | None

    def may(self, scope: Scope) -> bool:
        """Whether the key reaches as far as `scope`."""
        return self.revoked is None and SCOPES.index(self.scope) >= SCOPES.index(scope)


class Keys:
    """The keys of one folder."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def make(self, name: str, scope: Scope) -> tuple[Key, str]:
        """A new key and its text, which is given only this once."""
        if not name.strip() or len(name) > 100 or not name.isprintable():
            raise BadInput(
                "bad_key_name",
                "Tên khóa phải có từ 1 đến 100 ký tự in được: hãy đặt tên theo nơi dùng khóa.",
                "A key's name has 1 to 100 printable characters: name it after who uses it.",
                "name",
            )
        key = Key(secrets.token_hex(4), name.strip(), scope, _now(), None)
        secret = secrets.token_urlsafe(32)
        self._records.write(
            "INSERT INTO keys VALUES (?, ?, ?, ?, ?, NULL)",
            key.key_id, key.name, _digest(secret), key.scope, key.created,
        )  # fmt: skip
        return key, f"{_PREFIX}_{key.key_id}_{secret}"

    def all(self) -> list[Key]:
        """Every key, revoked ones too, oldest first."""
        rows = self._records.rows(
            "SELECT key_id, name, scope, created, revoked FROM keys ORDER BY created, key_id"
        )
        return [_key(row) for row in rows]

    def revoke(self, key_id: str) -> Key:
        """End a key and the sign-ins made with it; NotFound (`key_not_found`) for an unknown one."""
        with self._records.changing() as connection:
            connection.execute(
                "UPDATE keys SET revoked = ? WHERE key_id = ? AND revoked IS NULL", (_now(), key_id)
            )
            connection.execute("DELETE FROM sign_ins WHERE key_id = ?", (key_id,))
        found = self._found(key_id)
        if found is None:
            raise NotFound(
                "key_not_found",
                f"Không có khóa “{key_id}”. Xem các khóa bằng `python -m assistant keys list`.",
                f"There is no key “{key_id}”. `python -m assistant keys list` shows them.",
                "id",
            )
        return found

    def wanted(self) -> bool:
        """Whether a key was ever made, so that one is asked for."""
        return bool(self._records.rows("SELECT 1 FROM keys LIMIT 1"))

    def of(self, text: str) -> Key | None:
        """The valid key with this text, None for any other text."""
        prefix, _, rest = text.partition("_")
        key_id, _, secret = rest.partition("_")
        if prefix != _PREFIX:
            return None
        rows = self._records.rows(
            "SELECT lower(hex(digest)) FROM keys WHERE key_id = ? AND revoked IS NULL", key_id
        )
        if not rows or not secrets.compare_digest(str(rows[0][0]), _digest(secret).hex()):
            return None
        return self._found(key_id)

    def sign_in(self, key: Key) -> str:
        """A token for a browser, good for some days or until the key is revoked."""
        token = secrets.token_urlsafe(32)
        with self._records.changing() as connection:
            connection.execute("DELETE FROM sign_ins WHERE until < ?", (time.time(),))
            connection.execute(
                "INSERT INTO sign_ins VALUES (?, ?, ?)",
                (_digest(token), key.key_id, time.time() + SIGNED_IN_S),
            )
        return token

    def signed_in(self, token: str) -> Key | None:
        """The valid key that a browser signed in with, None for any other token."""
        rows = self._records.rows(
            "SELECT key_id FROM sign_ins WHERE digest = ? AND until >= ?", _digest(token), time.time()
        )
        key = self._found(str(rows[0][0])) if rows else None
        return key if key and key.revoked is None else None

    def sign_out(self, token: str) -> None:
        """End a browser's sign-in."""
        self._records.write("DELETE FROM sign_ins WHERE digest = ?", _digest(token))

    def _found(self, key_id: str) -> Key | None:
        """The key with this id, valid or revoked."""
        rows = self._records.rows(
            "SELECT key_id, name, scope, created, revoked FROM keys WHERE key_id = ?", key_id
        )
        return _key(rows[0]) if rows else None


def were_made(folder: Path) -> bool:
    """Whether keys were ever made in the folder, which is not written to."""
    path = folder / FILE
    if not path.is_file():
        return False
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            return bool(connection.execute("SELECT 1 FROM keys LIMIT 1").fetchall())
    except sqlite3.Error:
        # what cannot be read is told when the server opens it; until then it is taken for no key
        return False


def _key(row: tuple[object, ...]) -> Key:
    """A row as a Key."""
    key_id, name, scope, created, revoked = row
    held = next(one for one in SCOPES if one == scope)
    return Key(str(key_id), str(name), held, str(created), None if revoked is None else str(revoked))


def _digest(secret: str) -> bytes:
    """What is kept of a secret."""
    return sha256(secret.encode("utf-8", "surrogatepass")).digest()


def _now() -> str:
    """The present moment, ISO, in UTC, to the microsecond: keys made in one second keep their order."""
    return datetime.now(UTC).isoformat()
