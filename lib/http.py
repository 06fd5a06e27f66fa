"""What a request says of where it comes from."""

import ipaddress

UNKNOWN = "0.0.0.0"  # noqa: S104 (an address for a socket that has none)


def client_address(remote: str, forwarded_for: str, trusted_proxies: int) -> str:
    """The client's address. Of X-Forwarded-For only what our own proxies wrote is believed: its last entries.

    Whoever writes further entries in front of them changes nothing.
    """
    entries = forwarded_for.split(",") if forwarded_for else []
    if trusted_proxies and len(entries) >= trusted_proxies:
        return _address(entries[-trusted_proxies]) or _address(remote) or UNKNOWN
    return _address(remote) or UNKNOWN


def network(address: str) -> str:
    """What one household has: an IPv4 address, the first half of an IPv6 one."""
    parsed = ipaddress.ip_address(address)
    if isinstance(parsed, ipaddress.IPv6Address):
        return str(ipaddress.ip_network(f"{address}/64", strict=False))
    return address


def _address(value: str) -> str | None:
    """Without port and brackets; an IPv4 address in IPv6's clothes is that address."""
    value = value.strip()
    if value.startswith("["):
        value = value[1:].partition("]")[0]
    elif value.count(":") == 1:
        value = value.partition(":")[0]
    try:
        parsed = ipaddress.ip_address(value)
    except ValueError:
        return None
    mapped = parsed.ipv4_mapped if isinstance(parsed, ipaddress.IPv6Address) else None
    return str(mapped or parsed).partition("%")[0]
