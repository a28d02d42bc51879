"""Ctrl-C while something is made, in a process of its own."""

import signal
import subprocess
import sys

import pytest

pytestmark = pytest.mark.slow

PROGRAM = """
import time
from bot.app.signals import stoppable

try:
    with stoppable(lambda: "stopping"):
        print("begun", flush=True)
        time.sleep(60)
except KeyboardInterrupt:
    print("stopped", flush=True)
"""
STUBBORN = """
import time
from bot.app.signals import stoppable

with stoppable(lambda: "stopping"):
    try:
        print("begun", flush=True)
        time.sleep(60)
    finally:
        print("going on", flush=True)
        time.sleep(60)
"""


def started(program: str) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "begun\n"
    return process


def test_the_first_ctrl_c_is_acknowledged_and_stops_it() -> None:
    process = started(PROGRAM)
    process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=20) == ("stopped\n", "\nstopping\n")
    assert process.returncode == 0


def test_a_second_one_ends_the_program_in_silence() -> None:
    process = started(STUBBORN)
    process.send_signal(signal.SIGINT)
    assert process.stdout is not None
    assert process.stdout.readline() == "going on\n"
    process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=20) == ("", "\nstopping\n")
    assert process.returncode == 130
