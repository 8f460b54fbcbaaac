"""Frozen dataclasses as plain values for JSON, and back again. Pure."""

from collections.abc import Hashable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")


def to_plain(value: Any) -> Any:
    """A value as lists, dicts, words and numbers; a day as `2026-03-31`."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple | list):
        return [to_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def from_plain(kind: type[T], plain: Mapping[str, Any]) -> T:
    """The dataclass again. What an older file does not hold takes its usual value; what it holds no more is left out.

    Raises KeyError when something that has no usual value is missing.
    """
    hints = _hints(cast(Hashable, kind))
    return kind(**{name: _value(hints[name], plain[name]) for name in hints if name in plain})


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _value(hint: Any, plain: Any) -> Any:
    if plain is None:
        return None
    if get_origin(hint) is UnionType:
        hint = next(one for one in get_args(hint) if one is not type(None))
    if get_origin(hint) is tuple:
        return tuple(_value(get_args(hint)[0], one) for one in plain)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(plain)
    if hint is date:
        return date.fromisoformat(plain)
    return from_plain(hint, plain) if isinstance(hint, type) and is_dataclass(hint) else plain
