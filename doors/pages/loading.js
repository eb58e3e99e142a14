// A bar at the foot of the page, until Python is there; and in the head of the page the way to the reader's answers.

import { readersLanguage } from "./start.js";
import { TEXTS } from "./texts.js";

const language = readersLanguage();
const texts = TEXTS[language];

const bar = document.createElement("div");
bar.setAttribute("role", "status");
bar.style.cssText =
  "position:fixed;left:0;right:0;bottom:0;z-index:10000;padding:0.6em 1em;background:#0072b2;color:white;font:16px sans-serif";
const filled = document.createElement("progress");
filled.style.cssText = "width:12em;margin-right:1em;vertical-align:middle";
filled.setAttribute("aria-hidden", "true"); // the sentence says it
bar.append(filled, texts.loading);
document.body.append(bar);
const timer = setInterval(() => {
  const status = window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status;
  if (status === "idle" || status === "busy" || status === "dead") {
    clearInterval(timer);
    bar.remove();
    document.documentElement.dataset.python = status === "dead" ? "lost" : "there";
  }
}, 250);

const answers = document.createElement("a");
answers.href = new URL(`../../answers.html?language=${language}`, import.meta.url);
answers.target = "_blank";
answers.textContent = texts["answers.title"];
answers.style.cssText = "margin:0 1em;align-self:center;white-space:nowrap;color:var(--jp-content-link-color,#0072b2)";
const looking = setInterval(() => {
  const head = document.querySelector("#menu-panel, #jp-top-panel, #jp-menu-panel");
  if (head) {
    clearInterval(looking);
    head.append(answers);
  }
}, 250);
