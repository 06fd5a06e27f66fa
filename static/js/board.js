// Cards go where they are dropped, by mouse, pen or finger (held first, so that a board still scrolls). A drop does
// what the card's own "Move to…" does: a page where a letter or a reason is asked for, else a move in place.
(() => {
  const HOLD = 300, FAR = 6; // milliseconds of a finger, pixels of a mouse
  let card = null, start = null, timer = 0, lifted = false;

  const below = (event) => document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-stage]");
  const mark = (stage) => {
    for (const other of document.querySelectorAll(".stage.over")) if (other !== stage) other.classList.remove("over");
    stage?.classList.add("over");
  };
  const lift = () => { lifted = true; card.classList.add("lifted"); card.setPointerCapture(start.pointerId); };
  const settle = () => {
    clearTimeout(timer);
    card?.classList.remove("lifted");
    if (card) card.style.translate = "";
    mark(null);
    card = start = null;
    setTimeout(() => { lifted = false; }); // the click that follows a drop opens nothing
  };

  const move = async (form, button) => {
    const id = form.closest("[data-card]").id;
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form, button) });
      if (!answer.ok) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      document.getElementById("board-box").replaceWith(page.getElementById("board-box"));
      document.getElementById("heard").textContent = document.querySelector("#toast span")?.textContent ?? "";
      (document.querySelector(`#${id} h3 a`) ?? document.querySelector(".board")).focus();
    } catch { location.reload(); }
  };

  document.addEventListener("pointerdown", (event) => {
    const touched = event.target.closest("[data-card]");
    if (!touched?.querySelector("[data-move]") || event.button || event.target.closest(".move")) return;
    [card, start] = [touched, event];
    if (event.pointerType === "touch") timer = setTimeout(lift, HOLD);
  });
  document.addEventListener("pointermove", (event) => {
    if (!card || event.pointerId !== start.pointerId) return;
    const [x, y] = [event.clientX - start.clientX, event.clientY - start.clientY];
    if (!lifted && Math.hypot(x, y) > FAR) { if (event.pointerType === "touch") return settle(); lift(); }
    if (lifted) { card.style.translate = `${x}px ${y}px`; mark(below(event)); }
  });
  document.addEventListener("pointerup", (event) => {
    const to = lifted && card ? below(event)?.dataset.stage : null;
    const way = to && card.querySelector(`[data-move="${to}"]`);
    settle();
    if (way) way.matches("button") ? way.form.requestSubmit(way) : location.assign(way.href);
  });
  document.addEventListener("pointercancel", settle);
  // A finger that stops a board still rolling is scrolling, and a touch that cannot be cancelled would lose the card.
  for (const kind of ["touchstart", "touchmove"]) document.addEventListener(kind, (event) => { if (!event.cancelable) settle(); else if (lifted) event.preventDefault(); }, { passive: false });
  for (const kind of ["dragstart", "contextmenu"]) document.addEventListener(kind, (event) => { if (card) event.preventDefault(); });
  document.addEventListener("click", (event) => { if (lifted) { event.preventDefault(); event.stopPropagation(); } }, true);
  document.addEventListener("submit", (event) => {
    if (event.target.matches(".card-moves")) { event.preventDefault(); move(event.target, event.submitter); }
  });
})();
