"use strict";
// Keeps the list of what to look at up to date while a posting is written, by htmx; the form itself is never touched.
(() => {
  const byId = (id) => document.getElementById(id);
  const place = byId("findings"), list = byId("findings-list"), state = byId("findings-state");
  let last = "", waiting = false, lost = false, opened = [];

  function check() {
    waiting = false;
    list.dispatchEvent(new Event("check"));
  }

  // A list that a person is in stays until they leave it; one that says the same stays too.
  list.addEventListener("htmx:beforeSwap", (event) => {
    const { isError, serverResponse } = event.detail;
    if (isError) return;
    lost = false;
    state.textContent = "";
    waiting = serverResponse !== last && list.contains(document.activeElement);
    event.detail.shouldSwap = serverResponse !== last && !waiting;
    if (!event.detail.shouldSwap) return;
    last = serverResponse;
    opened = [...list.querySelectorAll("details[open]")].map((each) => each.id);
  });
  list.addEventListener("htmx:afterSwap", () => {
    for (const id of opened) if (byId(id)) byId(id).open = true;
  });
  list.addEventListener("focusout", (event) => {
    if (waiting && !list.contains(event.relatedTarget)) check();
  });

  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    const { target, fragment } = event.detail;
    if (target.textContent.trim() === fragment.textContent.trim()) event.detail.shouldSwap = false; // told once
  });

  function told() {
    lost = true;
    if (state.textContent !== place.dataset.lost) state.textContent = place.dataset.lost;
  }
  for (const name of ["sendError", "timeout", "responseError"]) list.addEventListener(`htmx:${name}`, told);
  window.addEventListener("online", () => lost && check());

  place.hidden = false;
})();
