"""Loading code when it is first wanted: a shared host stops idle workers, so that somebody waits for every start."""

from collections.abc import Callable
from importlib import import_module
from typing import Any


def later(name: str) -> Callable[..., Any]:
    """A function by its full name, `package.module.function`, whose module is loaded when it is first called."""
    module, _, function = name.rpartition(".")

    def load(*arguments: Any, **named: Any) -> Any:
        return getattr(import_module(module), function)(*arguments, **named)

    load.__name__ = function
    load.loads = name  # type: ignore[attr-defined]
    return load
