// A reason brings its words and, where nothing was chosen yet, its decision; words that somebody has typed stay.
(() => {
  const form = document.querySelector("[data-reasons]");
  if (!form) return;
  const words = form.querySelector("textarea");
  const reason = form.querySelector('select[name="reason"]');
  const ours = () => [...reason.options].map((option) => option.dataset.words ?? "");
  reason.addEventListener("change", () => {
    const chosen = reason.selectedOptions[0];
    if (words.value.trim() === "" || ours().includes(words.value)) words.value = chosen.dataset.words ?? "";
    const radio = form.querySelector(`[name="decision"][value="${CSS.escape(chosen.dataset.decision ?? "")}"]`);
    if (radio && !form.querySelector('[name="decision"]:checked')) radio.checked = true;
  });
})();
