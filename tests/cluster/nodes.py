"""Real OpenSearch nodes on the loopback address, installed from Maven Central.

    python -m tests.cluster.nodes        installs, starts three nodes, and waits for Ctrl-C

Needs Maven and a JDK of 21 or newer (JAVA_HOME, or one in /usr/lib/jvm). Three nodes take some
2 GB of memory. OpenSearch refuses to run as root: then the nodes run as `nobody`.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from tempfile import mkdtemp
from urllib.error import URLError
from urllib.request import Request, urlopen

from tests.paths import ROOT

VERSION = "3.9.0"
COUNT = 3
HOME = ROOT / "build" / f"opensearch-{VERSION}"
_JDK = 21
_HTTP, _TRANSPORT = 19210, 19310
_START_SECONDS = 240
# the parts of a module, by the start of a file's name; all else is OpenSearch itself
_MODULES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "transport-netty4": (
        "org.opensearch.transport.Netty4ModulePlugin",
        ("netty-", "transport-netty4-client-", "opensearch-netty4-"),
    ),
    "analysis-common": (
        "org.opensearch.analysis.common.CommonAnalysisModulePlugin",
        ("analysis-common-",),
    ),
    "lang-painless": (
        "org.opensearch.painless.PainlessModulePlugin",
        ("lang-painless-", "opensearch-scripting-painless-spi-", "antlr4-runtime-", "asm-"),
    ),
}
_LOGGING = """status = error
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = [%d{ISO8601}][%-5p][%c{1.}] %m%n
rootLogger.level = warn
rootLogger.appenderRef.console.ref = console
"""


class MissingToolError(Exception):
    """The machine lacks what the nodes need."""


def install(home: Path = HOME) -> Path:
    """Put OpenSearch in order in a folder, unless it is there; downloads some 60 MB.

    Raises MissingToolError without Maven, or where Maven Central can't be reached.
    """
    if (home / "lib").is_dir():
        return home
    if shutil.which("mvn") is None:
        raise MissingToolError("Maven (mvn) is not installed")
    jars, new = home.with_name("jars"), home.with_name("new")
    shutil.rmtree(new, ignore_errors=True)
    command = ["mvn", "-q", "-B", "-f", str(Path(__file__).with_name("pom.xml"))]
    command += ["dependency:copy-dependencies", "-DincludeScope=runtime"]
    done = subprocess.run(
        [*command, f"-DoutputDirectory={jars}"], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise MissingToolError(f"Maven Central is not at hand: {done.stdout[-300:]}")
    for folder in ("bin", "lib", "plugins"):
        (new / folder).mkdir(parents=True)
    for jar in jars.glob("*.jar"):
        if jar.name.startswith("netty-codec-native-quic") and "linux-x86_64" not in jar.name:
            continue
        place = new / _folder_of(jar.name)
        place.mkdir(parents=True, exist_ok=True)
        shutil.copy(jar, place)
    for name, (main, _) in _MODULES.items():
        facts = {"name": name, "description": name, "version": VERSION, "classname": main}
        facts |= {"opensearch.version": VERSION, "java.version": str(_JDK)}
        facts |= {"extended.plugins": "", "has.native.controller": "false"}
        text = "".join(f"{key}={value}\n" for key, value in facts.items())
        (new / "modules" / name / "plugin-descriptor.properties").write_text(text)
    new.rename(home)
    return home


def _folder_of(jar: str) -> Path:
    for name, (_, starts) in _MODULES.items():
        if jar.startswith(starts):
            return Path("modules", name)
    return Path("lib")


def find_java() -> Path:
    """A JDK that is new enough. Raises MissingToolError if there is none."""
    places = [Path(os.environ.get("JAVA_HOME", "/")), *sorted(Path("/usr/lib/jvm").glob("*"))]
    for place in reversed(places):
        release = place / "release"
        found = release.exists() and re.search(r'JAVA_VERSION="(\d+)', release.read_text())
        if found and int(found[1]) >= _JDK and (place / "bin" / "java").exists():
            return place / "bin" / "java"
    raise MissingToolError(f"no JDK of {_JDK} or newer; name one with JAVA_HOME")


class Nodes:
    """Three nodes in a folder of their own, which may be killed and started again."""

    def __init__(self, home: Path, java: Path) -> None:
        self._home = home
        self._java = java
        self._place = Path(mkdtemp(prefix="nodes-", dir=home.parent))
        self._processes: dict[int, subprocess.Popen[bytes]] = {}
        self._place.chmod(0o777)

    @property
    def hosts(self) -> str:
        """The addresses of all nodes, as WENBAO_INDEX has them."""
        return ",".join(f"127.0.0.1:{_HTTP + number}" for number in range(1, COUNT + 1))

    def start(self, number: int, *, heap: str = "512m") -> None:
        """Start a node; its data are those that it had."""
        place = self._configured(number)
        command = [
            str(self._java), f"-Xms{heap}", f"-Xmx{heap}", "-XX:+UseG1GC",
            "-Dlog4j.shutdownHookEnabled=false", "-Dlog4j2.disable.jmx=true",
            "-Djava.awt.headless=true", "-Dio.netty.noUnsafe=true",
            "--enable-native-access=ALL-UNNAMED", "--add-modules=jdk.incubator.vector",
            f"-Dopensearch.path.home={self._home}", f"-Dopensearch.path.conf={place / 'config'}",
            "-Dopensearch.distribution.type=tar", "-Dopensearch.bundled_jdk=false",
            "-cp", f"{self._home}/lib/*", "org.opensearch.bootstrap.OpenSearch",
        ]  # fmt: skip
        with (place / "out").open("ab") as out:
            self._processes[number] = subprocess.Popen(
                command,
                stdout=out,
                stderr=out,
                cwd=place,
                user="nobody" if os.geteuid() == 0 else None,
                start_new_session=True,
            )

    def kill(self, number: int) -> None:
        """End a node as a crash does."""
        process = self._processes.pop(number)
        process.send_signal(signal.SIGKILL)
        process.wait()

    def end(self, number: int) -> None:
        """End a node as who looks after it does."""
        process = self._processes.pop(number)
        process.terminate()
        process.wait()

    def start_all(self) -> None:
        """Start the nodes that don't run, and wait until all have joined and all is green."""
        for number in range(1, COUNT + 1):
            if number not in self._processes:
                self.start(number)
        self.wait(f"wait_for_nodes={COUNT}&wait_for_status=green")

    def wait(self, condition: str) -> None:
        """Wait until the cluster's health is as a condition says."""
        end = time.monotonic() + _START_SECONDS
        while time.monotonic() < end:
            try:
                health = self.ask("GET", f"/_cluster/health?timeout=5s&{condition}")
                if not health["timed_out"]:
                    return
            except (URLError, OSError):
                time.sleep(0.5)
        raise TimeoutError(f"the nodes are not ready; see {self._place}")

    def ask(self, method: str, path: str, body: object = None) -> Mapping[str, object]:
        """Ask the first node that answers."""
        data = None if body is None else json.dumps(body).encode()
        error: OSError | None = None
        for number in self._processes:
            url = f"http://127.0.0.1:{_HTTP + number}{path}"
            headers = {"Content-Type": "application/json"}
            try:
                request = Request(url, data, headers, method=method)
                with urlopen(request, timeout=30) as answer:
                    found: Mapping[str, object] = json.load(answer)
                    return found
            except OSError as err:
                error = err
        raise error or OSError("no node runs")

    def manager(self) -> int:
        """The number of the node that manages the cluster."""
        found = self.ask("GET", "/_cluster/state/cluster_manager_node,nodes")
        nodes = found["nodes"]
        assert isinstance(nodes, Mapping)
        return int(nodes[found["cluster_manager_node"]]["name"].removeprefix("n"))

    def take_snapshot(self, index: str) -> None:
        """Keep a copy of an index, by its alias, as it is now."""
        settings = {"type": "fs", "settings": {"location": str(self._place / "snapshots")}}
        self.ask("PUT", "/_snapshot/copies", settings)
        self.ask("PUT", f"/_snapshot/copies/{index}?wait_for_completion=true", {"indices": index})

    def restore_snapshot(self, index: str) -> None:
        """Put the copy of an index in its place."""
        self.ask("DELETE", f"/{index}-*")
        self.ask("POST", f"/_snapshot/copies/{index}/_restore?wait_for_completion=true", {})
        self.wait("wait_for_status=green")

    def close(self) -> None:
        """End all nodes and remove their data."""
        for number in list(self._processes):
            self.kill(number)
        shutil.rmtree(self._place, ignore_errors=True)

    def _configured(self, number: int) -> Path:
        place = self._place / str(number)
        seeds = [f"127.0.0.1:{_TRANSPORT + other}" for other in range(1, COUNT + 1)]
        settings = {
            "cluster.name": "wenbao-test",
            "node.name": f"n{number}",
            "network.host": "127.0.0.1",
            "http.port": _HTTP + number,
            "transport.port": _TRANSPORT + number,
            "discovery.seed_hosts": seeds,
            "cluster.initial_cluster_manager_nodes": [f"n{n}" for n in range(1, COUNT + 1)],
            "path.data": str(place / "data"),
            "path.logs": str(place / "logs"),
            "path.repo": str(self._place / "snapshots"),
            "cluster.routing.allocation.disk.threshold_enabled": False,
            "bootstrap.system_call_filter": False,
        }
        for folder in (place, place / "config", place / "data", place / "logs"):
            folder.mkdir(exist_ok=True)
            folder.chmod(0o777)
        lines = (f"{key}: {json.dumps(value)}\n" for key, value in settings.items())
        (place / "config" / "opensearch.yml").write_text("".join(lines))
        (place / "config" / "log4j2.properties").write_text(_LOGGING)
        return place


if __name__ == "__main__":
    running = Nodes(install(), find_java())
    try:
        running.start_all()
        print(f"WENBAO_INDEX=opensearch://{running.hosts}/test", flush=True)
        signal.pause()
    except KeyboardInterrupt:
        pass
    finally:
        running.close()
