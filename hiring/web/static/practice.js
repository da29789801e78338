"use strict";
// Keeps an answer while it is typed, runs the clock, records in this tab alone, and moves on by keys.
(() => {
  const PAUSE = 1000, LONGEST = 10000, MOST_WAIT = 30000;
  const byId = (id) => document.getElementById(id);
  const typing = (place) => place.matches("textarea, select, input:not([type=radio], [type=checkbox])");
  let recording = ""; // the address of what was recorded; it goes with the tab

  function answer() {
    const form = byId("answer"), address = form.getAttribute("action"), words = form.dataset, fields = form.elements, text = byId("text");
    const state = byId("state"), told = byId("told");
    const limit = Number(words.limit);
    let typed = 0, kept = 0, sending = false, halted = false, since = 0, timer = 0, wait = 1000, leaving = false;

    function show(kind, line) {
      state.dataset.state = kind;
      state.textContent = line;
      if (kind !== "waiting" && told.textContent !== line) told.textContent = line;
    }

    function changed() {
      if (typed === kept) since = Date.now();
      typed += 1;
      if (halted) return;
      if (state.dataset.state !== "failed") show("waiting", words.waiting);
      if (!sending) later(Math.min(PAUSE, since + LONGEST - Date.now()));
    }

    function later(pause) {
      clearTimeout(timer);
      timer = setTimeout(save, Math.max(0, pause));
    }

    async function save() {
      clearTimeout(timer);
      if (typed === kept || sending || halted || leaving) return;
      fields.sequence.value = Number(fields.sequence.value) + 1;
      const now = typed, body = new FormData(form);
      sending = true;
      let status = 0, reply = {};
      try {
        const answered = await fetch(address, {
          method: "POST", body, headers: { Accept: "application/json" }, keepalive: text.value.length < 15000,
        });
        status = answered.status;
        reply = await answered.json();
      } catch { /* the server is away: not saved, as told below */ }
      sending = false;
      if (reply.state === "saved") {
        fields.version.value = reply.version;
        kept = now;
        wait = 1000;
        const at = new Date(reply.at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
        if (typed === kept) show("saved", words.saved.replace("{at}", at));
        else later(PAUSE);
        return;
      }
      if (reply.state === "conflict") { halted = true; return show("conflict", words.conflict); }
      if (reply.state === "refused") return show("refused", reply.words.join(" "));
      if (status === 404 || status === 413) { halted = true; return show("gone", words.gone); }
      show("failed", words.failed);
      later(wait);
      wait = Math.min(2 * wait, MOST_WAIT);
    }

    text.addEventListener("input", changed);
    addEventListener("online", save);
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") save(); });
    addEventListener("beforeunload", (event) => {
      if (typed === kept || leaving) return;
      save();
      event.preventDefault();
    });
    form.addEventListener("submit", async (event) => {
      fields.sequence.value = Number(fields.sequence.value) + 1;
      leaving = true;
      stop();
      fields.seconds.value = seconds() || "";
      if (!recording || words.mock || !event.submitter || event.submitter.id !== "keep") return;
      event.preventDefault(); // so that the recording can be heard beside the descriptions
      const body = new FormData(form, event.submitter);
      try {
        const reply = await fetch(address, { method: "POST", body });
        const page = new DOMParser().parseFromString(await reply.text(), "text/html"), stage = page.getElementById("stage");
        if (!reply.ok || !stage) throw new Error(String(reply.status));
        byId("stage").replaceWith(stage);
        document.title = page.title;
        history.replaceState(null, "", reply.url);
        begin();
        scrollTo(0, 0);
        byId("main").focus();
      } catch {
        leaving = false;
        typed += 1;
        show("failed", words.failed);
      }
    });

    // The clock: seconds that it ran, not those in between.
    const start = byId("start"), record = byId("record"), time = byId("time"), said = byId("clock-told");
    const hidden = Object.assign(document.createElement("input"), { type: "hidden", name: "seconds" });
    form.append(hidden);
    let spent = 0, from = 0, tick = 0, last = 0, recorder = null;
    const seconds = () => Math.round(spent + (from ? (performance.now() - from) / 1000 : 0));

    function run() {
      from = performance.now();
      start.textContent = words.pause;
      said.textContent = words.running;
      tick = setInterval(draw, 250);
      if (recorder && recorder.state === "paused") recorder.resume();
    }

    function pause() {
      spent += (performance.now() - from) / 1000;
      from = 0;
      clearInterval(tick);
      start.textContent = words.go;
      said.textContent = words.paused;
      if (recorder && recorder.state === "recording") recorder.pause();
      draw();
    }

    function draw() {
      const now = seconds(), minutes = Math.floor(now / 60);
      time.textContent = `${minutes}:${String(now % 60).padStart(2, "0")}`;
      time.classList.toggle("over", now > 60 * limit);
      if (minutes === last) return;
      last = minutes;
      said.textContent = minutes === 1 ? words.one : minutes === limit ? words.two : words.told.replace("{minutes}", minutes);
    }

    function stop() {
      if (from) pause();
      if (recorder && recorder.state !== "inactive") recorder.stop();
    }

    async function listen() {
      if (recorder && recorder.state !== "inactive") return stop();
      try {
        const sound = await navigator.mediaDevices.getUserMedia({ audio: true }), parts = [];
        recorder = new MediaRecorder(sound);
        recorder.addEventListener("dataavailable", (event) => parts.push(event.data));
        recorder.addEventListener("stop", () => {
          for (const track of sound.getTracks()) track.stop();
          if (recording) URL.revokeObjectURL(recording);
          recording = URL.createObjectURL(new Blob(parts, { type: recorder.mimeType }));
          Object.assign(byId("played") || {}, { src: recording, hidden: false });
          record.textContent = words.again;
        });
        recorder.start();
        record.textContent = words.stop;
        if (!from) run();
      } catch { said.textContent = words.noMicrophone; }
    }

    start.addEventListener("click", () => (from ? pause() : run()));
    record.addEventListener("click", listen);
    byId("clock").hidden = false;
    record.hidden = !("MediaRecorder" in window && navigator.mediaDevices);
    const before = Number(byId("clock").dataset.seconds || 0);
    if (before) { spent = before; draw(); }
  }

  function begin() {
    if (byId("answer")) answer();
    const player = byId("kept-recording");
    if (player && recording) Object.assign(player, { src: recording, hidden: false });
    const single = byId("keys-form");
    single.hidden = false;
    byId("keys").addEventListener("change", () => {
      fetch(single.action, { method: "POST", body: new FormData(single) }).catch(() => { byId("keys").checked = !byId("keys").checked; });
    });
  }

  document.addEventListener("keydown", (event) => {
    const { key } = event, held = event.ctrlKey || event.metaKey, form = byId("answer"), rate = byId("rate");
    if (key === "Enter" && held && rate) { event.preventDefault(); return rate.requestSubmit(); }
    if (key === "Enter" && held && form) { event.preventDefault(); return byId("keep").click(); }
    if (held || event.altKey || event.isComposing || typing(event.target) || !byId("keys").checked) return;
    const pressed = event.target.matches("button, a, summary, audio");
    if (key === " " && form && !pressed) byId("keep").click();
    else if (key === " " && byId("next") && !pressed) byId("next").click();
    else if (/^[1-5]$/.test(key) && rate) {
      const radio = rate.querySelector(`input[value="${key}"]`);
      radio.checked = true;
      radio.focus();
      if (rate.elements.evidence.value.trim()) rate.requestSubmit();
      else rate.elements.evidence.focus();
    } else if (key === "u" && byId("undo")) byId("undo").click();
    else return;
    event.preventDefault();
  });
  document.documentElement.classList.add("with-keys");
  begin();
})();
