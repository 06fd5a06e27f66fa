"""The employer's own words for each purpose, beside the ones we ship."""

from typing import Any

from applications import letters
from applications.models import MessageTemplate
from listings.models import Employer


def purposes(employer: Employer) -> list[dict[str, Any]]:
    own = {row.purpose: row for row in MessageTemplate.objects.filter(employer=employer).select_related("changed_by")}
    return [
        {
            "purpose": str(purpose),
            "label": label,
            "subject": own[purpose].subject if purpose in own else letters.usual(purpose).subject,
            "own": own.get(purpose),
        }
        for purpose, label in letters.PURPOSES.items()
    ]
