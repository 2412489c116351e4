"""Broken and hostile pieces of files and arguments, and how whole files are broken with them."""
import gzip
import re

# Texts that steer a terminal, hide, reorder or end a line.
STEERING = ["\x1b[31m", "\x1b[2J", "\x1b]0;t\x07", "\x07", "\x08", "\x7f", "\x85", "\x9b31m", "\u202e", "\u202a", "\u2066",
            "\u2069", "\u2028", "\u2029", "\u200e", "\u200f", "\u061c", "\r", "\n", "\t", "\x0b", "\x0c", "\x00"]
NUMBERS = ["0", "-0", "1", "-1", "0.5", "1e308", "-1e308", "1.7976931348623157e308", "5e-324", "1e-400", "1e400", "NaN", "nan",
           "inf", "-inf", "Infinity", "9007199254740993", "9223372036854775807", "9223372036854775808",
           "-9223372036854775808", "18446744073709551616", "0x10", "1_000", "1,5", "٣", "1e", ".5", "5.", "+5", "--5", "1" * 400]
DATES = ["2024-01-02", "2024-02-30", "0000-00-00", "0001-01-01", "9999-12-31", "10000-01-01", "-0001-01-01", "2024-1-2",
         "2024-01-02T00:00:00Z", "2024-01-02T23:59:60Z", "2024-01-02T00:00:00+99:99", "2024-01-02T10:00:00",
         "1969-12-31", "1582-10-10", "2024-W01", "25/11/2026", "20240102", "now"]
SPANS = ["1 session", "0 sessions", "-1 sessions", "999999999999 sessions", "9223372036854775807 seconds", "1 minute", "0 seconds",
         "1.5 hours", "1 fortnight", "21", "100000 weeks", "1 year"]
WORDS = ["", " ", "null", "true", "false", "~", "[]", "{}", "[[]]", "- -", "&a", "*a", "!!binary x", "|", ">", "---", "...", "a: b",
         "\"", "'", "`", "${HOME}", "${NOT_THERE}", "{file: /etc/hostname}", "{{incident}}", "%s%n", "../..", "/dev/null",
         "psi", "ks", "schema", "null_percent", "value", "rmse", "relation", "baseline", "champion", "above 0", "below -1e308",
         "above 20%", "p_value below 0.05", "budget 2 a year", "budget 1e308 a year", "budget 0 a year", "any", "x", "date",
         "é", "e\u0301", "漢字", "\U0001f600", "\ufeff", "\ufffd", "a" * 300, "A" * 5000, "x y", "k\u0000"]
BYTES = [b"\xff", b"\xc3\x28", b"\xed\xa0\x80", b"\xf0\x9f", b"\xef\xbb\xbf", b"\xff\xfe", b"\x1f\x8b", b"\x00", b"PK\x03\x04", b"\r\n",
         b"\r", b"\"", b",", b"\n\n", b"\xf8\x88\x80\x80\x80"]


def token(rng):
    """A piece of text that hardly anybody writes."""
    kind = rng.randrange(8)
    if kind == 0:
        return rng.choice(STEERING)
    if kind == 1:
        return rng.choice(["a", "x ", ""]) + rng.choice(STEERING) + rng.choice(["b", "", " y"])
    if kind == 2:
        return rng.choice(NUMBERS)
    if kind == 3:
        return rng.choice(DATES)
    if kind == 4:
        return rng.choice(SPANS)
    return rng.choice(WORDS)


def argument(rng):
    """As `token`, in a form that a command line can hold."""
    text = token(rng).replace("\x00", "0").encode()
    if rng.random() < 0.05:
        text += rng.choice(BYTES).replace(b"\x00", b"0")
    return text


def broken(data, rng, others=()):
    """A file with some mistakes in it. A few keep most files readable, so that what follows the reading is reached, too."""
    for _ in range(rng.choice([0, 1, 1, 1, 2, 2, 3, 5, 12])):
        data = broken_once(data, rng, others)
    if rng.random() < 0.02:
        data = data[:rng.randrange(len(data) + 1)]
    return data


def broken_once(data, rng, others):
    kind = rng.randrange(13)
    if kind <= 5:  # a word for a word
        words = list(re.finditer(rb"[A-Za-z0-9_.+-]+", data))
        if not words:
            return data
        word = rng.choice(words)
        new = rng.choice(words).group() if rng.random() < 0.25 else token(rng).encode()
        return data[:word.start()] + new + data[word.end():]
    if kind == 6:  # bytes
        at = rng.randrange(len(data) + 1)
        new = rng.choice(BYTES) if rng.random() < 0.5 else bytes(rng.randrange(256) for _ in range(rng.randrange(1, 5)))
        return data[:at] + new + data[at + rng.randrange(3):]
    lines = data.split(b"\n")
    at = rng.randrange(len(lines))
    if kind == 7:
        del lines[at]
    elif kind == 8:
        lines.insert(rng.randrange(len(lines) + 1), lines[at])
    elif kind == 9:
        other = rng.randrange(len(lines))
        lines[at], lines[other] = lines[other], lines[at]
    elif kind == 10:
        lines[at] = rng.choice([b" ", b"  ", b"\t", b"- ", b"#", b""]) + lines[at].lstrip(b" ")
    elif kind == 11 and others:
        strange = rng.choice(others).split(b"\n")
        lines[at:at] = strange[(cut := rng.randrange(len(strange))):cut + 3]
    else:
        lines[at] = lines[at] * rng.choice([2, 2, 3, 40])
    return b"\n".join(lines)


def packed(data, rng):
    """Sometimes gzip, whole or not."""
    if rng.random() > 0.06:
        return data
    packed = gzip.compress(data, mtime=0)
    return packed if rng.random() < 0.5 else packed[:rng.randrange(len(packed))] + bytes([rng.randrange(256)])
