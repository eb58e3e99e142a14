// The stage of a control: a background that stays, a canvas above it on which everything that moves is drawn from
// numbers, and a sentence below that says what is seen. Used by JupyterLab and Notebook through anywidget (`default`),
// and by a page without Python through `play`. What the commands mean is written in course_lib/plots/drawing.py.

// How long a hand has to rest, in milliseconds, before the sentence is read aloud.
const REST = 700;

const FULL_WIDTH = 900; // of a picture, in pixels
const MARGINS = 12; // above and below the sentence together, in pixels

// How high a line of the sentence is, in letters, and for which width of a picture the lines are counted, in pixels.
const LINE = 1.5;
const COUNTED_AT = 800;

const STYLE = `
.gradient-course-stage { margin: 0; max-width: ${FULL_WIDTH}px; width: 100% }
.gradient-course-stage .picture { position: relative; width: 100%; background: white }
.gradient-course-stage .picture > * { position: absolute; inset: 0; width: 100%; height: 100% }
.gradient-course-stage .sentence { margin: 4px 0 ${MARGINS - 4}px; line-height: ${LINE}; color: var(--jp-content-font-color1, inherit) }
.gradient-course-stage .heard { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
.gradient-course-tables div { display: flex; flex-flow: row wrap; gap: 1em; align-items: flex-start; max-height: 20em;
  overflow: auto }
.gradient-course-tables :is(th, td) { padding: 0 0.6em; text-align: right }
.gradient-course-control .widget-label { color: var(--jp-content-font-color1, inherit) }
@media (max-width: 700px) { .gradient-course-control .widget-hslider { flex-wrap: wrap; height: auto } }
.gradient-course-control :is(.noUi-handle, button, select, input, summary, .widget-readout):focus-visible {
  outline: 3px solid #d55e00; outline-offset: 2px }
`;

/** Draw commands on a canvas that is `shown` pixels wide, of a figure of `width` by `height` pixels. */
export function draw(canvas, commands, width, height, shown) {
  const scale = (shown || width) / width * (window.devicePixelRatio || 1);
  const [across, down] = [Math.round(width * scale), Math.round(height * scale)];
  if (canvas.width !== across || canvas.height !== down) [canvas.width, canvas.height] = [across, down];
  const pen = canvas.getContext("2d");
  pen.setTransform(1, 0, 0, 1, 0, 0);
  pen.clearRect(0, 0, across, down);
  for (const command of commands) {
    pen.save();
    pen.setTransform(scale, 0, 0, scale, 0, 0);
    if (command.clip) {
      pen.beginPath();
      pen.rect(...command.clip);
      pen.clip();
    }
    if (command.fill) pen.fillStyle = command.fill;
    if (command.stroke) {
      pen.strokeStyle = command.stroke;
      pen.lineWidth = command.width;
      pen.lineCap = { projecting: "square" }[command.cap] || command.cap;
      pen.lineJoin = "round";
      pen.setLineDash(command.dash || []);
    }
    if ("path" in command) ink(pen, command, new Path2D(command.path));
    else if ("marks" in command) drawMarks(pen, command);
    else if ("text" in command) drawText(pen, command);
    else if ("image" in command) drawImage(pen, command);
    pen.restore();
  }
}

function ink(pen, command, outline) {
  if (command.fill) pen.fill(outline);
  if (command.stroke) pen.stroke(outline);
}

function drawMarks(pen, command) {
  const outline = new Path2D(command.mark);
  for (let i = 0; i < command.marks.length; i += 2) {
    const [x, y] = [command.marks[i], command.marks[i + 1]];
    pen.translate(x, y);
    ink(pen, command, outline);
    pen.translate(-x, -y);
  }
}

function drawText(pen, command) {
  pen.translate(...command.at);
  pen.rotate((-command.angle * Math.PI) / 180);
  pen.font = `${command.bold ? "bold " : ""}${command.size}px "DejaVu Sans", Verdana, sans-serif`;
  // The reader's fonts differ from those that measured: the text is fitted into the room that was made for it.
  const measured = pen.measureText(command.text).width;
  if (measured > 0) pen.scale(command.long / measured, 1);
  pen.fillText(command.text, 0, 0);
}

