// Picking rows: all of the page at once, a count, and "all of this list" which picks the page's rows too.
(() => {
  const form = document.querySelector("[data-picks]");
  const all = form?.querySelector("[data-pick-all]");
  const said = form?.querySelector("[data-picked]");
  if (!form || !all || !said) return;
  const everything = form.querySelector("[data-pick-everything]");
  const boxes = [...form.querySelectorAll('tbody [name="ids"]')];
  const elsewhere = Number(form.dataset.elsewhere ?? 0); // picked on other pages
  const none = said.textContent;

  const count = () => {
    const number = boxes.filter((box) => box.checked).length;
    all.checked = number === boxes.length;
    all.indeterminate = number > 0 && number < boxes.length;
    const picked = everything?.checked ? everything.dataset.pickEverything : number + elsewhere;
    said.textContent = picked ? form.dataset.picks.replace("%", picked) : none;
  };

  form.addEventListener("change", (event) => {
    if (event.target === all || event.target === everything) {
      for (const box of boxes) box.checked = event.target.checked;
    } else if (event.target.name === "ids" && everything && !event.target.checked) everything.checked = false;
    count();
  });
  window.addEventListener("pageshow", count); // a browser keeps the boxes when one comes back
})();
