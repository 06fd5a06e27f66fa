// Saves a posting in place: the button keeps the focus, and a quiet line says what became of it.
// Where that fails the form is sent as it would be without a script. Clicks go one after another: the first one of a
// visitor begins the session that the second one adds to.
(() => {
  const words = document.currentScript.dataset;
  const said = document.createElement("p");
  said.className = "hidden-text";
  said.setAttribute("role", "status");
  document.body.append(said);
  let last = Promise.resolve();

  async function send(form, button) {
    const answer = await fetch(form.action, {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new URLSearchParams({ keep: button.value }),
    }).catch(() => null);
    form.ariaBusy = null;
    if (!answer?.ok) {
      delete form.dataset.save;
      form.requestSubmit(button);
      return;
    }
    const kept = button.value === "1";
    button.value = kept ? "0" : "1";
    button.setAttribute("aria-pressed", kept);
    said.textContent = kept ? words.kept : words.dropped;
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!("save" in form.dataset)) return;
    event.preventDefault();
    if (form.ariaBusy) return;
    form.ariaBusy = "true";
    last = last.then(() => send(form, event.submitter || form.querySelector("button")));
  });
})();
