"use strict";
// Saves a scorecard while it is typed, and moves through it by keys.
// What is typed lives in the fields of the page alone, until the server says that it has kept it.
(() => {
  const PAUSE = 1500, LONGEST = 10000, PATIENCE = 4000, GIVE_UP = 20000, MOST_WAIT = 30000;
  const AT_LEAVING = 60000; // bytes that a browser still sends while the page goes away
  const byId = (id) => document.getElementById(id);
  const form = byId("card"), words = form.dataset, fields = form.elements;
  const state = byId("save-state"), told = byId("save-told"), compare = byId("compare");
  const ratings = [...form.querySelectorAll("fieldset.rating")];
  const typing = (place) => place.matches("textarea, select, input:not([type=radio], [type=checkbox])");

  let typed = 0, sent = 0, kept = 0; // counts of changes: made, on their way, kept by the server
  let sending = false, halted = false, leaving = false, failing = false;
  let since = 0, timer = 0, wait = 1000, goal = "", read = false;

  function show(kind, text) {
    state.dataset.state = kind;
    state.textContent = text;
    compare.hidden = kind !== "conflict";
    if (kind !== "waiting" && told.textContent !== text) told.textContent = text;
  }

  function changed(soon) {
    if (typed === kept) since = Date.now();
    typed += 1;
    goal = "";
    if (halted === "refused") halted = false;
    if (halted) return;
    if (!failing) show("waiting", words.waiting);
    if (!sending && !failing) later(soon ? 0 : Math.min(PAUSE, since + LONGEST - Date.now()));
  }

  function later(pause) {
    clearTimeout(timer);
    timer = setTimeout(save, Math.max(0, pause));
  }

  async function save(away) {
    clearTimeout(timer);
    if (typed === kept || halted || (sending && !(away === true && sent !== typed))) return;
    const number = Number(fields.sequence.value) + 1;
    fields.sequence.value = number;
    const data = new FormData(form), plain = new URLSearchParams(data), now = sent = typed;
    const small = String(plain).length < AT_LEAVING; // a long text in parts, which no sign makes longer
    const stop = new AbortController();
    const slow = setTimeout(() => show("failed", words.failed), PATIENCE);
    const end = setTimeout(() => stop.abort(), GIVE_UP);
    sending = true;
    let status = 0, answer = {};
    try {
      const reply = await fetch(form.action, {
        method: "POST", body: small ? plain : data, signal: stop.signal, keepalive: small,
        headers: { Accept: "application/json" },
      });
      status = reply.status;
      answer = await reply.json();
    } catch { /* no network, or an answer that is not ours: not saved, as told below */ }
    clearTimeout(slow);
    clearTimeout(end);
    if (number !== Number(fields.sequence.value)) return; // a later save has gone out since
    sending = false;
    if (answer.state === "saved") return saved(answer, now);
    if (answer.state === "conflict") return halt("conflict", words.conflict);
    if (answer.state === "locked") return halt("locked", answer.words);
    if (answer.state === "refused") return halt("refused", answer.words.join(" "));
    if (status === 403 || status === 404 || status === 413) return halt("gone", words.gone);
    failing = true;
    show("failed", answer.state === "signed_out" ? words.signedOut : words.failed);
    later(wait);
    wait = Math.min(2 * wait, MOST_WAIT);
  }

  function saved(answer, now) {
    fields.version.value = answer.version;
    kept = now;
    wait = 1000;
    failing = false;
    since = Date.now();
    if (typed !== kept) return later(PAUSE);
    show("saved", words.saved.replace("{at}", answer.at));
    if (goal) return go(goal);
    if (read) look();
  }

  function halt(why, text) {
    halted = why;
    show(why, text);
  }

  function go(address) {
    leaving = true;
    location.assign(address);
  }

  function submitted(event) {
    event.preventDefault();
    const next = event.submitter && event.submitter.id === "check" ? words.check : "";
    if (typed === kept) return next ? go(next) : undefined;
    goal = next;
    save();
  }

  function compared() {
    fields.sequence.value = Number(fields.sequence.value) + 1;
    leaving = true;
    form.submit();
  }

  async function look() { // quiet hints on words that touch what is not to be asked
    read = false;
    try {
      const reply = await fetch(words.look, { headers: { Accept: "application/json" } });
      if (!reply.ok) return;
      const found = await reply.json();
      for (const place of form.querySelectorAll(".touches")) {
        const lines = found[place.id.replace(/-touches$/, "")] || [];
        if (lines.join("\n") === [...place.children].map((line) => line.textContent).join("\n")) continue;
        place.replaceChildren(...lines.map((line) => Object.assign(document.createElement("p"), { textContent: line })));
      }
    } catch { /* the hints come with the next save, and on the page that checks the answers */ }
  }

  function count(place) {
    const most = Number(place.dataset.most), here = [...place.value].length;
    byId(`${place.id}-count`).textContent =
      here > 0.9 * most ? words.count.replace("{count}", here).replace("{most}", most) : "";
    byId(`${place.id}-count`).classList.toggle("mistake", here > most);
  }

  function progress() {
    const done = ratings.filter((each) => each.querySelector(":checked"));
    byId("progress").textContent = words.progress.replace("{done}", done.length).replace("{all}", ratings.length);
    for (const link of form.querySelectorAll("[data-skill]")) {
      link.classList.toggle("done", done.includes(byId(`score-${link.dataset.skill}`)));
    }
  }

  form.addEventListener("input", (event) => {
    if (event.target.type === "radio") return;
    changed(false);
    if (event.target.dataset.most) count(event.target);
  });
  form.addEventListener("change", (event) => {
    if (event.target.type === "radio") {
      changed(true);
      progress();
    } else {
      read = true;
      if (typed === kept) look();
      else if (!failing) save();
    }
  });
  form.addEventListener("submit", submitted);
  compare.addEventListener("click", compared);
  form.querySelector(".contents nav").addEventListener("click", () => { form.querySelector(".contents").open = false; });
  addEventListener("online", () => save());
  addEventListener("pagehide", () => save(true));
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") save(true); });
  addEventListener("beforeunload", (event) => {
    if (typed === kept || leaving) return;
    save(true);
    event.preventDefault();
    event.returnValue = ""; // what older browsers ask for
  });

  const dialog = byId("keys-help"), help = byId("help"), single = byId("keys");
  let here = -1, opener = help;

  function open() {
    opener = document.activeElement === document.body ? help : document.activeElement;
    dialog.showModal();
  }

  function move(step) {
    const inside = ratings.findIndex((each) => each.contains(document.activeElement));
    here = Math.min(ratings.length - 1, Math.max(0, (inside < 0 ? here : inside) + step));
    ratings[here].focus();
    ratings[here].scrollIntoView({ block: "start" });
  }

  function choose(value) {
    const inside = ratings.find((each) => each.contains(document.activeElement)) || ratings[here];
    const radio = inside && inside.querySelector(`input[type=radio][value="${value}"]`);
    if (!radio) return;
    radio.focus();
    radio.click();
  }

  document.addEventListener("keydown", (event) => {
    const held = event.ctrlKey || event.metaKey, { key } = event;
    if (key === "Enter" && held && !event.altKey && !event.shiftKey && !dialog.open) {
      event.preventDefault();
      byId("check").click();
      return;
    }
    const plain = !held && !event.altKey && !event.isComposing && !event.getModifierState("AltGraph");
    if (!plain || !single.checked || dialog.open || typing(event.target)) return;
    if (key === "j" || key === "k") move(key === "j" ? 1 : -1);
    else if (/^[1-5]$/.test(key)) choose(key);
    else if (key === "n") choose("none");
    else if (key === "?") open();
    else return;
    event.preventDefault();
  });
  help.addEventListener("click", open);
  dialog.addEventListener("close", () => opener.focus());
  single.addEventListener("change", () => {
    const asked = { method: "POST", body: new FormData(byId("keys-form")), headers: { Accept: "application/json" } };
    fetch(byId("keys-form").action, asked).catch(() => { single.checked = !single.checked; });
  });

  help.hidden = false;
  byId("save").hidden = true;
  for (const place of form.querySelectorAll("textarea")) count(place);
  if (form.querySelector(".summary")) { typed = 1; halted = "refused"; state.textContent = words.waiting; }
  else if ([...form.querySelectorAll("textarea")].some((place) => place.value)) look();
})();
