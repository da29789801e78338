"""Put the app through everything that may go wrong under it, and count what it loses. `run.py [ROUNDS [SEED]]`.

Run by `make endure`. Prints a line for each part, and exits 1 on any loss. The same seed makes the same cuts; kills
come when they come.
"""

import secrets
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path[0] = str(Path(__file__).parents[1])

from endure.parts import PARTS  # noqa: E402 - found by the line above

ROUNDS = 300
TOLD = 20  # of what is wrong in a part


def main(rounds: int = ROUNDS, seed: int = 0) -> int:
    """Run every part; return 1 when anything was wrong."""
    seed = seed or secrets.randbelow(10**6)
    print(f"{rounds} rounds, seed {seed}")  # noqa: T201
    failed = 0
    with TemporaryDirectory(prefix="hiring-endure-") as place:
        for number, share in enumerate(share for share in PARTS if share.rounds(rounds)):
            begun = time.monotonic()
            outcome = share.run(rounds, Path(place) / str(number), seed)
            verdict = "FAILED" if outcome.wrong else "ok"
            print(f"{share.name}: {outcome} in {time.monotonic() - begun:.0f} s: {verdict}", flush=True)  # noqa: T201
            for wrong in outcome.wrong[:TOLD]:
                print(f"  {wrong}")  # noqa: T201
            failed |= bool(outcome.wrong)
    return failed


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
