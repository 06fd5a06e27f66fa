// The editor while it keeps itself: its version, how complete it is by now, and that somebody else was quicker.
(() => {
  const form = document.getElementById("editor");
  const late = document.getElementById("too-late");
  const aside = document.getElementById("told");
  if (!form || !late) return;

  const zone = form.elements.time_zone; // of a posting that nobody has written yet: most hire where they sit
  if ("fresh" in form.dataset && zone.value === "UTC") zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

  function tooLate(answer) {
    late.hidden = false;
    late.querySelector("[data-words]").textContent = answer.words;
    late.querySelector("[data-compare]").hidden = !answer.can_compare;
    for (const line of document.querySelectorAll("[data-saved]")) line.textContent = "";
  }

  form.addEventListener("draft:answer", ({ detail: { answer } }) => {
    if (!answer.version) { tooLate(answer); return; }
    form.elements.version.value = answer.version;
    for (const one of document.querySelectorAll("[data-with-draft]")) one.hidden = false;
    for (const { name, state, words } of answer.sections) {
      const link = document.querySelector(`.contents a[href="#${name}"]`);
      link.querySelector(".node").className = `node ${state}${link.hasAttribute("aria-current") ? " now" : ""}`;
      link.querySelector(".hidden-text").textContent = words;
    }
    if (!aside.contains(document.activeElement)) aside.innerHTML = answer.aside;
  });
})();
