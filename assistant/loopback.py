"""Loopback: whether an address reaches this machine alone. Pure."""

from ipaddress import ip_address


def is_loopback(host: str) -> bool:
    """Whether an address to bind reaches this machine alone."""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
