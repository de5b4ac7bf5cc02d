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
  // What an acceptance says that was not given a reason of its own.
  const AGREED = "read, agreed";

  // The name typed here the last time, unless another is offered than then.
  const offered = who.value;
  try {
    const [then, typed] = JSON.parse(localStorage.getItem("attrib-by") || "[]");
    if (then === offered && typed) who.value = typed;
  } catch { /* without storage the name that the server offers stays */ }
  who.addEventListener("change", () => {
    try { localStorage.setItem("attrib-by", JSON.stringify([offered, who.value.trim()])); } catch { /* it is kept for this window */ }
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
    const before = page.chosen?.getBoundingClientRect().top;
    const voice = byId("only-voice").value;
    for (const id of ["figures", "speaking", "thin", "text", "shown", "items", "only-voice", "names", "lights", "records"]) {
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
    // What was chosen stays where it was on the screen, whatever became longer above it.
    const stay = () => {
      if (page.chosen && before !== undefined && !page.chosen.hidden) {
        const moved = page.chosen.getBoundingClientRect().top - before;
        if (getComputedStyle(list).overflowY === "auto") list.scrollTop += moved;
        else window.scrollBy({ top: moved, behavior: "instant" });
      }
    };
    list.scrollTop = top;
    window.scrollTo({ top: left, behavior: "instant" });
    stay();
    requestAnimationFrame(() => { stay(); requestAnimationFrame(stay); });
  }

  async function look() {
    if (!document.hidden && !decide.open && !record.open) {
      try {
        const answer = await fetch("state", { cache: "no-store" });
        const state = await answer.json();
        offline(!answer.ok);
        if (answer.ok && (state.version !== version || (state.error || "") !== (byId("top").dataset.error || ""))) {
          byId("top").dataset.error = state.error || "";
          const was = document.querySelectorAll("#items > .item").length;
          await renew();
          const is = document.querySelectorAll("#items > .item").length;
          page.told(state.error ? "The report is not up to date: see the top of the page." : `Something changed on the disk and was checked again${is === was ? "" : `: ${is} in the list, ${was} before`}. Numbers may have moved.`);
        }
      } catch {
        offline(true);
      }
    }
    setTimeout(look, 1000);
  }

  // Deciding

  const actionsOf = (item) => item.querySelector(".actions[data-about=statement]") || item.querySelector(".actions[data-about=finding]");

  function wanted(actions, act) {
    const item = actions.closest(".item");
    const about = actions.dataset.about;
    return {
      about, fingerprint: actions.dataset.fingerprint, seen: actions.dataset.seen, decision: act === "known" ? "accepted" : act,
      speaker: item.dataset.speaker || "nobody", outlet: item.dataset.outlet, decided: item.dataset.decided === "yes",
      label: item.querySelector(".tag").textContent.trim(), words: item.querySelector(".words").textContent,
    };
  }

  function openDecision(actions, act) {
    pending = wanted(actions, act);
    const { about, speaker } = pending;
    if (about === "statement" && act === "accepted" && !pending.decided && who.value.trim()) {
      send(AGREED);
      return;
    }
    const correcting = act === "corrected";
    const titles = about === "finding"
      ? { accepted: "Waive this finding: the words stay as they are", known: "Waive this finding: it is common knowledge", rejected: "This finding must be fixed" }
      : { accepted: `Accept: ${speaker}`, corrected: "What is right?", rejected: `It was not ${speaker}, and nobody else is named` };
    decide.querySelector("[name=what][value=speaker]").checked = true;
    byId("decide-name").value = "";
    openDialog(titles[act], act === "known" ? "common knowledge" : about === "statement" && act === "accepted" ? AGREED : "");
    if (correcting) byId("decide-name").focus();
    else byId("decide-reason").select();
  }

  function openDialog(title, reason) {
    byId("decide-title").textContent = title;
    byId("decide-words").textContent = pending.words;
    byId("decide-what").hidden = pending.decision !== "corrected";
    byId("decide-reason").value = reason;
    byId("decide-by").textContent = who.value.trim();
    byId("decide-error").hidden = true;
    byId("decide-save").textContent = "Save";
    ask();
    decide.showModal();
  }

  const DONE = {
    statement: { accepted: "accepted", corrected: "corrected", rejected: "its speaker is rejected" },
    finding: { accepted: "waived", rejected: "to be fixed" },
  };

  async function send(reason) {
    const { about, fingerprint, seen, decision, label } = pending;
    const body = { about, fingerprint, seen, decision, reason, by: who.value.trim() };
    if (decision === "corrected") {
      const what = decide.querySelector("[name=what]:checked").value;
      if (what === "speaker" || what === "outlet") body[what] = byId("decide-name").value.trim();
      else body.statement = what;
    }
    if (decision === "accepted" && about === "statement" && !pending.decided) {
      // What is accepted is the credit that was read, not one that the article has got since.
      body.speaker = pending.speaker;
      if (pending.outlet) body.outlet = pending.outlet;
    }
    byId("decide-save").disabled = true;
    const { ok, status, told } = await post("decisions", body);
    byId("decide-save").disabled = false;
    if (ok) {
      decide.close();
      offer(reason);
      await done(told, `${label}: ${DONE[about][decision]}.`);
      return;
    }
    // One that went without being asked for a reason has something to read first now.
    if (!decide.open) openDialog(`Accept: ${pending.speaker}`, reason);
    if (status === 409) {
      pending.seen = told.seen ?? pending.seen;
      byId("decide-save").textContent = "Decide all the same";
    }
    wrong("decide", told.message);
  }

  function offer(reason) {
    const known = [...byId("reasons").options].some((option) => option.value === reason);
    if (!known) byId("reasons").append(new Option(reason, reason));
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

  byId("decide-form").addEventListener("submit", (event) => {
    event.preventDefault();
    if (!who.value.trim()) return wrong("decide", "Say who you are, at the top of the page.");
    send(byId("decide-reason").value.trim());
  });

  async function forget(actions) {
    const { about, fingerprint, seen, label } = wanted(actions, "forget");
    const { ok, told } = await post("forget", { about, fingerprint, seen });
    if (!ok) return page.told(told.message);
    await done(told, `${label}: taken back.`);
  }

  function wrong(dialog, message) {
    const line = byId(dialog + "-error");
    line.textContent = message;
    line.hidden = false;
  }

  async function done(told, message) {
    if (told.change) changes.push({ change: told.change, message });
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
    const last = changes.pop();
    if (!last) return page.told("There is nothing to undo.");
    const { ok, status, told } = await post("undo", { change: last.change });
    if (!ok && status === 0) changes.push(last);
    if (!ok) return page.told(told.message);
    await done({}, `Undone: ${last.message}`);
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
    if (actions.dataset.about === "finding" && item.dataset.undecided === "no") return page.told("It is decided. Take it back first.");
    if (name === "rejected" && actions.dataset.about === "statement" && !item.dataset.speaker) return page.told("Nobody is credited here.");
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
    else if (button.dataset.act === "forget") forget(button.closest(".actions"));
    else openDecision(button.closest(".actions"), button.dataset.act);
  });
  setTimeout(look, 1000);
})();
