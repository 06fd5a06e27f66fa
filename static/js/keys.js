// j and k go through a list, x picks, a leads to what is done with them, / searches; on one application j and k go to its neighbours. Who speaks to the
// computer, or presses keys by accident, turns them off; this browser keeps that.
(() => {
  const root = document.documentElement;
  try { root.dataset.keys = localStorage.getItem("keys") ?? "on"; } catch { /* no storage: as long as the page lasts */ }
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("[data-keys-switch]")) return;
    root.dataset.keys = root.dataset.keys === "off" ? "on" : "off";
    try { localStorage.setItem("keys", root.dataset.keys); } catch { /* as above */ }
  });

  const rows = () => [...document.querySelectorAll("[data-row]")];

  const step = (by) => {
    const all = rows();
    const at = all.findIndex((row) => row.closest("tr").contains(document.activeElement));
    const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by];
    if (next) next.focus();
  };

  const pick = () => {
    const box = document.activeElement.closest?.("tr")?.querySelector('[name="ids"]');
    if (box) box.click();
  };

  const typing = (element) => element.matches('input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable]');

  document.addEventListener("keydown", (event) => {
    if (root.dataset.keys === "off" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
    const neighbour = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (neighbour) neighbour.click();
    else if (event.key === "j" && rows().length) step(1);
    else if (event.key === "k" && rows().length) step(-1);
    else if (event.key === "x") pick();
    else if (event.key === "a" && document.querySelector("#bulk-bar")) document.querySelector("#bulk-bar select").focus();
    else if (event.key === "/" && document.querySelector("[data-seek]")) document.querySelector("[data-seek]").focus();
    else return;
    event.preventDefault();
  });
})();
