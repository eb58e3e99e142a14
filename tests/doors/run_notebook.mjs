// Runs notebooks of a built browser edition under its own Pyodide, in Node: node run_notebook.mjs SITE FOLDER OUT NOTEBOOK…
// NOTEBOOK lies in FOLDER. Writes OUT/NOTEBOOK, a JSON list with each code cell's outputs, and prints its name and seconds.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

const [site, folder, out, ...notebooks] = process.argv.slice(2);
const pyodideFolder = join(resolve(site), "static", "pyodide");
const { loadPyodide } = await import(join(pyodideFolder, "pyodide.mjs"));
const settings = JSON.parse(readFileSync(join(site, "jupyter-lite.json"), "utf-8"))["jupyter-config-data"];
const kernel = settings.litePluginSettings["@jupyterlite/pyodide-kernel-extension:kernel"].loadPyodideOptions;
const runner = readFileSync(join(import.meta.dirname, "run_notebook.py"), "utf-8");

for (const name of notebooks) {
  const begun = performance.now();
  const pyodide = await loadPyodide({
    indexURL: pyodideFolder,
    lockFileURL: join(pyodideFolder, "pyodide-lock.json"),
    packages: kernel.packages,
    env: {
      ...kernel.env,
      GRADIENT_COURSE_PROGRESS: "/tmp/progress.json",
      PYTHONWARNINGS: "error:Glyph", // as when the notebooks are built
    },
    stdout: () => {},
  });
  pyodide.mountNodeFS("/drive", resolve(folder));
  const outputs = await pyodide.runPythonAsync(`${runner}\nrun(${JSON.stringify(name)})`);
  const target = join(out, name);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, outputs);
  console.log(name, ((performance.now() - begun) / 1000).toFixed(1));
}
