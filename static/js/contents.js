// Contents on a line: the section being read is the amber node.
(() => {
  const links = new Map([...document.querySelectorAll('.contents a[href^="#"]')].map((link) => [link.hash.slice(1), link]));
  const sections = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  if (!sections.length || !("IntersectionObserver" in window)) return;

  function mark(current) {
    for (const [id, link] of links) {
      const isCurrent = id === current.id;
      if (isCurrent) link.setAttribute("aria-current", "true"); else link.removeAttribute("aria-current");
      link.querySelector(".node").classList.toggle("now", isCurrent);
    }
  }

  const reading = () => sections.findLast((section) => section.getBoundingClientRect().top < innerHeight / 3) || sections[0];
  const watch = new IntersectionObserver(() => mark(reading()), { rootMargin: "0px 0px -66% 0px" });
  for (const section of sections) watch.observe(section);
})();
