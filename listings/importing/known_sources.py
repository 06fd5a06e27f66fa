"""Sources we know by name: what to call them, where they live and what they leave unsaid.

A list whose seasons carry no year means the ones of its own recruiting round, which differ from season to season.
An unknown source gets no years: a season without one then stays without one.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Known:
    title: str
    homepage: str
    years: dict[str, int] = field(default_factory=dict)


KNOWN = {
    "vanshb03-summer2026": Known(
        "Summer 2026 Internships by vanshb03",
        "https://github.com/vanshb03/Summer2026-Internships",
        {"summer": 2026, "fall": 2025, "winter": 2026, "spring": 2026},
    ),
    "zshah101-summer2027": Known("Summer 2027 internships by zshah101", "https://github.com/zshah101"),
}
