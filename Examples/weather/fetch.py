#!/usr/bin/env python3
"""Makes weather.csv, the data of this example, anew.

It was read from the Python package vega_datasets 0.9.0, file vega_datasets/_data/seattle-weather.csv, which the
package carries with it. The dates are rewritten from 2012/01/01 to 2012-01-01; nothing else is changed.

    python3 -m venv venv
    venv/bin/pip install --no-deps vega_datasets==0.9.0
    venv/bin/python Examples/weather/fetch.py
"""

import hashlib
import re
import sys
from importlib import metadata
from pathlib import Path

PACKAGE, VERSION = "vega_datasets", "0.9.0"
FILE = "vega_datasets/_data/seattle-weather.csv"
SHA256 = "62f0609f787158128aa2bd102967173a4953122dd4f872bf1d502cae1037df0b"

try:
    package = metadata.distribution(PACKAGE)
except metadata.PackageNotFoundError:
    sys.exit(f"fetch.py: this Python has no {PACKAGE}: pip install --no-deps {PACKAGE}=={VERSION}")

raw = Path(str(package.locate_file(FILE))).read_bytes()
if hashlib.sha256(raw).hexdigest() != SHA256:
    sys.exit(f"fetch.py: {FILE} of {PACKAGE} {package.version} is not the file of version {VERSION}")

header, *rows = raw.decode("utf-8").splitlines()
lines = [header] + [re.sub(r"^(\d{4})/(\d\d)/(\d\d),", r"\1-\2-\3,", row) for row in rows]

target = Path(__file__).with_name("weather.csv")
target.write_bytes(("\n".join(lines) + "\n").encode("utf-8"))
print(f"{target.name}: {len(rows)} rows from {PACKAGE} {package.version}, {FILE}")
