// The form of applying: goes to what is wrong, and sends the file with the draft only where it is new. Without scripts the
// button "Keep as draft" does the same.
(() => {
  document.querySelector("[data-focus]")?.focus();
  const form = document.querySelector("form[data-draft]");
  if (!form) return;
  let fileIsNew = false;

  function showFile(answer) {
    const place = document.getElementById("resume-e");
    place.hidden = !answer.refused;
    place.querySelector("[data-refused]").textContent = answer.refused;
    document.getElementById("resume").setAttribute("aria-invalid", String(Boolean(answer.refused)));
    form.querySelector("[data-newly]").hidden = !answer.resume || Boolean(answer.refused);
    form.querySelector("[data-held-name]").textContent = answer.resume;
  }

  form.addEventListener("change", (event) => { fileIsNew ||= event.target.id === "resume" && event.target.value !== ""; });
  form.addEventListener("draft:send", ({ detail }) => {
    detail.withFile = fileIsNew;
    fileIsNew = false;
    if (!detail.withFile) detail.data.delete("resume");
  });
  form.addEventListener("draft:answer", ({ detail }) => { if (detail.answer.saved && detail.withFile) showFile(detail.answer); });
  form.addEventListener("draft:lost", ({ detail }) => { fileIsNew ||= detail.withFile; });
})();
