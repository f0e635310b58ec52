"""Compares objects with a list that binds them (R-114, R-115)."""

from .objects import StatusObject
from .status import FINAL, NOT_ALLOCATED, StatusList


def in_force_fits(found: StatusObject, of: StatusList, date: int) -> bool:
    """R-114. The date is that of the list."""
    if any(of.value(index) == NOT_ALLOCATED for index in (*found.last_days, *found.changes)):
        return False
    for index, rows in found.changes.items():
        values = [of.value(index), *(value for _, value, _ in rows)]
        if any(effective <= date for effective, _, _ in rows):
            return False
        if any(before in FINAL and after not in FINAL for before, after in zip(values, values[1:])):
            return False
    return True


def past_fits(found: StatusObject, of: StatusList, date: int, in_force: StatusObject | None) -> bool:
    """R-115. `in_force` is None as long as the in-force object of the list is not held."""
    if any(of.value(index) == NOT_ALLOCATED for index in found.changes):
        return False
    for index in range(of.size):
        before = [value for effective, value, _ in found.changes.get(index, []) if effective <= date]
        if of.value(index) not in (NOT_ALLOCATED, (before or [0])[-1]):
            return False
    later = {index: [row for row in rows if row[0] > date] for index, rows in found.changes.items()}
    later = {index: rows for index, rows in later.items() if rows}
    if "in-force" not in of.bound:
        return not later and not any(last for rows in found.changes.values() for _, _, last in rows)
    return in_force is None or (later == in_force.changes and last_days_fit(found, date, in_force))


def last_days_fit(found: StatusObject, date: int, in_force: StatusObject) -> bool:
    stated = {}
    for index, rows in found.changes.items():
        for effective, _, last in rows:
            if effective <= date and last:
                stated[index] = effective, last
    if stated.keys() != in_force.last_days.keys():
        return False
    return all(
        last == in_force.last_days[index][0] and effective <= in_force.last_days[index][1]
        for index, (effective, last) in stated.items()
    )
