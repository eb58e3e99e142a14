// What pages do: change the language in place, let stored controls move, search. All texts can be read without it.

// The contents stand open where they have a column of their own.
const contents = document.querySelector(".contents");
if (contents && matchMedia("(min-width: 1000px)").matches) contents.open = true;

// A place inside a side road opens it. A name that this edition lacks leads to the cell that it is in.
function goToName() {
  const name = decodeURIComponent(location.hash.slice(1));
  if (!name) return;
  const cell = name.split(".")[0];
  const place = document.getElementById(name) ?? document.getElementById(cell) ?? document.querySelector(`[id^="${CSS.escape(cell)}."]`);
  if (!place) return;
  for (let road = place.closest("details"); road; road = road.parentElement.closest("details")) road.open = true;
  place.scrollIntoView();
}
addEventListener("hashchange", goToName);
goToName();

// The link to the other language leads to the paragraph that is being read.
const language = document.querySelector(".language");
language?.addEventListener("click", () => {
  const named = [...document.querySelectorAll("main [id]:not(input, select, output)")];
  const first = named.find((one) => one.checkVisibility() && one.getBoundingClientRect().bottom > 40);
  language.hash = first && scrollY > 0 ? first.id : "";
});

// ---- Controls from stored frames

async function start(player) {
  const { play } = await import("./stage.js");
  const files = player.dataset.frames.split(" ");
  const inputs = [...player.querySelectorAll("input, select")];
  const apart = files.length > 1 ? inputs[0] : null;
  const along = inputs.filter((input) => input !== apart);
  const number = (input) => (input.tagName === "SELECT" ? input.selectedIndex : Number(input.value));
  const places = (input) => (input.tagName === "SELECT" ? input.options.length : Number(input.max) + 1);
  const loaded = {};
  const load = (file) => (loaded[file] ??= fetch(file).then((answer) => answer.json()).then((data) => ({
    background: new URL(data.background, new URL(file, location.href)).href,
    width: data.width,
    height: data.height,
    lines: data.lines,
    frames: data.frames.map(([alt, drawing]) => ({ alt, drawing: drawing.map((place) => data.commands[place]) })),
  })));
  const stage = player.querySelector(".stage");
  let go = null;
  let shown = null;
  const show = async () => {
    const file = files[apart ? number(apart) : 0];
    const data = await load(file);
    if (file !== files[apart ? number(apart) : 0]) return; // another was chosen meanwhile
    const frame = along.reduce((sum, input) => sum * places(input) + number(input), 0);
    if (shown !== file) {
      shown = file;
      const fresh = document.createElement("div");
      go = play(fresh, data);
      fresh.className = "stage";
      const before = player.querySelector(".stage");
      // The picture that stood there stays until the new one is there.
      const image = new Image();
      image.src = data.background;
      await image.decode();
      before.replaceWith(fresh);
    }
    go(frame);
  };
  for (const input of inputs) {
    const say = () => {
      if (!input.dataset.texts) return;
      const text = JSON.parse(input.dataset.texts)[number(input)];
      input.setAttribute("aria-valuetext", text);
      input.nextElementSibling.textContent = text;
    };
    input.addEventListener("input", () => {
      say();
      show();
    });
    say();
    input.disabled = false;
  }
  await show();
  stage.remove();
}

const seen = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    seen.unobserve(target);
    start(target);
  }
}, { rootMargin: "600px" });
for (const player of document.querySelectorAll(".player")) seen.observe(player);

// ---- Searching: every text is looked through, so that Japanese needs no spaces and no dictionary.

/** Return a text as it is compared, and for each of its letters the place that it had. */
function compared(text) {
  let letters = "";
  const places = [];
  [...text].reduce((at, letter) => {
    for (let one of letter.normalize("NFKC").toLowerCase()) {
      if (one === "ー") continue; // パラメータ finds パラメーター
      if (one >= "ァ" && one <= "ヶ") one = String.fromCharCode(one.charCodeAt(0) - 0x60);
      letters += one;
      for (let i = 0; i < one.length; i++) places.push(at);
    }
    return at + letter.length;
  }, 0);
  return { letters, places };
}

export function find(index, asked) {
  const words = asked.split(/\s+/).map((word) => compared(word).letters).filter(Boolean);
  if (!words.length) return [];
  const found = [];
  for (const [address, page, heading, text] of index) {
    const [title, body] = [compared(`${page} ${heading}`).letters, compared(text)];
    if (!words.every((word) => title.includes(word) || body.letters.includes(word))) continue;
    const score = words.reduce((sum, word) => sum + 20 * title.includes(word) + Math.min(9, body.letters.split(word).length - 1), 0);
    found.push({ address, page, heading, text, body, score, words });
  }
  return found.sort((one, other) => other.score - one.score);
}

/** Return a stretch of a text around the first word that was asked for, with the word marked. */
function stretch({ text, body, words }) {
  const piece = document.createElement("p");
  const word = words.find((one) => body.letters.includes(one));
  const at = word === undefined ? -1 : body.letters.indexOf(word);
  if (at < 0) {
    piece.textContent = text.slice(0, 120);
    return piece;
  }
  const from = body.places[at];
  const to = body.places[at + word.length] ?? text.length;
  const mark = document.createElement("mark");
  mark.textContent = text.slice(from, to);
  const begin = Math.max(0, from - 50);
  piece.append(begin > 0 ? "…" : "", text.slice(begin, from), mark, text.slice(to, to + 80), "…");
  return piece;
}

async function search(list) {
  const asked = new URLSearchParams(location.search).get("q")?.trim() ?? "";
  for (const field of document.querySelectorAll("input[name=q]")) field.value = asked;
  language.search = location.search;
  if (!asked) return;
  const found = find(await (await fetch("search.json")).json(), asked);
  const count = document.getElementById("count");
  count.textContent = found.length ? `${found.length} ${count.dataset.found}` : count.dataset.none;
  list.append(...found.slice(0, 60).map((one) => {
    const item = document.createElement("li");
    const link = item.appendChild(document.createElement("a"));
    link.href = one.address;
    link.textContent = one.heading === one.page ? one.page : `${one.page} › ${one.heading}`;
    item.append(stretch(one));
    return item;
  }));
}
const list = document.getElementById("found");
if (list) search(list);
