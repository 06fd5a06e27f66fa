// j and k go through a list, x picks, / searches; on one application j and k go to its neighbours.
(() => {
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
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
    const neighbour = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (neighbour) neighbour.click();
    else if (event.key === "j" && rows().length) step(1);
    else if (event.key === "k" && rows().length) step(-1);
    else if (event.key === "x") pick();
    else if (event.key === "/" && document.querySelector("[data-seek]")) document.querySelector("[data-seek]").focus();
    else return;
    event.preventDefault();
  });
})();
