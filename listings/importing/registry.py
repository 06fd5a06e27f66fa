"""The formats there are. A new one is a module, a line here, a recorded answer and a test file."""

from listings.importing import simplify, zshah

FORMATS = {format.name: format for format in (simplify.FORMAT, zshah.FORMAT)}

# Named by the contract and not built yet.
PLANNED = ("greenhouse", "lever", "ashby", "smartrecruiters", "recruitee", "workable", "jsonld", "csv")
