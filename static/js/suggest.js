// A field that offers what may be meant: [data-suggest] is the address that answers JSON, the list follows the field.
// Several words stand between commas; each is completed by itself.
(() => {
  const field = document.querySelector("[data-suggest]");
  const list = field?.nextElementSibling;
  if (!list) return;
  const PAUSE = 150;
  let timer = 0, asked = 0, at = -1;
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" })) field.setAttribute(name, value);

  if (location.hash === `#${field.id}`) field.focus(); // one skill more, after one was added

  const typed = () => field.value.split(/[,;]/).at(-1).trim();

  function show(open) {
    list.hidden = !open;
    field.setAttribute("aria-expanded", String(open));
    mark(-1);
  }

  function mark(number) {
    at = number;
    [...list.children].forEach((option, n) => option.setAttribute("aria-selected", String(n === at)));
    if (at < 0) field.removeAttribute("aria-activedescendant");
    else { field.setAttribute("aria-activedescendant", list.children[at].id); list.children[at].scrollIntoView({ block: "nearest" }); }
  }

  async function ask() {
    const number = ++asked;
    try {
      const response = await fetch(`${field.dataset.suggest}?${new URLSearchParams({ q: typed() })}`, { headers: { Accept: "application/json" } });
      const { skills } = await response.json();
      if (number !== asked || document.activeElement !== field) return; // a later answer, or gone on
      list.replaceChildren(...skills.map(({ name }, n) => Object.assign(document.createElement("li"), { id: `${list.id}-${n}`, role: "option", textContent: name })));
      show(skills.length > 0);
    } catch { show(false); }
  }

  function take(option) {
    const before = field.value.split(/[,;]/).slice(0, -1).map((word) => word.trim());
    field.value = [...before, option.textContent].join(", ");
    asked++;
    show(false);
  }

  field.addEventListener("input", () => { clearTimeout(timer); asked++; if (typed()) timer = setTimeout(ask, PAUSE); else show(false); });
  field.addEventListener("blur", () => { clearTimeout(timer); asked++; show(false); });
  list.addEventListener("pointerdown", (event) => { event.preventDefault(); if (event.target.role === "option") take(event.target); });
  field.addEventListener("keydown", (event) => {
    const most = list.children.length;
    if (!list.hidden && event.key === "ArrowDown") mark((at + 1) % most);
    else if (!list.hidden && event.key === "ArrowUp") mark(at <= 0 ? most - 1 : at - 1);
    else if (!list.hidden && event.key === "Escape") show(false);
    else if (event.key === "Enter" && typed()) {
      if (!list.hidden && at >= 0) take(list.children[at]);
      field.form.requestSubmit(document.getElementById("add-skill-go"));
    } else return;
    event.preventDefault();
  });
})();
