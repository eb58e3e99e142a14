// Zip files: written without compression, read with or without.

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  for (let bit = 0; bit < 8; bit++) byte = byte & 1 ? (byte >>> 1) ^ 0xedb88320 : byte >>> 1;
  return byte;
});

function checksum(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) sum = TABLE[(sum ^ byte) & 255] ^ (sum >>> 8);
  return (sum ^ 0xffffffff) >>> 0;
}

// A record of a zip file: pairs of a length in bytes and a number.
function record(...fields) {
  const view = new DataView(new ArrayBuffer(fields.reduce((total, [length]) => total + length, 0)));
  let place = 0;
  for (const [length, number] of fields) {
    if (length === 2) view.setUint16(place, number, true);
    else view.setUint32(place, number, true);
    place += length;
  }
  return new Uint8Array(view.buffer);
}

// `files`: a list of [path, bytes]. Names are in UTF-8 (flag 0x800); the date is the first that a zip file knows.
export function zipped(files) {
  const parts = [];
  const listed = [];
  let place = 0;
  for (const [path, bytes] of files) {
    const name = new TextEncoder().encode(path);
    const about = [[2, 20], [2, 0x800], [2, 0], [2, 0], [2, 0x21], [4, checksum(bytes)], [4, bytes.length]];
    about.push([4, bytes.length], [2, name.length], [2, 0]);
    const head = record([4, 0x04034b50], ...about);
    parts.push(head, name, bytes);
    listed.push(record([4, 0x02014b50], [2, 20], ...about, [2, 0], [2, 0], [2, 0], [4, 0], [4, place]), name);
    place += head.length + name.length + bytes.length;
  }
  const length = listed.reduce((total, part) => total + part.length, 0);
  const count = files.length;
  const end = record([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, length], [4, place], [2, 0]);
  return new Blob([...parts, ...listed, end], { type: "application/zip" });
}

// The files of a zip file as [path, bytes]; folders are left out.
export async function unzipped(blob) {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const view = new DataView(bytes.buffer);
  let end = bytes.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end--;
  if (end < 0) throw new Error("no zip file");
  const files = [];
  let place = view.getUint32(end + 16, true);
  for (let count = view.getUint16(end + 10, true); count > 0; count--) {
    if (view.getUint32(place, true) !== 0x02014b50) throw new Error("a damaged zip file");
    const method = view.getUint16(place + 10, true);
    const packed = view.getUint32(place + 20, true);
    const [nameLength, extra, comment] = [28, 30, 32].map((field) => view.getUint16(place + field, true));
    const path = new TextDecoder().decode(bytes.subarray(place + 46, place + 46 + nameLength));
    const head = view.getUint32(place + 42, true);
    const start = head + 30 + view.getUint16(head + 26, true) + view.getUint16(head + 28, true);
    const content = new Blob([bytes.subarray(start, start + packed)]);
    if (method !== 0 && method !== 8) throw new Error("a zip file of an unknown kind");
    const stream = method === 8 ? content.stream().pipeThrough(new DecompressionStream("deflate-raw")) : content.stream();
    if (!path.endsWith("/")) files.push([path, new Uint8Array(await new Response(stream).arrayBuffer())]);
    place += 46 + nameLength + extra + comment;
  }
  return files;
}
