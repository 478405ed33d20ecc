"""What every benchmark needs: the machine, a measured child process, one line of JSON."""

from __future__ import annotations

import json
import os
import platform
import resource
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build" / "bench"
PACKS = ROOT / "src" / "zhyto_packs"


def machine() -> dict[str, Any]:
    """Cores, memory, Python and libraries of this machine. No names of people, hosts or folders."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    model = ""
    if Path("/proc/cpuinfo").exists():
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
    versions = {name: _version(name) for name in ("numpy", "llvmlite", "polars", "pyarrow", "python-calamine", "XlsxWriter", "PyYAML")}
    return {
        "processor": model or platform.machine(),
        "cores": os.cpu_count(),
        "memory_gib": round(memory, 1),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        **{name: version for name, version in versions.items() if version},
    }


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _status(key: str) -> float | None:
    """A line of the process's own status, MiB; None where the system keeps none."""
    if not Path("/proc/self/status").exists():
        return None
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next((int(line.split()[1]) / 2**10 for line in lines if line.startswith(key + ":")), None)


def peak_mib() -> float:
    """Largest resident memory of this process so far (or since `reset_peak`, where the system can forget), MiB."""
    known = _status("VmHWM")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return known if known is not None else peak / (2**20 if sys.platform == "darwin" else 2**10)


def held_mib() -> float:
    """Resident memory of this process now, MiB; its peak where the system does not say."""
    now = _status("VmRSS")
    return peak_mib() if now is None else now


def reset_peak() -> None:
    """Forget the peak so far, where the system can."""
    try:
        Path("/proc/self/clear_refs").write_text("5", encoding="utf-8")
    except OSError:
        return


def child(command: list[str], python: str = sys.executable) -> dict[str, Any]:
    """Run a script in a process of its own and read the JSON on its last line. Memory is then its own too."""
    done = subprocess.run([python, *command], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stdout}\n{done.stderr}")
    return dict(json.loads(done.stdout.strip().splitlines()[-1]))


def say(figures: dict[str, Any]) -> None:
    """Print figures as one line of JSON."""
    print(json.dumps(figures, ensure_ascii=False))
