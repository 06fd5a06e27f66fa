"""Make .venv/ and fill it from a hashed lock: `python3 bootstrap.py local` or `dev`. Standard library only.

Writes nothing where it cannot work, and does nothing where the lock has not changed since. Runs on any Python 3,
so that an old one gets a sentence and not a syntax error.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys

OLDEST, NEWEST = (3, 11), (3, 14)
ROOT = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
# Each lock holds all of the ones before it.
LOCKS = {"local": ["requirements-local.txt"], "dev": ["requirements-local.txt", "requirements-dev.txt"]}


def works(*command):
    try:
        return subprocess.call(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def find_python():
    """This one if it will do, else another on PATH; uv brings its own means to make an environment."""
    fits = "import sys; sys.exit(not %r <= sys.version_info[:2] <= %r)" % (OLDEST, NEWEST)
    names = [sys.executable] + ["python3.%d" % minor for minor in range(NEWEST[1], OLDEST[1] - 1, -1)]
    for name in names:
        if works(name, "-c", fits):
            break
    else:
        sys.exit("Python 3.%d to 3.%d is needed, this is %d.%d." % (OLDEST[1], NEWEST[1], *sys.version_info[:2]))
    if not shutil.which("uv") and not works(name, "-c", "import venv; from ensurepip import bootstrap"):
        minor = subprocess.check_output([name, "-c", "import sys; print(sys.version_info[1])"]).decode().strip()
        sudo = "" if os.geteuid() == 0 else "sudo "
        sys.exit("This Python cannot make virtual environments yet. Run this, then again what you ran:\n\n"
                 "    %sapt-get install -y python3.%s-venv\n" % (sudo, minor))  # fmt: skip
    return name


def digest(names):
    content = b"".join(open(os.path.join(ROOT, name), "rb").read() for name in names)
    return hashlib.sha256(content).hexdigest()


def is_filled(wanted):
    """A stamp of any set that holds the wanted one, as it is today."""
    for name in list(LOCKS)[list(LOCKS).index(wanted) :]:
        try:
            with open(os.path.join(VENV, "stamp-" + name)) as stamp:
                if stamp.read() == digest(LOCKS[name]):
                    return True
        except OSError:
            pass
    return False


def run(*command):
    if subprocess.call(command, cwd=ROOT) != 0:
        sys.exit("Setting up .venv failed at: %s" % " ".join(command))


def fill(wanted):
    lock = os.path.join(ROOT, LOCKS[wanted][-1])
    print("Installing the locked packages into .venv (about a minute) ...", flush=True)
    uv = shutil.which("uv")
    if uv:
        run(uv, "pip", "install", "--quiet", "--python", PYTHON, "--require-hashes", "-r", lock)
    else:
        # pip's own words about a newer pip or a missing cache help nobody here; its errors are shown.
        run(PYTHON, "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-input",
            "--require-hashes", "-r", lock)  # fmt: skip
    with open(os.path.join(VENV, "stamp-" + wanted), "w") as stamp:
        stamp.write(digest(LOCKS[wanted]))


def is_usable():
    """Not so when the Python it was made with has gone, or its making was interrupted."""
    return works(PYTHON, "-c", "import pip") or (shutil.which("uv") and works(PYTHON, "-c", ""))


def make_environment(python):
    uv = shutil.which("uv")
    if uv:
        run(uv, "venv", "--quiet", "--clear", "--python", python, VENV)
    else:
        run(python, "-m", "venv", "--clear", VENV)


def main(wanted):
    if is_filled(wanted) and works(PYTHON, "-c", ""):
        return
    python = find_python()
    # Of two at once the second waits, and finds the work done. A folder can be locked too, so nothing is written.
    folder = os.open(ROOT, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    if not is_usable():
        make_environment(python)
    if not is_filled(wanted):
        fill(wanted)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "local")
