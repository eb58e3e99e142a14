// Lines of code to put in order. One line is chosen, as with radio buttons; buttons, or keys, move it. The buttons stay
// where they are while lines move, so that a hand, or a voice, finds them again.

const STYLE = `
.gradient-course-lines { max-width: 900px; font-size: var(--jp-widgets-font-size, inherit); line-height: 1.7;
  color: var(--jp-content-font-color1, inherit) }
.gradient-course-lines fieldset { min-width: 0; margin: 0; padding: 0; border: 0 }
.gradient-course-lines legend, .gradient-course-lines .title { padding: 0; font-weight: bold }
.gradient-course-lines code { min-width: 0; font-family: var(--jp-code-font-family, monospace); white-space: pre-wrap; overflow-wrap: anywhere; background: none;
  color: inherit }
.gradient-course-lines ol { margin: 0; padding: 0; list-style: none }
.gradient-course-lines label { display: flex; min-width: 0; gap: 0.5em; align-items: baseline; padding: 0 0.3em;
  line-height: 1.7 }
.gradient-course-lines label:has(:checked) { background: var(--jp-layout-color2, #eeeeee) }
.gradient-course-lines .head, .gradient-course-lines .none { padding: 0 0.3em 0 1.9em }
.gradient-course-lines input { flex-shrink: 0; width: 1.1em; margin: 0 }
.gradient-course-lines input:focus-visible { outline: 3px solid #d55e00; outline-offset: 2px }
.gradient-course-lines .buttons { display: flex; flex-wrap: wrap; gap: 0.5em; margin: 0.5em 0 }
.gradient-course-lines button { min-width: 7em; padding: 0.2em 0.8em; font: inherit; cursor: pointer;
  border: 1px solid var(--jp-border-color1, #999999); border-radius: 2px; color: inherit; background: var(--jp-layout-color2, #eeeeee) }
.gradient-course-lines button:focus-visible { outline: 3px solid #d55e00; outline-offset: 2px }
.gradient-course-lines .heard { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
`;
const STEP = 4; // spaces of one indentation
let groups = 0;

function render({ model, el }) {
  const texts = model.get("texts"), lines = model.get("lines");
  const add = (parent, kind, text = "", name = "") => {
    const made = parent.appendChild(document.createElement(kind));
    made.textContent = text;
    made.className = name;
    return made;
  };
  add(el, "style", STYLE);
  const all = add(el, "div", "", "gradient-course-lines");
  // Keys pressed here are meant for the lines, not for the notebook around them.
  all.setAttribute("data-lm-suppress-shortcuts", "true");
  add(all, "div", texts.help);
  const group = add(all, "fieldset");
  group.setAttribute("role", "radiogroup");
  const legend = add(group, "legend", texts.used);
  add(add(group, "div", "", "head"), "code", model.get("head"));
  const used = add(group, "ol");
  const empty = add(group, "div", texts.empty, "none");
  add(group, "div", texts.left, "title");
  const left = add(group, "ol");
  const nothing = add(group, "div", texts.nothing_left, "none");
  const name = `gradient-course-lines-${groups++}`;
  let chosen = 0;

  const rows = lines.map((line, place) => {
    const row = document.createElement("li"), label = add(row, "label"), radio = add(label, "input");
    radio.type = "radio";
    radio.name = name;
    radio.addEventListener("change", () => choose(place));
    radio.addEventListener("keydown", event => pressed(event));
    row.addEventListener("dblclick", () => toggle());
    const where = add(label, "span", "", "heard"); // indentation can be seen, and is told
    add(label, "code", line);
    return { row, radio, where };
  });
  const buttons = add(all, "div", "", "buttons");
  const button = (text, action) => {
    const made = add(buttons, "button", text);
    made.type = "button";
    made.addEventListener("click", action);
    return made;
  };
  const inOrOut = button(texts.take, () => toggle());
  button(`↑ ${texts.up}`, () => move(-1));
  button(`↓ ${texts.down}`, () => move(1));
  const heard = add(all, "div", "", "heard");
  heard.setAttribute("aria-live", "polite");

  const order = () => model.get("used");
  const rest = () => lines.map((_, place) => place).filter(place => !order().includes(place));
  const put = (changed, said) => {
    const focused = document.activeElement === rows[chosen].radio;
    model.set("used", changed);
    model.save_changes();
    show();
    heard.textContent = said;
    if (focused) rows[chosen].radio.focus();
  };
  const spoken = place => lines[place].trim();
  const choose = place => {
    chosen = place;
    show();
  };
  const toggle = () => {
    const inside = order().includes(chosen);
    const changed = inside ? order().filter(place => place !== chosen) : [...order(), chosen];
    put(changed, inside ? texts.moved_out.replace("{line}", spoken(chosen)) : moved(changed));
  };
  const moved = changed =>
    texts.moved.replace("{line}", spoken(chosen)).replace("{number}", changed.indexOf(chosen) + 1);
  const move = by => {
    const from = order().indexOf(chosen), to = from + by;
    if (from < 0 || to < 0 || to >= order().length) return;
    const changed = [...order()];
    [changed[from], changed[to]] = [changed[to], changed[from]];
    put(changed, moved(changed));
  };
  const pressed = event => {
    const by = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 }[event.key];
    if (event.key === "Enter") toggle();
    else if (by && event.altKey) move(by);
    else if (by) {
      const shown = [...order(), ...rest()];
      choose(shown[(shown.indexOf(chosen) + by + shown.length) % shown.length]);
      rows[chosen].radio.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const show = () => {
    // A row that stands where it is to stand is not touched: taking it out would take the focus from it.
    const arrange = (list, places) =>
      places.forEach((place, i) => {
        if (list.children[i] !== rows[place].row) list.insertBefore(rows[place].row, list.children[i] ?? null);
      });
    arrange(used, order());
    arrange(left, rest());
    rows.forEach(({ radio, where }, place) => {
      radio.checked = place === chosen;
      const at = order().indexOf(place), depth = lines[place].search(/\S/) / STEP;
      where.textContent =
        (at < 0 ? "" : texts.place_used.replace("{number}", at + 1) + " ") + texts.indented.replace("{depth}", depth);
    });
    // Not taken away, so that nothing below jumps.
    empty.style.visibility = order().length > 0 ? "hidden" : "visible";
    nothing.style.visibility = rest().length > 0 ? "hidden" : "visible";
    inOrOut.textContent = order().includes(chosen) ? texts.out : texts.take;
  };
  legend.id = `${name}-legend`;
  model.on("change:used", show);
  show();
  return () => model.off("change:used", show);
}

export default { render };
