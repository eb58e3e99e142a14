// The page on which readers download what they have written, and bring it back.

import { bytesOf, keep, made, storedFile, storedFiles } from "./stored.js";
import { TEXTS } from "./texts.js";
import { unzipped, zipped } from "./zip.js";

const asked = new URLSearchParams(location.search).get("language");
const language = asked in TEXTS ? asked : navigator.language.startsWith("ja") ? "ja" : "en";
const texts = TEXTS[language];
const PROGRESS = "my-progress.json";

document.documentElement.lang = language;
document.title = texts["answers.title"];
for (const element of document.querySelectorAll("[data-text]")) element.textContent = texts[`answers.${element.dataset.text}`];

const list = document.getElementById("files");
const said = document.getElementById("said");
const download = document.getElementById("download");
const chosen = document.getElementById("chosen");

async function show() {
  const files = (await storedFiles()).sort((one, other) => (one.path < other.path ? -1 : 1));
  list.replaceChildren(
    ...files.map((file) => {
      const item = document.createElement("li");
      const saved = new Date(file.last_modified).toLocaleString(language);
      if (file.type === "notebook") {
        const link = document.createElement("a");
        link.href = `notebooks/index.html?path=${encodeURIComponent(file.path)}`;
        link.textContent = file.path;
        item.append(link, ` (${saved})`);
      } else item.textContent = `${file.path} (${saved})`;
      return item;
    }),
  );
  document.getElementById("none").hidden = files.length > 0;
  download.disabled = files.length === 0;
}

download.onclick = async () => {
  const files = await storedFiles();
  const link = document.createElement("a");
  link.href = URL.createObjectURL(zipped(files.map((file) => [file.path, bytesOf(file)])));
  link.download = "my-gradient-course.zip";
  link.click();
  said.textContent = texts["answers.downloaded"].replace("{count}", files.length);
};

chosen.onchange = async () => {
  const [blob] = chosen.files;
  if (!blob) return;
  try {
    const files = (await unzipped(blob)).filter(([path]) => /^(notebooks|exercises)\/.*\.ipynb$/.test(path) || path === PROGRESS);
    if (files.length === 0) throw new Error("nothing of this course");
    const back = [];
    for (const [path, bytes] of files) back.push(...(await broughtBack(path, new TextDecoder().decode(bytes))));
    for (const file of back) await keep(file); // only now that all could be read
    said.textContent = texts["answers.brought_back"].replace("{count}", files.length);
  } catch (problem) {
    console.warn(problem);
    said.textContent = texts["answers.not_readable"];
  }
  chosen.value = "";
  await show();
};

// What stands here under that name stays: progress is put together, a notebook that differs is kept as old-….ipynb.
async function broughtBack(path, text) {
  const here = await storedFile(path);
  const before = here ? new TextDecoder().decode(bytesOf(here)) : text;
  if (path === PROGRESS) {
    const [ours, theirs] = [before, text].map((one) => JSON.parse(one));
    return [made(path, `${JSON.stringify(together(ours, theirs), null, 1)}\n`)];
  }
  const aside = path.replace(/[^/]*$/, (name) => `old-${name}`);
  return [made(path, text), ...(before === text ? [] : [{ ...here, path: aside, name: aside.split("/").at(-1) }])];
}

// All that two records tell; where both tell of the same thing, what stands here.
function together(ours, theirs) {
  if (Array.isArray(ours) && Array.isArray(theirs)) return [...new Set([...ours, ...theirs])].sort();
  const records = [ours, theirs].every((one) => one !== null && typeof one === "object" && !Array.isArray(one));
  if (!records) return ours === undefined ? theirs : ours;
  const names = Object.keys({ ...ours, ...theirs });
  return Object.fromEntries(names.map((name) => [name, together(ours[name], theirs[name])]));
}

await show();