function drawImage(pen, command) {
  const [rows, columns] = command.shape;
  const cells = Uint8ClampedArray.from(atob(command.image), (letter) => letter.charCodeAt(0));
  const small = document.createElement("canvas");
  [small.width, small.height] = [columns, rows];
  small.getContext("2d").putImageData(new ImageData(cells, columns, rows), 0, 0);
  pen.imageSmoothingEnabled = false;
  pen.transform(...command.matrix);
  pen.drawImage(small, 0, 0);
}

/** Put a stage into an element; returns a function that shows a state {background, width, height, lines, drawing, alt}. */
export function build(el) {
  const add = (parent, kind, className, attributes = {}) => {
    const made = parent.appendChild(document.createElement(kind));
    made.className = className;
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    return made;
  };
  add(el, "style", "").textContent = STYLE;
  const figure = add(el, "figure", "gradient-course-stage");
  const picture = add(figure, "div", "picture", { role: "img" });
  let background = add(picture, "img", "", { alt: "" });
  const canvas = add(picture, "canvas", "", { "aria-hidden": "true", "data-drawn": "0" });
  const sentence = add(figure, "figcaption", "sentence");
  const heard = add(figure, "div", "heard", { role: "status", "aria-live": "polite" });
  let state = { background: null, drawing: [] };
  let ready = null; // the background that is seen
  let shown = 0; // how wide the canvas is: to ask the page at each move would make it work out its layout once more
  let rest = 0;
  let first = true;

  const paint = () => {
    if (!ready || ready !== state.background) return;
    draw(canvas, state.drawing, state.width, state.height, shown);
    canvas.dataset.drawn = Number(canvas.dataset.drawn) + 1;
  };

  // Room for the longest sentence, and for the tallest picture so far: what lies below does not jump. A narrow picture
  // has longer sentences.
  let tallest = 0;
  const keepRoom = () => {
    const lines = Math.ceil((state.lines || 1) * Math.max(1, COUNTED_AT / (figure.clientWidth || COUNTED_AT)));
    sentence.style.minHeight = `${lines * LINE}em`;
    tallest = Math.max(tallest, (state.height || 0) / (state.width || 1));
    figure.style.minHeight = `calc(${tallest * figure.clientWidth + MARGINS}px + ${lines * LINE}em)`;
  };

  const say = () => {
    picture.setAttribute("aria-label", state.alt);
    if (sentence.textContent === state.alt) return;
    sentence.textContent = state.alt;
    clearTimeout(rest);
    // What is shown at first is read where it stands; only changes are announced.
    if (!first) rest = setTimeout(() => (heard.textContent = state.alt), REST);
    first = false;
  };

  const resized = new ResizeObserver(() => {
    shown = canvas.clientWidth;
    keepRoom();
    paint();
  });
  resized.observe(canvas);

  // Zoomed, or moved to another screen: the picture is as wide as before, but has more pixels, or fewer.
  let density;
  const watchDensity = () => {
    density = matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
    density.addEventListener("change", densityChanged, { once: true });
  };
  const densityChanged = () => {
    paint();
    watchDensity();
  };
  watchDensity();

  const show = async (next) => {
    const other = next.background !== state.background;
    state = next;
    if (other) {
      // The old picture stays until the new one is ready: nothing blinks.
      const image = new Image();
      image.alt = "";
      image.src = typeof next.background === "string"
        ? next.background
        : URL.createObjectURL(new Blob([next.background], { type: "image/png" }));
      await image.decode();
      if (state.background !== next.background) return;
      URL.revokeObjectURL(background.src);
      background.replaceWith(image);
      background = image;
      ready = state.background;
      picture.style.aspectRatio = `${state.width} / ${state.height}`;
      keepRoom();
    }
    paint();
    say();
  };
  const remove = () => {
    clearTimeout(rest);
    resized.disconnect();
    density.removeEventListener("change", densityChanged);
    URL.revokeObjectURL(background.src);
  };
  return { show, remove };
}

