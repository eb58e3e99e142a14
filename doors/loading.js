// A bar at the foot of the page, until Python is there: it takes a quarter of a minute the first time.
const texts = TEXTS;
const path = new URLSearchParams(location.search).get("path") ?? "";
const text = texts[path.split("/")[1]] ?? texts[navigator.language.startsWith("ja") ? "ja" : "en"];
const bar = document.createElement("div");
bar.setAttribute("role", "status");
bar.style.cssText =
  "position:fixed;left:0;right:0;bottom:0;z-index:10000;padding:0.6em 1em;background:#0072b2;color:white;font:16px sans-serif";
const filled = document.createElement("progress");
filled.style.cssText = "width:12em;margin-right:1em;vertical-align:middle";
bar.append(filled, text);
document.body.append(bar);
const started = Date.now();
const timer = setInterval(() => {
  const there = document.querySelector('.jp-Notebook-ExecutionIndicator[data-status="idle"]');
  if (there || Date.now() - started > 180000) {
    clearInterval(timer);
    bar.remove();
  }
}, 250);
