// A field that finds among the values of one list: [data-find] names the list, [data-findable] are its entries.
(() => {
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();

  document.addEventListener("input", (event) => {
    const field = event.target.closest?.("[data-find]");
    if (!field) return;
    const list = document.getElementById(field.dataset.find);
    const wanted = fold(field.value);
    for (const entry of list.querySelectorAll("[data-findable]")) {
      const chosen = entry.querySelector(":checked");
      entry.hidden = Boolean(wanted) && !chosen && !fold(entry.textContent).includes(wanted);
    }
    // A heading without entries says nothing.
    for (const group of list.querySelectorAll("[data-find-group]")) {
      group.hidden = !group.querySelector("[data-findable]:not([hidden])");
    }
  });

  // The field is no condition of the search: what happens in it must reach neither htmx nor the form.
  document.addEventListener("change", (event) => {
    if (event.target.matches?.("[data-find]")) event.stopPropagation();
  }, true);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches?.("[data-find]")) event.preventDefault();
  });
})();
