// Light or dark, by the reader's own choice. Runs before the first paint, so that a chosen scheme does not flash.
(() => {
  const root = document.documentElement;
  const key = "scheme";
  root.classList.add("js"); // what needs a script shows itself only now
  const stored = () => { try { return localStorage.getItem(key); } catch { return null; } };
  const system = () => (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  if (stored()) root.dataset.scheme = stored();

  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("[data-scheme-switch]")) return;
    const next = (root.dataset.scheme || system()) === "dark" ? "light" : "dark";
    root.dataset.scheme = next;
    // Back at what the system asks for: forget the choice, so that the page follows the system again.
    try {
      if (next === system()) localStorage.removeItem(key); else localStorage.setItem(key, next);
    } catch { /* no storage: the choice lasts as long as the page */ }
  });
})();
