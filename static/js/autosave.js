// A form that keeps itself as a draft at [data-draft]: two seconds after the last key, when a field is left and when the
// page is. What fails is tried again, later each time. Other scripts hear "draft:send", "draft:answer", "draft:lost".
(() => {
  const form = document.querySelector("form[data-draft]");
  const lines = [...document.querySelectorAll("[data-saved]")];
  if (!form || !lines.length) return;
  const PAUSE = 2000, LEFT = 200, LONGEST = 60000, PATIENCE = 5000;
  let timer = 0, changed = false, running = null, stopped = false, pause = PAUSE;

  const tell = (name, detail) => form.dispatchEvent(new CustomEvent(name, { detail }));
  const say = (words) => lines.forEach((line) => { line.textContent = words; });

  function later(time) {
    clearTimeout(timer);
    if (changed && !stopped) timer = setTimeout(save, time, false);
  }

  function save(leaving) {
    clearTimeout(timer);
    if (!changed || stopped || (running && !leaving)) return;
    changed = false;
    running = send(leaving).finally(() => { running = null; later(pause); });
  }

  async function send(keepalive) {
    const detail = { data: new FormData(form) };
    tell("draft:send", detail);
    try {
      const asked = { method: "POST", body: detail.data, keepalive, headers: { Accept: "application/json" } };
      const response = await fetch(form.dataset.draft, asked);
      // 409: somebody was quicker, or it was handed in meanwhile and is no draft any more.
      if (!response.ok && response.status !== 409) throw new Error(response.statusText);
      detail.answer = await response.json();
      stopped = response.status === 409;
      pause = PAUSE;
      if (detail.answer.words) say(detail.answer.words);
      tell("draft:answer", detail);
    } catch {
      changed = true;
      pause = Math.min(2 * pause, LONGEST);
      say(lines[0].dataset.lost);
      tell("draft:lost", detail);
    }
  }

  const typed = (event) => { if (!event.target.closest("[data-not-kept]")) { changed = true; later(pause); } };
  form.addEventListener("input", typed);
  form.addEventListener("change", typed);
  form.addEventListener("focusout", () => { if (!running && pause === PAUSE) later(LEFT); });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") save(true); });
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    changed = false; // the form itself says it all now
    if (!running) return;
    event.preventDefault(); // older words must not arrive after these
    Promise.race([running, new Promise((done) => { setTimeout(done, PATIENCE); })]).then(() => { running = null; form.requestSubmit(event.submitter); });
  });
})();
