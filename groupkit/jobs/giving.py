"""Whether the book of jobs is giving access just now, so that it need not be told of it."""

from contextvars import ContextVar

writing_down: ContextVar[bool] = ContextVar("groupkit_jobs_writing_down", default=False)
"""Whether the tenure that goes with the access has been written already."""
