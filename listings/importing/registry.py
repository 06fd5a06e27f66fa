"""The formats there are. A new one is a module, a line here, a recorded answer and a test file."""

from listings.importing import (
    ashby,
    csv_list,
    greenhouse,
    jsonld,
    lever,
    recruitee,
    simplify,
    smartrecruiters,
    workable,
    zshah,
)

FORMATS = {
    format.name: format
    for format in (
        simplify.FORMAT,
        zshah.FORMAT,
        greenhouse.FORMAT,
        lever.FORMAT,
        ashby.FORMAT,
        smartrecruiters.FORMAT,
        recruitee.FORMAT,
        workable.FORMAT,
        jsonld.FORMAT,
        csv_list.FORMAT,
    )
}

# Named by the contract and not built yet: nothing.
PLANNED: tuple[str, ...] = ()
