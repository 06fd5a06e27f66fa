"""What skills and text add where the title says no more than "software", or nothing.

Boards name every tool they own, so one word proves nothing: a side needs two and no rival, a role outside the
board's default scope three, and at least twice what any other role has.
"""

import re
from collections.abc import Sequence

_LONGEST_TEXT = 20_000
_SHOWN = 4

_SKILLS = {
    "back-end": """django flask fastapi spring hibernate quarkus express nestjs nodejs rails laravel symfony aspnet
        entity-framework gin phoenix graphql grpc sqlalchemy postgresql mysql mariadb mongodb redis cassandra dynamodb
        kafka rabbitmq message-queues rest-apis apis web-services microservices event-driven distributed-systems""",
    "front-end": """react redux nextjs angular vue svelte html css sass tailwind bootstrap jquery responsive-design
        accessibility""",
    "infrastructure": """kubernetes helm terraform infrastructure-as-code cloudformation ansible puppet pulumi
        prometheus grafana opentelemetry devops sre argocd openshift""",
    "machine-learning": """pytorch tensorflow keras jax scikit-learn hugging-face langchain deep-learning
        machine-learning llm nlp computer-vision reinforcement-learning mlops""",
    "data": """spark hadoop airflow dbt tableau power-bi looker snowflake bigquery redshift data-engineering
        data-science data-analysis data-visualization data-warehousing etl pandas""",
    "mobile": "android ios swift kotlin swiftui jetpack-compose react-native flutter mobile-development",
    "embedded": "embedded-systems fpga verilog vhdl rtos firmware",
    "security": "security penetration-testing cryptography incident-response",
}
_ROLE_OF_SKILL = {slug: role for role, slugs in _SKILLS.items() for slug in slugs.split()}

# Each phrase counts once, however often and in whatever number it stands.
_PHRASES: dict[str, tuple[str, ...]] = {
    "back-end": (
        r"back[- ]?ends?",
        r"server[- ]side",
        r"(?:rest(?:ful)? |graphql |web )?apis?(?: endpoints?)?",
        r"micro-?services?",
        r"distributed systems?",
        r"database (?:schemas?|design|queries|migrations?)|data models?",
        r"message queues?|event[- ]driven",
    ),
    "front-end": (r"front[- ]?ends?", r"(?:user|web) interfaces?", r"react(?:\.?js)? components?|single[- ]page"),
    "full-stack": (r"full[- ]?stack",),
    "infrastructure": (
        r"site reliability|sres?",
        r"infrastructure[- ]as[- ]code|terraform",
        r"kubernetes clusters?",
        r"ci/cd pipelines?|dev[- ]?ops",
        r"observability|on-call",
    ),
    "machine-learning": (
        r"machine[- ]learning (?:models?|engineers?)|train(?:ing)? (?:and \w+ )?models?|model training",
        r"deep learning|neural networks?",
        r"model (?:evaluation|inference)",
        r"large language models?",
        r"computer vision|natural language processing",
    ),
    "data": (
        r"data pipelines?|etl",
        r"data warehous\w+|data lakes?",
        r"dashboards?",
        r"data (?:analysis|analytics)",
        r"data (?:scientists?|engineers?)|a/b tests?",
    ),
    "mobile": (
        r"(?:ios|android) (?:apps?|engineers?)",
        r"mobile app(?:lication)?s?",
        r"app store",
        r"swiftui|jetpack compose",
    ),
    "embedded": (
        r"embedded (?:software|systems?|linux)",
        r"firmware",
        r"micro-?controllers?|rtos",
        r"device drivers?|bare[- ]metal",
    ),
    "security": (
        r"penetration test\w*|red team\w*",
        r"vulnerabilit\w+",
        r"threat (?:model\w*|detection|hunting)",
        r"security engineers?",
        r"incident response",
    ),
}
_IN_TEXT = {
    role: [re.compile(rf"(?<!\w)(?:{phrase})(?!\w)") for phrase in phrases] for role, phrases in _PHRASES.items()
}
# What a posting says that has people write software; an employer may well mention one of these in passing.
_SOFTWARE = [
    re.compile(rf"(?<!\w)(?:{phrase})(?!\w)")
    for phrase in (
        r"software (?:engineer|develop)\w*",
        r"(?:write|writing) (?:\w+ ){0,3}code",
        r"codebases?|pull requests?|code reviews?",
        r"programming languages?|python|java|c\+\+|javascript|typescript|golang",
        r"computer science",
    )
]


def role(text: str, skills: Sequence[str], *, software: bool) -> tuple[str, str] | None:
    """A role and its evidence, or None. `software`: the title has already said that software is written."""
    words = text[:_LONGEST_TEXT].casefold()
    plain = _matches(_SOFTWARE, words)
    if not software and len(plain) < 3:
        return None
    found = {
        name: (
            [skill for skill in dict.fromkeys(skills) if _ROLE_OF_SKILL.get(skill) == name],
            _matches(phrases, words),
        )
        for name, phrases in _IN_TEXT.items()
    }
    name = _strongest({name: len(skills) + len(phrases) for name, (skills, phrases) in found.items()})
    if name is None:
        return None if software else ("general-software", _evidence([([], plain)]))
    names = ("back-end", "front-end", "full-stack") if name == "full-stack" else (name,)
    return name, _evidence([found[each] for each in names])


def _matches(phrases: list[re.Pattern[str]], words: str) -> list[str]:
    return [found.group() for phrase in phrases if (found := phrase.search(words))]


def _strongest(score: dict[str, int]) -> str | None:
    back, front, full = (score.pop(name) for name in ("back-end", "front-end", "full-stack"))
    rival = max(score.values())
    both = (full and back + front >= 1) or (back and front and back + front >= 3)
    if both and back + front + full > rival:
        return "full-stack"
    if back >= 2 and not front and back >= rival:
        return "back-end"
    if front >= 3 and not back and front >= 2 * rival:
        return "front-end"
    name = max(score, key=lambda each: score[each])
    others = max(back, front, full, *(points for each, points in score.items() if each != name))
    return name if score[name] >= 3 and score[name] >= 2 * others else None


def _evidence(found: list[tuple[list[str], list[str]]]) -> str:
    skills = [skill for each, _ in found for skill in each][:_SHOWN]
    phrases = [phrase for _, each in found for phrase in each][:_SHOWN]
    parts = [("skills", skills), ("text", phrases)]
    return "; ".join(f"{source}: {', '.join(words)}" for source, words in parts if words)
