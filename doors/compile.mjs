// Compiles all of Python's own and the packages' modules with Pyodide: node compile.mjs PYODIDE FOLDER
// FOLDER holds what python_stdlib.zip holds, in stdlib, and the packages, in packages.
import { join, resolve } from "node:path";

const [release, folder] = process.argv.slice(2).map((path) => resolve(path));
const { loadPyodide } = await import(join(release, "pyodide.mjs"));
const pyodide = await loadPyodide({ indexURL: release });
pyodide.mountNodeFS("/modules", folder);
pyodide.runPython(`
from compileall import compile_dir
from py_compile import PycInvalidationMode

# Unchecked: where a package is unpacked, its files are of today.
how = {"quiet": 2, "invalidation_mode": PycInvalidationMode.UNCHECKED_HASH}
compile_dir("/modules/packages", **how)
compile_dir("/modules/stdlib", legacy=True, stripdir="/modules/stdlib", prependdir="/lib/python312.zip", **how)
`);
