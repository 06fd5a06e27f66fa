// Counts down on the button that asks for another code; without this the server says how long to wait.
for (const button of document.querySelectorAll("[data-wait]")) {
  const words = button.textContent;
  let left = Number(button.dataset.wait);
  const tick = () => {
    button.disabled = left > 0;
    button.textContent = left > 0 ? button.dataset.waitWords.replace("#", left) : words;
    if (left-- > 0) setTimeout(tick, 1000);
  };
  tick();
}
