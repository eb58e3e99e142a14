// Slides: one key, one slide; what it shows is as large as fits; N opens what there is to say.
const slides = [...document.querySelectorAll(".slide")];
const [SMALLEST, LARGEST] = [0.4, 1.5]; // times the size that is given in slides.css

const here = () => slides.findIndex((slide) => slide.getBoundingClientRect().bottom > innerHeight / 2);
const STEPS = { ArrowRight: 1, ArrowDown: 1, PageDown: 1, " ": 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1, Home: -Infinity, End: Infinity };

addEventListener("keydown", (event) => {
  // A slider, a list of choices and a folded line have keys of their own.
  if (event.target.closest("input, select, summary, .wide, pre") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key.toLowerCase() === "n") {
    const notes = slides[here()].querySelector(".notes");
    if (notes) notes.open = !notes.open;
  }
  if (!(event.key in STEPS)) return;
  event.preventDefault();
  const place = Math.min(slides.length - 1, Math.max(0, here() + STEPS[event.key]));
  slides[place].scrollIntoView();
  history.replaceState(null, "", `#${slides[place].id}`);
});

/** Make a slide's content as large as fits. */
function fit(slide) {
  const content = slide.querySelector(".fits");
  const style = getComputedStyle(slide);
  const room = slide.clientHeight - parseFloat(style.paddingTop) - parseFloat(style.paddingBottom);
  const wide = [...content.querySelectorAll("pre.printed, .wide, .formula")];
  // Smaller letters break into other lines, so that the size can't be worked out at one look.
  for (let zoom = LARGEST; zoom >= SMALLEST; zoom *= 0.93) {
    content.style.zoom = zoom;
    content.style.setProperty("--zoom", zoom);
    if (content.getBoundingClientRect().height <= room && wide.every((one) => one.scrollWidth <= one.clientWidth + 1)) return;
  }
}
const fitAll = () => slides.forEach(fit);
addEventListener("resize", fitAll);
addEventListener("load", fitAll);
// Pictures come later than the page, those of controls later still; what an input shows may become longer.
document.addEventListener("load", ({ target }) => target.closest?.(".slide") && fit(target.closest(".slide")), true);
new MutationObserver((changes) => new Set(changes.map(({ target }) => target.closest(".slide")).filter(Boolean)).forEach(fit))
  .observe(document.querySelector("main"), { subtree: true, childList: true });
fitAll();
