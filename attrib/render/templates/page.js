"use strict";
// The page works without this: marks and list are linked to each other. This adds what lights
// up, the keys and the filters.
const page = (() => {
  const byId = (id) => document.getElementById(id);
  const narrow = window.matchMedia("(max-width: 60rem)");
  let lights = {};
  let pieces = new Map();
  let items = [];
  let chosen = null;
  let opened = null;
  let lit = [];

  function read() {
    lights = JSON.parse(byId("lights").textContent);
    pieces = new Map();
    for (const piece of document.querySelectorAll("#text [data-n]")) pieces.set(Number(piece.dataset.n), piece);
    items = [...document.querySelectorAll("#items > .item")];
  }

  function dark() {
    for (const [piece, name] of lit) piece.classList.remove(name);
    lit = [];
  }

  function light(id) {
    dark();
    const parts = lights[id] || {};
    for (const part of ["content", "finding", "outlet", "named", "source", "cue"]) {
      for (const number of parts[part] || []) mark(pieces.get(number), "lit-" + part);
    }
  }

  function mark(piece, name) {
    if (!piece) return;
    piece.classList.add(name);
    lit.push([piece, name]);
  }

  const itemOf = (id) => byId("i-" + id);
  const wordsOf = (id) => {
    const parts = lights[id] || {};
    const content = parts.content || parts.finding;
    return (content && pieces.get(content[0])) || byId("r-" + id);
  };

  function visible(element) {
    const box = element.getBoundingClientRect();
    return box.top >= 60 && box.bottom <= window.innerHeight - 10;
  }

  // Choose an item: `from` is where the reader is, which stays still.
  function choose(id, from) {
    const item = itemOf(id);
    if (!item) return;
    if (chosen) chosen.classList.remove("chosen");
    chosen = item;
    item.classList.add("chosen");
    light(id);
    if (from === "list" && narrow.matches) return;
    if (from !== "list" && from !== "kept") {
      // What was opened only to be looked at closes again.
      const details = item.querySelector("details");
      if (opened && opened !== details) opened.open = false;
      if (!details.open) opened = details;
      details.open = true;
      item.scrollIntoView({ block: "nearest" });
    }
    if (from !== "article") {
      const words = wordsOf(id);
      if (words && !visible(words)) words.scrollIntoView({ block: "center" });
    }
  }

  const shown = () => items.filter((item) => !item.hidden);

  function step(by) {
    const list = shown();
    if (!list.length) return;
    const at = chosen ? list.indexOf(chosen) : -1;
    let next = at + by;
    if (at < 0) next = by > 0 ? 0 : list.length - 1;
    next = Math.max(0, Math.min(list.length - 1, next));
    const item = list[next];
    item.querySelector("summary").focus({ preventScroll: true });
    choose(item.dataset.id, "keys");
    item.scrollIntoView({ block: "nearest" });
  }

  // Filters

  function filter() {
    const findings = byId("only-findings").checked;
    const direct = byId("only-direct").checked;
    const voice = byId("only-voice").value;
    let count = 0;
    for (const item of items) {
      const fits = (!findings || item.dataset.open === "yes") && (!direct || item.dataset.kind === "direct")
        && (!voice || (voice === "-" ? item.dataset.kind !== "finding" && !item.dataset.voice : item.dataset.voice === voice));
      item.hidden = !fits;
      count += fits;
    }
    byId("shown").textContent = count === items.length ? `${count} shown` : `${count} of ${items.length} shown`;
    byId("none-shown").hidden = count > 0 || !items.length;
    for (const button of document.querySelectorAll(".voices button")) {
      button.setAttribute("aria-pressed", String(button.dataset.voice === voice));
    }
  }

  function toggle(id) {
    byId(id).checked = !byId(id).checked;
    filter();
  }

  function told(message) {
    const toast = byId("toast");
    toast.textContent = message;
    toast.hidden = false;
    clearTimeout(told.timer);
    told.timer = setTimeout(() => { toast.hidden = true; }, 6000);
  }

  function backAndForth() {
    if (!chosen) return;
    const mark = byId("r-" + chosen.dataset.id);
    const summary = chosen.querySelector("summary");
    const to = document.activeElement === mark ? summary : mark;
    if (!to) return;
    to.focus({ preventScroll: true });
    to.scrollIntoView({ block: "center" });
  }

  const keys = {
    j: () => step(1),
    k: () => step(-1),
    f: () => toggle("only-findings"),
    d: () => toggle("only-direct"),
    w: backAndForth,
    "?": () => byId("help").showModal(),
  };
  for (const key of ["a", "r", "c"]) {
    keys[key] = () => told("This page only shows. attrib review opens the same page and keeps what you decide.");
  }

  function typing(target) {
    return target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (document.querySelector("dialog[open]") || typing(event.target)) return;
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });

  document.addEventListener("click", (event) => {
    const first = event.target.closest("[data-first]");
    if (first) {
      event.preventDefault();
      const item = shown().find((each) => each.classList.contains(first.dataset.first)) || items.find((each) => each.classList.contains(first.dataset.first));
      if (item) {
        item.hidden = false;
        choose(item.dataset.id, "top");
        item.querySelector("summary").focus({ preventScroll: true });
        item.scrollIntoView({ block: narrow.matches ? "start" : "center" });
      }
      return;
    }
    const voice = event.target.closest(".voices button");
    if (voice) {
      const pick = byId("only-voice");
      pick.value = pick.value === voice.dataset.voice ? "" : voice.dataset.voice;
      filter();
      return;
    }
    const ref = event.target.closest(".ref");
    if (ref) {
      const item = itemOf(ref.dataset.i);
      if (!item) return;
      event.preventDefault();
      item.hidden = false;
      choose(ref.dataset.i, "article");
      item.querySelector("summary").focus({ preventScroll: true });
      item.scrollIntoView({ block: narrow.matches ? "start" : "nearest" });
      return;
    }
    const piece = event.target.closest("#text span[data-i]");
    if (piece && !String(window.getSelection())) {
      const item = itemOf(piece.dataset.i);
      if (item) item.hidden = false;
      choose(piece.dataset.i, "article");
      return;
    }
    const summary = event.target.closest(".item summary");
    if (summary) choose(summary.closest(".item").dataset.id, "list");
  });

  document.addEventListener("focusin", (event) => {
    const item = event.target.closest(".item");
    if (item) light(item.dataset.id);
    else if (event.target.classList.contains("ref")) light(event.target.dataset.i);
  });
  for (const [type, over] of [["pointerover", true], ["pointerout", false]]) {
    document.addEventListener(type, (event) => {
      const at = event.target.closest && event.target.closest("#text [data-i], .item");
      if (!at) return;
      if (over) light(at.dataset.i || at.dataset.id);
      else if (chosen) light(chosen.dataset.id);
      else dark();
    });
  }
  document.addEventListener("change", (event) => {
    if (event.target.closest(".filters")) filter();
  });
  document.addEventListener("submit", (event) => {
    if (event.target.closest(".filters")) event.preventDefault();
  });
  byId("help-open").addEventListener("click", () => keys["?"]());

  function start() {
    read();
    filter();
  }
  start();
  return {
    start, filter, choose, told, keys, itemOf,
    get chosen() { return chosen; },
    forget() { chosen = opened = null; dark(); },
  };
})();
