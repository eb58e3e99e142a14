// What the reader has written, as JupyterLite keeps it in this browser: an IndexedDB database of this site, in which
// "files" holds each saved file under its path, and "checkpoints" the versions before.

const database = `JupyterLite Storage - ${new URL("../../", import.meta.url).pathname}`;

function promised(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function isThere() {
  return (await indexedDB.databases()).some((one) => one.name === database);
}

// Let `work` use the store of that name; JupyterLite may still have to make it.
async function within(name, mode, work) {
  let opened = await promised(indexedDB.open(database));
  if (!opened.objectStoreNames.contains(name)) {
    const version = opened.version + 1;
    opened.close();
    const request = indexedDB.open(database, version);
    request.onupgradeneeded = () => request.result.createObjectStore(name);
    opened = await promised(request);
  }
  try {
    return await work(opened.transaction(name, mode).objectStore(name));
  } finally {
    opened.close(); // an open one would keep JupyterLite from adding a store
  }
}

export async function storedFiles() {
  if (!(await isThere())) return [];
  const files = await within("files", "readonly", (store) => promised(store.getAll()));
  return files.filter((file) => file && file.type !== "directory" && file.content !== null);
}

export async function storedFile(path) {
  return (await isThere()) ? within("files", "readonly", (store) => promised(store.get(path))) : undefined;
}

export async function keep(file) {
  await within("files", "readwrite", (store) => promised(store.put(file, file.path)));
}

export async function forget(path) {
  for (const name of ["files", "checkpoints"]) {
    await within(name, "readwrite", (store) => promised(store.delete(path)));
  }
}

// A file as JupyterLite stores it, from its text.
export function made(path, text) {
  const now = new Date().toISOString();
  const notebook = path.endsWith(".ipynb");
  return {
    name: path.split("/").at(-1),
    path,
    type: notebook ? "notebook" : "file",
    format: notebook ? "json" : "text",
    mimetype: path.endsWith("json") || notebook ? "application/json" : "text/plain",
    content: notebook ? JSON.parse(text) : text,
    size: new TextEncoder().encode(text).length,
    writable: true,
    created: now,
    last_modified: now,
  };
}

// The bytes of a stored file, as they would lie on a disk.
export function bytesOf(file) {
  if (file.format === "base64") return Uint8Array.from(atob(file.content), (letter) => letter.charCodeAt(0));
  const text = typeof file.content === "string" ? file.content : `${JSON.stringify(file.content, null, 1)}\n`;
  return new TextEncoder().encode(text);
}

// The digest of what people write in a notebook, as authoring/editions.py counts it: no outputs.
export async function written(notebook) {
  const text = notebook.cells.map((cell) => `${cell.cell_type}\0${[cell.source].flat().join("")}\0`).join("");
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("").slice(0, 16);
}
