"""Denials: why the server does not do what was asked, and what that says to the caller's program."""

from index.errors import TrichError


class Denied(TrichError):
    """A caller who may not do this: no key or a wrong one (401), or a key with too small a scope (403)."""

    def __init__(self, status: int, code: str, vi: str, en: str) -> None:
        super().__init__(code, vi, en)
        self.http_status = status


class TooOften(TrichError):
    """A caller who asks more often than allowed; `retry_after` is in seconds."""

    http_status = 429

    def __init__(self, retry_after: int) -> None:
        super().__init__(
            "too_many_requests",
            f"Quá nhiều yêu cầu trong một phút. Hãy thử lại sau {retry_after} giây.",
            f"Too many requests within a minute. Try again in {retry_after} seconds.",
        )
        self.retry_after = retry_after


class Unavailable(TrichError):
    """The server has too much to do or is about to stop; `retry_after` is in seconds."""

    http_status = 503

    def __init__(self, code: str, vi: str, en: str, retry_after: int = 5) -> None:
        super().__init__(code, vi, en)
        self.retry_after = retry_after


def busy(retry_after: int = 2) -> Unavailable:
    """The error for a request too many: enough are waiting already."""
    return Unavailable(
        "server_busy",
        "Máy chủ đang có quá nhiều yêu cầu chờ. Hãy thử lại sau vài giây.",
        "Too many requests are waiting. Try again in a few seconds.",
        retry_after,
    )


def headers_of(error: TrichError) -> dict[str, str]:
    """The headers of an error's response."""
    if isinstance(error, (TooOften, Unavailable)):
        return {"Retry-After": str(error.retry_after)}
    return {"WWW-Authenticate": "Bearer"} if error.http_status == 401 else {}
