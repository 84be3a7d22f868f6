"""Moments as people read them. One rule: the store keeps UTC in ISO form, the window shows the local clock."""

from datetime import datetime


def local_time(iso: str) -> str:
    """Return the hour and minute of an ISO moment, "" where it is none."""
    moment = _parse(iso)
    return moment.strftime("%H:%M") if moment else ""


def local_moment(iso: str) -> str:
    """Return the day and time of an ISO moment; what is none stays as it is."""
    moment = _parse(iso)
    return moment.strftime("%Y-%m-%d %H:%M") if moment else iso


def _parse(iso: str) -> datetime | None:
    try:
        return datetime.fromisoformat(iso).astimezone()
    except ValueError:
        return None
