// Called before JupyterLite starts (doors/browser.py puts the call into its config-utils.js).

import { forget, keep, made, storedFile, storedFiles, written } from "./stored.js";

// The language of the edition that is opened, else the reader's own.
export function readersLanguage() {
  const folder = (new URLSearchParams(location.search).get("path") ?? "").split("/")[1];
  if (folder === "ja" || folder === "en") return folder;
  return navigator.language.startsWith("ja") ? "ja" : "en";
}

export async function prepare(config) {
  const language = readersLanguage();
  document.documentElement.lang = language;
  if (language === "ja") {
    (config.settingsOverrides ??= {})["@jupyterlab/translation-extension:plugin"] = { locale: "ja_JP" };
  }
  try {
    await bringUpToDate();
  } catch (problem) {
    console.warn("The newer versions of the notebooks could not be looked for:", problem);
  }
}

// A notebook that the reader has saved hides the site's own. Where the site's is newer: a saved one in which nothing
// was written, but only run, gives way to it; otherwise both are kept, the newer one beside, as new-….ipynb.
async function bringUpToDate() {
  const site = await (await fetch(new URL("notebooks.json", import.meta.url), { cache: "no-cache" })).json();
  for (const file of await storedFiles()) {
    const newest = site[file.path];
    const shipped = file.content?.metadata?.course;
    if (!newest || !shipped?.cells || shipped.cells === newest || shipped.newer === newest) continue;
    const now = await written(file.content);
    if (now === shipped.cells || now === newest) {
      await forget(file.path);
      continue;
    }
    await putBeside(file.path);
    shipped.newer = newest; // told once
    await keep(file);
  }
}

async function putBeside(path) {
  const answer = await fetch(new URL(`../../files/${path}`, import.meta.url), { cache: "no-cache" });
  const text = await answer.text();
  for (let number = 1; ; number++) {
    const beside = path.replace(/[^/]*$/, (name) => `new-${number === 1 ? "" : `${number}-`}${name}`);
    const there = await storedFile(beside);
    if (there && (await written(there.content)) !== there.content.metadata?.course?.cells) continue; // written in
    await keep(made(beside, text));
    return;
  }
}
