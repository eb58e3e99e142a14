"""``python -m doors``: build the browser edition, serve it here to try it, and take pictures of the course."""

from __future__ import annotations

import argparse
import functools
import http.server
import subprocess
import sys
from pathlib import Path

from doors.browser import ROOT, build
from doors.pyodide import RELEASE, NotPyodide, put_together


def _site(given: argparse.Namespace) -> int:
    # Imported here: the browser edition needs none of it.
    from doors.site.book import print_books
    from doors.site.build import build as build_site
    from doors.site.texts import SiteError

    try:
        if given.command == "site":
            build_site(given.out, given.only, given.browser, given.books)
        else:
            print_books(given.out, given.only)
    except SiteError as problem:
        print(problem, file=sys.stderr)
        return 1
    print(given.out)
    return 0


def main() -> int:
    """Run the command; return 0 where all went well."""
    parser = argparse.ArgumentParser(prog="python -m doors", description="Doors to the course.")
    commands = parser.add_subparsers(dest="command", required=True)
    browser = commands.add_parser("browser", help="build the browser edition")
    browser.add_argument("--out", type=Path, default=ROOT / "build" / "browser")
    browser.add_argument("--pyodide", type=Path, help=f"folder of Pyodide {RELEASE}; not given, its test copy")
    commands.add_parser("pictures", help="take the film of the READMEs and the picture of TensorBoard anew")
    serve = commands.add_parser("serve", help="serve a built edition on this machine")
    serve.add_argument("--folder", type=Path, default=ROOT / "build" / "browser")
    serve.add_argument("--port", type=int, default=8000)
    site = commands.add_parser("site", help="build the pages to read without Python")
    site.add_argument("--out", type=Path, default=ROOT / "build" / "site")
    site.add_argument("--only", default="", help="only the notebooks whose file name starts so, to try something out")
    site.add_argument("--browser", type=Path, help="folder of the built browser edition, to become a part of it")
    site.add_argument("--books", type=Path, help="folder of the printed books, to become a part of it")
    book = commands.add_parser("print", help="print the course as a book in each language")
    book.add_argument("--out", type=Path, default=ROOT / "build" / "books")
    book.add_argument("--only", default="", help="only the notebooks whose file name starts so, to try something out")
    colab = commands.add_parser("colab", help="write the notebooks for Colab")
    colab.add_argument("--out", type=Path, default=ROOT / "build" / "colab")
    commands.add_parser("links", help="write the links of addresses.toml into the READMEs, and print those to hand out")
    commands.add_parser("leads", help="write the pages of docs/where_it_leads.toml and docs/rubrics.toml")
    given = parser.parse_args()
    if given.command in ("site", "print"):
        return _site(given)
    if given.command == "serve":
        return _serve(given.folder, given.port)
    if given.command == "colab":
        from doors.colab import build as build_colab

        build_colab(given.out)
        print(given.out)
        return 0
    if given.command == "links":
        return _links()
    if given.command == "leads":
        from doors.leads import write

        write()
        return 0
    if given.command == "pictures":
        from doors.pictures import take_all  # drives a browser, which nothing else here does

        print(*take_all(), sep="\n")
        return 0
    try:
        build(given.out, given.pyodide or put_together(ROOT / "build" / "pyodide"))
    except (NotPyodide, FileNotFoundError, subprocess.CalledProcessError) as problem:
        print(problem, file=sys.stderr)
        return 1
    print(given.out)
    return 0


def _links() -> int:
    from doors.addresses import READMES, links, written

    for language, readme in READMES.items():
        readme.write_text(written(readme.read_text(encoding="utf-8"), language), encoding="utf-8")
    print(*links(), sep="\n")
    return 0


def _serve(folder: Path, port: int) -> int:
    """Serve a folder until the command is stopped; return 1 where nothing was built yet."""
    if not (folder / "index.html").is_file():
        print(f"{folder} holds no browser edition yet: make browser builds one.", file=sys.stderr)
        return 1
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        print(f"http://127.0.0.1:{server.server_port}/ (Ctrl + C ends it)", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
