// A question with its choices: radio buttons in a group that bears the question's name, for those who hear it.

const STYLE = `
.gradient-course-choices { max-width: 900px; min-width: 0; margin: 0; padding: 0; border: 0;
  font-size: var(--jp-widgets-font-size, inherit); line-height: 1.7; color: var(--jp-content-font-color1, inherit) }
.gradient-course-choices legend { padding: 0; font-weight: bold }
.gradient-course-choices label { display: flex; gap: 0.5em; align-items: baseline }
.gradient-course-choices input { flex-shrink: 0; margin: 0 }
.gradient-course-choices input:focus-visible { outline: 3px solid #d55e00; outline-offset: 2px }
`;

function render({ model, el }) {
  const add = (parent, kind, text = "") => {
    const made = parent.appendChild(document.createElement(kind));
    made.textContent = text;
    return made;
  };
  add(el, "style", STYLE);
  const group = add(el, "fieldset");
  group.className = "gradient-course-choices";
  group.setAttribute("role", "radiogroup");
  let asked, buttons;
  const ask = () => {
    asked = model.get("question");
    group.replaceChildren();
    add(group, "legend", asked);
    buttons = model.get("options").map((text, place) => {
      const label = add(group, "label");
      const button = add(label, "input");
      button.type = "radio";
      label.append(text);
      button.addEventListener("change", () => {
        model.set("value", place + 1);
        model.save_changes();
      });
      return button;
    });
  };
  const show = () => {
    if (asked !== model.get("question")) ask();
    group.disabled = model.get("disabled");
    buttons.forEach((button, place) => (button.checked = model.get("value") === place + 1));
  };
  // Who shows one question after another sends "focus" when one's turn has come, and hears of Escape.
  const told = (message) => message === "focus" && (buttons.find((button) => button.checked) ?? buttons[0])?.focus();
  el.addEventListener("keydown", (event) => event.key === "Escape" && model.send("escape"));
  ask();
  model.on("change", show);
  model.on("msg:custom", told);
  show();
  return () => {
    model.off("change", show);
    model.off("msg:custom", told);
  };
}

export default { render };
