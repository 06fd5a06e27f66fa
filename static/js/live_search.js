// What htmx leaves to us on the search page: clean addresses, a back button that goes back by thoughts and not by
// letters, groups that stay as open as the reader left them, and a plain visit when a request fails.
(() => {
  const form = document.getElementById("facets");
  const seek = document.getElementById("q");
  if (!form || !seek) return;
  let typing = false; // the list already moved once for the words now being typed

  const address = (data) => {
    const query = new URLSearchParams([...data].filter(([, value]) => value !== "")).toString();
    return form.action.split("?")[0] + (query ? `?${query}` : "");
  };

  // The sheet on a phone has done its work when its button is pressed.
  form.addEventListener("submit", () => { if (form.matches(":popover-open")) form.hidePopover(); });
  seek.addEventListener("focus", () => { typing = false; });

  document.body.addEventListener("htmx:configRequest", (event) => {
    const { elt, formData } = event.detail;
    if (elt !== form) return;
    for (const [name, value] of [...formData]) if (value === "") formData.delete(name);
  });

  document.body.addEventListener("htmx:beforeHistoryUpdate", (event) => {
    const byWords = event.detail.requestConfig.triggeringEvent?.target === seek;
    if (byWords && typing) event.detail.history.type = "replace";
    typing = byWords;
  });

  document.body.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.requestConfig.elt !== form) return;
    const open = new Map([...form.querySelectorAll("details[id]")].map((group) => [group.id, group.open]));
    document.body.addEventListener("htmx:afterSettle", () => {
      for (const [id, isOpen] of open) {
        const group = document.getElementById(id);
        if (group) group.open = isOpen;
      }
    }, { once: true });
  });

  for (const failure of ["htmx:responseError", "htmx:sendError"]) {
    document.body.addEventListener(failure, (event) => {
      if (event.detail.elt === form) location.assign(address(new FormData(form)));
    });
  }
})();
