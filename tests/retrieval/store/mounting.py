"""A script that runs where it may mount: a small disk, a folder that can't be written."""

import os
import shutil
import subprocess
import sys

import pytest


def run_mounting(script: str, code: str) -> subprocess.CompletedProcess[str]:
    """Run a shell script as root of its own mounts; `$0` is this Python, `$1` the code for it.

    Skips the test where there is no unshare.
    """
    unshare = shutil.which("unshare")
    if unshare is None:
        pytest.skip("no unshare here")
    return subprocess.run(
        [unshare, "--map-root-user", "--mount", "sh", "-c", script, sys.executable, code],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
