// Passkeys, the one thing here that a browser cannot do without a script. The form says by data-passkey what for:
// "login" fetches a challenge; "ask" and "add" have it in data-options.
for (const form of document.querySelectorAll("form[data-passkey]")) {
  const kind = form.dataset.passkey;

  const options = async () => {
    if (form.dataset.options) return JSON.parse(form.dataset.options);
    const response = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!response.ok) throw new Error(response.status);
    return response.json();
  };

  const create = (asked) => {
    const alone = form.elements.passwordless?.checked ?? false;
    const choice = asked.publicKey.authenticatorSelection;
    choice.residentKey = alone ? "required" : "discouraged";
    choice.requireResidentKey = alone;
    if (alone) choice.userVerification = "required";
    return webauthnJSON.create(asked);
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const error = form.querySelector("[data-passkey-error]");
    error.hidden = true;
    try {
      const asked = await options();
      const credential = kind === "add" ? await create(asked.creation_options) : await webauthnJSON.get(asked.request_options);
      form.elements.credential.value = JSON.stringify(credential);
      form.submit();
    } catch {
      error.hidden = false;
    }
  });
}
