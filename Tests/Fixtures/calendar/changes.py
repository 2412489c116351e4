"""Writes changes.csv: local times around changes of the clock and the instants that they mean, from Python's zoneinfo.

A time that is skipped means the first instant after the change; a time that is repeated, the first. Instants are
found by asking for the local time of each second around it, not by the arithmetic of the program under test.
"""
import csv
import datetime
import pathlib
import zoneinfo

CHANGES = [  # zone, the day of a change, local times of that day
    ("Africa/Cairo", "2024-04-26", ["00:00", "00:30", "00:59", "01:00"]),
    ("Africa/Cairo", "2024-10-31", ["22:59", "23:00", "23:30"]),
    ("America/New_York", "2024-03-10", ["01:59", "02:00", "02:30", "03:00", "16:00"]),
    ("America/New_York", "2024-11-03", ["00:59", "01:00", "01:30", "02:00", "16:00"]),
    ("Europe/London", "2024-03-31", ["00:59", "01:00", "01:30", "02:00"]),
    ("Europe/London", "2024-10-27", ["00:59", "01:00", "01:30", "02:00"]),
    ("America/Sao_Paulo", "2018-11-04", ["00:00", "00:30", "01:00"]),
    ("Australia/Lord_Howe", "2024-10-06", ["01:59", "02:00", "02:15", "02:30"]),
    ("Australia/Lord_Howe", "2024-04-07", ["01:29", "01:30", "01:45", "02:00"]),
    ("Pacific/Apia", "2011-12-30", ["00:00", "12:00"]),
    ("Pacific/Apia", "2011-12-31", ["00:00"]),
    ("Asia/Beirut", "2022-03-27", ["00:00", "00:45", "01:00"]),
]


def meant(zone, local):
    """The first instant at which the clock shows this time, or a later one."""
    start = local.replace(tzinfo=datetime.timezone.utc) - datetime.timedelta(hours=27)
    for minute in range(54 * 60):
        instant = start + datetime.timedelta(minutes=minute)
        if instant.astimezone(zone).replace(tzinfo=None) >= local:
            return instant
    raise ValueError(local)


with open(pathlib.Path(__file__).with_name("changes.csv"), "w", newline="", encoding="utf-8") as file:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["zone", "day", "time", "instant"])
    for name, day, times in CHANGES:
        zone = zoneinfo.ZoneInfo(name)
        for time in times:
            instant = meant(zone, datetime.datetime.fromisoformat(f"{day}T{time}"))
            writer.writerow([name, day, time, f"{instant:%Y-%m-%dT%H:%M:%SZ}"])
