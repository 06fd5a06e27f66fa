"""The process that looks into one file: python -I -S child.py ROOT LIBRARIES ENDING, the file on stdin, JSON on stdout.

It has nothing worth taking, may open nothing more once it has its code, and dies when it needs too much.
"""

import os
import sys


def main() -> None:
    root, libraries, ending = sys.argv[1:]
    parent = os.getppid()
    sys.dont_write_bytecode = True
    sys.path += [root, libraries]
    import json

    from applications.inspection import Refused, confinement, inspect

    confinement.limit_use(parent)
    data = sys.stdin.buffer.read()
    confinement.load(data)
    confinement.close_doors(parent)
    try:
        answer = vars(inspect(data, f"resume.{ending}"))
    except Refused as refused:
        answer = {"code": refused.code, "found": refused.found}
    except (MemoryError, RecursionError):
        answer = {"code": "too-complex", "found": ""}
    except Exception:  # whatever a parser of other people's formats may raise: what is not understood is refused
        answer = {"code": "damaged", "found": ""}
    sys.stdout.write(json.dumps(answer))
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
