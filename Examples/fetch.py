#!/usr/bin/env python3
"""Makes weather.csv or co2.csv, the data of two examples, anew.

Each is a file that a Python package carries with it; the dates are rewritten to ISO (2012/01/01 or 19580329 become
2012-01-01 and 1958-03-29), and nothing else is changed: a week without a measurement stays an empty cell.

    python3 -m venv venv
    venv/bin/pip install --no-deps vega_datasets==0.9.0 statsmodels==0.15.0
    venv/bin/python Examples/fetch.py weather
    venv/bin/python Examples/fetch.py co2
"""

import hashlib
import re
import sys
from importlib import metadata
from pathlib import Path

# Example: package, version, file in it, its SHA-256.
SOURCES = {
    "weather": (
        "vega_datasets", "0.9.0", "vega_datasets/_data/seattle-weather.csv",
        "62f0609f787158128aa2bd102967173a4953122dd4f872bf1d502cae1037df0b",
    ),
    "co2": (
        "statsmodels", "0.15.0", "statsmodels/datasets/co2/co2.csv",
        "16695fa2786e53414e5a6b54767a3fdf5de99cfbc68617f69d1362d92776a92f",
    ),
}

if len(sys.argv) != 2 or sys.argv[1] not in SOURCES:
    sys.exit(f"fetch.py: say which: {' or '.join(SOURCES)}")
name = sys.argv[1]
wanted, version, file, digest = SOURCES[name]
try:
    package = metadata.distribution(wanted)
except metadata.PackageNotFoundError:
    sys.exit(f"fetch.py: this Python has no {wanted}: pip install --no-deps {wanted}=={version}")

raw = Path(str(package.locate_file(file))).read_bytes()
if hashlib.sha256(raw).hexdigest() != digest:
    sys.exit(f"fetch.py: {file} of {wanted} {package.version} is not the file of version {version}")

header, *rows = raw.decode("utf-8").splitlines()
lines = [header] + [re.sub(r"^(\d{4})/?(\d\d)/?(\d\d),", r"\1-\2-\3,", row) for row in rows]
target = Path(__file__).parent / name / f"{name}.csv"
target.write_bytes(("\n".join(lines) + "\n").encode("utf-8"))
print(f"{target.name}: {len(rows)} rows from {wanted} {package.version}, {file}")
