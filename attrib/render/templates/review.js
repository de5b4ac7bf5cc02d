// Decisions: sent to the server, which writes them down before it answers.
(() => {
  const byId = (id) => document.getElementById(id);
  const who = byId("who");
  const decide = byId("decide");
  const record = byId("record");
  let version = Number(byId("top").dataset.version);
  let changes = [];
  let pending = null;
  let busy = false;
  const reasons = { accepted: "read, agreed", rejected: "", corrected: "" };

  try {
    who.value = localStorage.getItem("attrib-by") || who.value;
  } catch { /* without storage the name that the server offers stays */ }
  who.addEventListener("change", () => {
    try { localStorage.setItem("attrib-by", who.value.trim()); } catch { /* it is kept for this window */ }
  });

  async function post(path, body) {
    let answer;
    try {
      answer = await fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
    } catch {
      offline(true);
      return { ok: false, status: 0, told: { message: "The review server does not answer. Nothing was saved; what was decided before is kept." } };
    }
    let told;
    try { told = await answer.json(); } catch { told = { message: `The server answered ${answer.status}.` }; }
    return { ok: answer.ok, status: answer.status, told };
  }

  function offline(is) {
    byId("offline").hidden = !is;
  }

  // Showing the report anew, without losing the reader's place

  async function renew() {
    if (busy) return;
    busy = true;
    try {
      const answer = await fetch("./", { cache: "no-store" });
      if (!answer.ok) throw new Error(String(answer.status));
      show(new DOMParser().parseFromString(await answer.text(), "text/html"));
      offline(false);
    } catch {
      offline(true);
    } finally {
      busy = false;
    }
  }

  const named = (item) => item.dataset.fingerprint || item.dataset.about || item.querySelector("[data-finding]")?.dataset.finding;

  function show(fresh) {
    const items = [...document.querySelectorAll("#items > .item")];
    const opened = new Map(items.map((item) => [named(item), item.querySelector("details").open]));
    const chosen = page.chosen && named(page.chosen);
    const at = document.activeElement?.closest(".item");
    const focused = at && named(at);
    const typed = who.value;
    const list = byId("list");
    const [top, left] = [list.scrollTop, window.scrollY];
    const voice = byId("only-voice").value;
    for (const id of ["figures", "speaking", "thin", "text", "items", "only-voice", "names", "lights", "records"]) {
      byId(id).replaceWith(document.adoptNode(fresh.getElementById(id)));
    }
    document.title = fresh.title;
    version = Number(fresh.getElementById("top").dataset.version);
    byId("only-voice").value = voice;
    if (byId("only-voice").selectedIndex < 0) byId("only-voice").value = "";
    who.value = typed;
    page.forget();
    page.start();
    for (const item of document.querySelectorAll("#items > .item")) {
      const name = named(item);
      if (opened.has(name)) item.querySelector("details").open = opened.get(name);
      if (name === chosen) page.choose(item.dataset.id, "kept");
      if (name === focused) item.querySelector("summary").focus({ preventScroll: true });
    }
    list.scrollTop = top;
    window.scrollTo({ top: left, behavior: "instant" });
  }

  async function look() {
    if (!document.hidden && !decide.open && !record.open) {
      try {
        const answer = await fetch("state", { cache: "no-store" });
        const state = await answer.json();
        offline(!answer.ok);
        if (answer.ok && (state.version !== version || (state.error || "") !== (byId("top").dataset.error || ""))) {
          byId("top").dataset.error = state.error || "";
          await renew();
        }
      } catch {
        offline(true);
      }
    }
    setTimeout(look, 1000);
  }

  // Deciding

  const actionsOf = (item) => item.querySelector(".actions[data-about=statement]") || item.querySelector(".actions[data-about=finding]");

  function openDecision(actions, act) {
    const item = actions.closest(".item");
    const about = actions.dataset.about;
    const speaker = item.dataset.speaker || "nobody";
    pending = {
      about, fingerprint: actions.dataset.fingerprint, seen: actions.dataset.seen, decision: act,
      speaker, outlet: item.dataset.outlet, decided: item.dataset.decided === "yes",
    };
    if (act === "known") {
      pending.decision = "accepted";
    }
    const correcting = act === "corrected";
    const through = item.dataset.outlet === "self" || !item.dataset.outlet ? "" : `, through ${item.dataset.outlet}`;
    const titles = about === "finding"
      ? { accepted: "Let this finding stand", known: "Common knowledge", rejected: "The finding is right: it stays open" }
      : { accepted: `Accept: ${speaker}${through}`, corrected: "Correct", rejected: `Reject: it was not ${speaker}` };
    byId("decide-title").textContent = titles[act];
    byId("decide-words").textContent = item.querySelector(".words").textContent;
    byId("decide-what").hidden = !correcting;
    byId("decide-reason").value = act === "known" ? "common knowledge" : reasons[act];
    byId("decide-error").hidden = true;
    byId("decide-save").textContent = "Save";
    decide.querySelector("[name=what][value=speaker]").checked = true;
    byId("decide-name").value = "";
    ask();
    decide.showModal();
    if (correcting) byId("decide-name").focus();
    else byId("decide-reason").select();
  }

  function ask() {
    const correcting = pending.decision === "corrected";
    const what = decide.querySelector("[name=what]:checked").value;
    const naming = correcting && (what === "speaker" || what === "outlet");
    byId("decide-name-line").hidden = !naming;
    byId("decide-name").required = naming;
    byId("decide-name-label").textContent = what === "outlet" ? "Outlet" : "Speaker";
    if (correcting && what === "common-knowledge" && !byId("decide-reason").value) byId("decide-reason").value = "common knowledge";
  }

  decide.addEventListener("change", ask);

  byId("decide-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!who.value.trim()) return wrong("decide", "Say who you are, at the top of the page.");
    const { about, fingerprint, seen, decision } = pending;
    const body = { about, fingerprint, seen, decision, reason: byId("decide-reason").value.trim(), by: who.value.trim() };
    if (pending.decision === "corrected") {
      const what = decide.querySelector("[name=what]:checked").value;
      if (what === "speaker" || what === "outlet") body[what] = byId("decide-name").value.trim();
      else body.statement = what;
    }
    if (pending.decision === "accepted" && pending.about === "statement" && !pending.decided) {
      // What is accepted is the credit that was read, not one that the article has got since.
      body.speaker = pending.speaker;
      if (pending.outlet) body.outlet = pending.outlet;
    }
    byId("decide-save").disabled = true;
    const { ok, status, told } = await post("decisions", body);
    byId("decide-save").disabled = false;
    if (ok) {
      reasons[pending.decision] = body.reason;
      decide.close();
      await done(told, { accepted: "Accepted.", corrected: "Corrected.", rejected: "Rejected." }[pending.decision]);
    } else if (status === 409) {
      pending.seen = told.seen || "";
      byId("decide-save").textContent = "Decide all the same";
      wrong("decide", told.message);
    } else {
      wrong("decide", told.message);
    }
  });

  function wrong(dialog, message) {
    const line = byId(dialog + "-error");
    line.textContent = message;
    line.hidden = false;
  }

  async function done(told, message) {
    if (told.change) changes.push(told.change);
    await renew();
    page.told(message);
    if (!told.change) return;
    const undo = document.createElement("button");
    undo.type = "button";
    undo.textContent = "Undo";
    undo.addEventListener("click", takeBack);
    byId("toast").append(undo);
  }

  async function takeBack() {
    const change = changes.pop();
    if (!change) return page.told("There is nothing to undo.");
    const { ok, status, told } = await post("undo", { change });
    if (!ok && status === 0) changes.push(change);
    if (!ok) return page.told(told.message);
    await done({}, "Undone.");
  }

  // Sources

  function openRecord(item) {
    const records = JSON.parse(byId("records").textContent);
    const offered = Object.hasOwn(records, item.dataset.speaker || "") ? records[item.dataset.speaker] : null;
    if (!offered) return page.told(item.dataset.speaker ? `${item.dataset.speaker} is in your sources, or is nobody who could be.` : "Nobody is credited here.");
    const form = byId("record-form");
    for (const field of form.elements) {
      if (field.name) field.value = offered[field.name] || "";
    }
    byId("record-error").hidden = true;
    record.showModal();
    byId("record-save").focus();
  }

  byId("record-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const said = Object.fromEntries([...new FormData(event.target)].map(([key, value]) => [key, value.trim()]).filter(([, value]) => value));
    if (said.aliases) said.aliases = said.aliases.split(",").map((name) => name.trim()).filter(Boolean);
    const { ok, told } = await post("sources", said);
    if (!ok) return wrong("record", told.message);
    record.close();
    await done(told, `${said.name} is in your sources now.`);
  });

  for (const dialog of [decide, record]) {
    dialog.addEventListener("click", (event) => {
      if (event.target.closest("[data-close]")) dialog.close();
    });
  }

  function act(name) {
    const item = page.chosen;
    if (!item) return page.told("Choose a statement first: j or k, or a click.");
    const actions = actionsOf(item);
    if (name === "source") return openRecord(item);
    if (!actions) return page.told("This is about a comment to attrib: change the comment in the article.");
    if (actions.dataset.about === "finding" && name === "corrected") name = "known";
    openDecision(actions, name);
  }

  page.keys.a = () => act("accepted");
  page.keys.r = () => act("rejected");
  page.keys.c = () => act("corrected");
  page.keys.s = () => act("source");
  page.keys.u = takeBack;

  document.addEventListener("click", (event) => {
    const button = event.target.closest(".actions button");
    if (!button) return;
    const item = button.closest(".item");
    page.choose(item.dataset.id, "list");
    if (button.dataset.act === "source") openRecord(item);
    else openDecision(button.closest(".actions"), button.dataset.act);
  });
  setTimeout(look, 1000);
})();
