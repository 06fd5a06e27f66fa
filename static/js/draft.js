// The form of applying: goes to what is wrong, and keeps what is typed as a draft, the file too. Without this script the
// button "Keep as draft" does the same.
(() => {
  document.querySelector("[data-focus]")?.focus();
  const form = document.querySelector("form[data-draft]");
  const line = form?.querySelector("[data-saved]");
  if (!form || !line) return;
  let waiting = 0, running = false, again = false, leaving = false;
  let fileIsNew = false;

  function showFile(answer) {
    const place = document.getElementById("resume-e");
    place.hidden = !answer.refused;
    place.querySelector("[data-refused]").textContent = answer.refused;
    document.getElementById("resume").setAttribute("aria-invalid", String(Boolean(answer.refused)));
    form.querySelector("[data-newly]").hidden = !answer.resume || Boolean(answer.refused);
    form.querySelector("[data-held-name]").textContent = answer.resume;
  }

  async function save() {
    if (running) { again = true; return; }
    running = true;
    const data = new FormData(form);
    const withFile = fileIsNew;
    fileIsNew = false;
    if (!withFile) data.delete("resume");
    try {
      const response = await fetch(form.dataset.draft, { method: "POST", body: data, headers: { Accept: "application/json" } });
      // 409: it was handed in or sent meanwhile, by another tab perhaps, and is no draft any more.
      if (!response.ok && response.status !== 409) throw new Error(response.statusText);
      const answer = await response.json();
      if (answer.words) line.textContent = answer.words;
      if (answer.saved && withFile) showFile(answer);
    } catch {
      fileIsNew ||= withFile;
      if (!leaving) line.textContent = line.dataset.lost;
    }
    running = false;
    if (again) { again = false; later(); }
  }

  function later() { clearTimeout(waiting); waiting = setTimeout(save, 1200); }

  form.addEventListener("input", later);
  form.addEventListener("change", (event) => { fileIsNew ||= event.target.id === "resume" && event.target.value !== ""; later(); });
  form.addEventListener("submit", () => { leaving = true; clearTimeout(waiting); });
})();
