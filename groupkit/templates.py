"""Templates are worked out once and kept, so that a worker that has just started answers sooner."""

from pathlib import Path

from jinja2.bccache import Bucket, FileSystemBytecodeCache


class Kept(FileSystemBytecodeCache):
    """What templates were worked out to, in the installation's own private folder.

    A template that has changed since is worked out again; a disk that is full or cannot be written is no reason to
    answer with an error.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        super().__init__(str(folder), "%s.kept")

    def load_bytecode(self, bucket: Bucket) -> None:
        try:
            super().load_bytecode(bucket)
        except (OSError, EOFError, ValueError, TypeError):
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        try:
            self.folder.mkdir(mode=0o700, exist_ok=True)
            super().dump_bytecode(bucket)
        except OSError:
            return
