"""A short run of everything that may go wrong under the app; `make endure` is the long one."""

from pathlib import Path

import pytest
from endure.parts import PARTS, Share

ROUNDS = 20
SEED = 7


SHORT = [share for share in PARTS if share.rounds(ROUNDS)]


@pytest.mark.parametrize("share", SHORT, ids=[share.name for share in SHORT])
def test_nothing_is_lost(share: Share, tmp_path: Path) -> None:
    assert share.run(ROUNDS, tmp_path / "part", SEED).wrong == []
