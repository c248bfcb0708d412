"""Other processes that use a cache, to be waited for or killed."""

import subprocess
import sys
from contextlib import contextmanager

START = """
import sys, time
from pathlib import Path
from scenes.store.cache import Cache

def ready():
    print("ready", flush=True)
    time.sleep(60)

cache = Cache(Path(sys.argv[1]), grace=0.0)
"""


@contextmanager
def process(root, body):
    """Run a program with ``cache`` and wait until it has said that it is ready."""
    with subprocess.Popen(
        [sys.executable, "-c", START + body, str(root)], stdout=subprocess.PIPE, text=True
    ) as child:
        try:
            assert child.stdout.readline() == "ready\n"
            yield child
        finally:
            child.kill()