/** Give each slider around the stage its name and the value that is shown, for those who hear it. */
function nameSliders(control) {
  for (const slider of control.querySelectorAll(".widget-slider")) {
    const name = slider.querySelector(".widget-label")?.textContent ?? "";
    const spoken = slider.classList.contains("gradient-course-spoken"); // its number is written beside it
    const readout = spoken ? slider.nextElementSibling : slider.querySelector(".widget-readout");
    const set = (element, attribute, value) => {
      if (element && element.getAttribute(attribute) !== value) element.setAttribute(attribute, value);
    };
    set(slider.querySelector(".noUi-handle"), "aria-label", name);
    set(slider.querySelector(".noUi-handle"), "aria-valuetext", readout?.textContent ?? "");
    // The number beside a slider can be typed, but for a slider that chooses among names.
    const editable = readout?.getAttribute("contenteditable") === "true";
    if (editable && slider.classList.contains("gradient-course-names")) readout.contentEditable = "false";
    else if (editable) {
      set(readout, "role", "textbox");
      set(readout, "aria-label", name);
    }
  }
}

function watchSliders(control) {
  const watcher = new MutationObserver(() => nameSliders(control));
  watcher.observe(control, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["aria-valuetext"],
  });
  nameSliders(control);
  return watcher;
}

/** The numbers of the picture, for those who ask: Python sends them while they are open. */
function addTables(model, el) {
  const details = el.appendChild(document.createElement("details"));
  details.className = "gradient-course-tables";
  const title = details.appendChild(document.createElement("summary"));
  const place = details.appendChild(document.createElement("div"));
  place.tabIndex = 0; // a long table is scrolled by keyboard
  place.setAttribute("role", "group");
  const ask = () => details.open && model.send("tables");
  let rest = 0;
  details.addEventListener("toggle", ask);
  const rename = () => {
    title.textContent = model.get("tables_title");
    place.setAttribute("aria-label", title.textContent);
    details.hidden = !title.textContent;
  };
  const changed = () => {
    clearTimeout(rest);
    rest = setTimeout(ask, REST);
  };
  const fill = ({ tables }) => {
    const cells = (row, kind, texts) => texts.forEach((text) => {
      const heads = kind === "th" && text; // a column without a name has no head
      const cell = row.appendChild(document.createElement(heads ? "th" : "td"));
      if (heads) cell.scope = "col";
      cell.textContent = text;
    });
    place.replaceChildren(...tables.map(({ name, columns, rows }) => {
      const table = document.createElement("table");
      table.createCaption().textContent = name;
      cells(table.createTHead().insertRow(), "th", columns);
      const body = table.createTBody();
      rows.forEach((row) => cells(body.insertRow(), "td", row));
      return table;
    }));
  };
  model.on("change:tables_title", rename);
  model.on("change", changed);
  model.on("msg:custom", fill);
  rename();
  return () => {
    clearTimeout(rest);
    model.off("change:tables_title", rename);
    model.off("change", changed);
    model.off("msg:custom", fill);
  };
}

function render({ model, el }) {
  const stage = build(el);
  const removeTables = addTables(model, el);
  const update = () => stage.show({
    background: model.get("background"),
    width: model.get("width"),
    height: model.get("height"),
    drawing: model.get("drawing"),
    alt: model.get("alt"),
    lines: model.get("lines"),
  });
  model.on("change", update);
  update();
  // The sliders are found once the stage stands among them.
  let watcher;
  const placed = new ResizeObserver(() => {
    const control = el.closest(".gradient-course-control");
    if (!control) return;
    placed.disconnect();
    watcher = watchSliders(control);
  });
  placed.observe(el);
  return () => {
    model.off("change", update);
    placed.disconnect();
    watcher?.disconnect();
    stage.remove();
    removeTables();
  };
}

export default { render };

/** Show stored frames on a page without Python; returns a function that shows the frame of a number. */
export function play(el, { frames, ...still }) {
  const stage = build(el);
  const go = (number) => stage.show({ ...still, ...frames[number] });
  go(0);
  return go;
}
