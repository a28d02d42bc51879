"""What runs the command line in a test."""

import subprocess
from collections.abc import Callable

# arguments, and environment variables by name
Run = Callable[..., subprocess.CompletedProcess[str]]
