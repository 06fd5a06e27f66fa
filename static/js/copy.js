// Copies the words of a field, and says so on the button. Over plain http there is no clipboard: then they are selected.
document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copy]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copy);
  field.focus();
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    if (!document.execCommand("copy")) return;
  }
  const told = button.querySelector("[data-told]");
  told.textContent = button.dataset.copied;
  setTimeout(() => (told.textContent = button.dataset.name), 4000);
});
