// Below every control: its code in a line that can be copied, and replaced by the code of somebody else. Python writes
// the code while the line is unfolded (course_lib/controls/sharing.py).

const STYLE = `
.gradient-course-sharing div { display: flex; flex-flow: row wrap; gap: 0.5em; align-items: center; margin: 4px 0 }
.gradient-course-sharing input { flex: 1 1 24em; max-width: 60em; font-family: monospace; padding: 2px 4px }
.gradient-course-sharing :is(input, button, summary):focus-visible { outline: 3px solid #d55e00; outline-offset: 2px }
.gradient-course-sharing p { min-height: 1.5em; margin: 0 }
`;

function render({ model, el }) {
  const [title, name, copy, show, copied] = model.get("labels");
  const add = (parent, kind, text = "") => {
    const made = parent.appendChild(document.createElement(kind));
    made.textContent = text;
    return made;
  };
  add(el, "style", STYLE);
  const details = add(el, "details");
  details.className = "gradient-course-sharing";
  add(details, "summary", title);
  const line = add(details, "div");
  const field = add(line, "input");
  field.setAttribute("aria-label", name);
  field.spellcheck = false;
  const copyButton = add(line, "button", copy);
  const showButton = add(line, "button", show);
  const said = add(details, "p");
  said.setAttribute("role", "status");
  // Keys that are typed here are no shortcuts of the notebook.
  details.dataset.lmSuppressShortcuts = "true";

  details.addEventListener("toggle", () => {
    model.set("is_open", details.open);
    model.save_changes();
  });
  copyButton.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      document.execCommand("copy"); // a page that is not served safely has no clipboard
    }
    said.textContent = copied;
  });
  const ask = () => {
    said.textContent = "";
    model.send(field.value);
  };
  showButton.addEventListener("click", ask);
  // No form: a notebook lets none be sent.
  field.addEventListener("keydown", (event) => event.key === "Enter" && ask());
  const write = () => {
    // What somebody is just typing stays.
    if (document.activeElement !== field) field.value = model.get("code");
  };
  const answered = ({ answer }) => (said.textContent = answer);
  model.on("change:code", write);
  model.on("msg:custom", answered);
  write();
  return () => {
    model.off("change:code", write);
    model.off("msg:custom", answered);
  };
}

export default { render };
