"""``python -m authoring build`` and ``python -m authoring claims``; see the Makefile."""

from __future__ import annotations

import argparse
import sys

from authoring.building import build
from authoring.claims import run_claims


def main() -> int:
    """Run the command that the command line names; return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m authoring", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    building = commands.add_parser("build", help="build the notebooks that are missing or out of date")
    building.add_argument("--only", default="", help="only the sources whose file name starts so, e.g. 04")
    building.add_argument("--force", action="store_true", help="build anew, over edits made by hand too")
    building.add_argument("--explain", action="store_true", help="say what makes each notebook stale; build nothing")
    claims = commands.add_parser("claims", help="run the chapters on other seeds")
    claims.add_argument("--seeds", type=int, default=10)
    claims.add_argument("--only", default="")
    arguments = parser.parse_args()
    if arguments.command == "build":
        return 1 if build(arguments.only, arguments.force, arguments.explain) else 0
    return 1 if run_claims(arguments.seeds, arguments.only) else 0


if __name__ == "__main__":
    sys.exit(main())
