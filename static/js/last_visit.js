// "You were here": what is new since the last visit, from this browser's own storage. Nothing is sent, no cookie is set.
// A visit ends after half an hour without a page of the list.
(() => {
  const key = "visits";
  const pause = 30 * 60 * 1000;
  const now = Date.now();
  let visits;
  try {
    visits = JSON.parse(localStorage.getItem(key)) || {};
    if (visits.seen && now - visits.seen > pause) visits.before = visits.seen;
    visits.seen = now;
    localStorage.setItem(key, JSON.stringify(visits));
  } catch { return; }

  function draw() {
    const list = document.querySelector('[data-last-visit="browser"]');
    const words = document.getElementById("last-visit-words");
    if (!list || !words || !visits.before || list.querySelector(".here")) return;
    const rows = [...list.querySelectorAll("[data-first-seen]")];
    const isNew = (row) => Date.parse(row.dataset.firstSeen) > visits.before;
    const firstOld = rows.findIndex((row) => !isNew(row));
    for (const row of rows.filter(isNew)) {
      row.classList.add("new");
      row.querySelector("h2, h3")?.prepend(words.content.querySelector(".hidden-text").cloneNode(true));
    }
    if (!rows.some(isNew)) return;
    // Between new and old where the list is in that order, else on top: a list read late sorts by the day of posting.
    const inOrder = firstOld > 0 && !rows.slice(firstOld).some(isNew);
    const line = words.content.querySelector(".here").cloneNode(true);
    line.querySelector(`[data-when="${inOrder ? "marked" : "above"}"]`).remove();
    const day = line.querySelector("time");
    const at = new Date(visits.before);
    day.dateTime = at.toISOString();
    day.textContent = at.toLocaleDateString(day.dataset.locale, { weekday: "long", day: "numeric", month: "long" });
    line.querySelector("[data-forget]").addEventListener("click", () => {
      visits.before = null;
      try { localStorage.removeItem(key); } catch { /* nothing was kept */ }
      line.remove();
      for (const row of rows) { row.classList.remove("new"); row.querySelector(".hidden-text")?.remove(); }
    });
    rows[inOrder ? firstOld : 0].before(line);
  }

  draw();
  document.body.addEventListener("htmx:afterSettle", draw);
})();
