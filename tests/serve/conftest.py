from __future__ import annotations

from collections.abc import Iterator

import pytest

from .server import KEY, Server, serving


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A service with keys, for tests that only ask."""
    folder = tmp_path_factory.mktemp("serve")
    with serving(
        folder, "--max-request", "200000", "--workers", "1", keys=f"# the CMS\n{KEY}\n"
    ) as started:
        yield started
