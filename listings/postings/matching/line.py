from dataclasses import dataclass

MET, NOT, UNTOLD = "met", "not", "untold"
STUDENT, RECRUITER = "student", "recruiter"


@dataclass(frozen=True)
class Line:
    """One requirement or rule, and how a person stands to it.

    `key` names it for good ("skill:go|java", "graduation"). `untold` is what nobody can decide from what was told.
    `note` is the reason said to the student, `account` the same said of them to a recruiter. `is_told`: the person
    said something of it, or need not.
    """

    kind: str
    key: str
    state: str
    text: str
    note: str
    account: str
    is_told: bool = True

    def note_for(self, reader: str) -> str:
        return self.account if reader == RECRUITER else self.note
