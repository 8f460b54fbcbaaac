"""The pictures of returns, by their key on the paper."""

from typing import Any

from groupkit import downloads
from groupkit.grants import queries
from groupkit.grants.paper import Paper


def send_picture(paper: Paper, key: str) -> Any:
    """A picture that stands on a return, by its key there."""
    found = next((one.file for one in paper.all_pictures if one.key == key), None)
    return downloads.show_kept(queries.picture(found) if found else None)
