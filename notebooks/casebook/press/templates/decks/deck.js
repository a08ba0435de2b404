"use strict";
(() => {
  const root = document.documentElement;
  const asked = new URLSearchParams(location.search);
  const handout = asked.has("handout");
  if (handout) document.querySelectorAll(".slide.key").forEach((slide) => slide.remove());
  const slides = [...document.querySelectorAll(".slide")];
  const LEAST = { title: 0.5, "": 0.585 }; // of the letters: 1.25 hundredths of the width

  const MOST = 1.3;

  // Text that is too long for its slide is set smaller, down to what the last row can read; little text is set larger.
  const fit = (slide) => {
    const stage = slide.querySelector(".stage");
    const body = slide.querySelector(".body");
    const [least, drawn] = [slide.classList.contains("title") ? LEAST.title : LEAST[""], slide.classList.contains("figure")];
    const hidden = slide.hidden;
    slide.hidden = false;
    stage.style.removeProperty("--fit");
    const filled = () => (body.lastElementChild.getBoundingClientRect().bottom - body.firstElementChild.getBoundingClientRect().top) / body.clientHeight;
    const over = () =>
      (!drawn && filled() > 0.98) || body.scrollHeight > body.clientHeight + 1 || body.scrollWidth > body.clientWidth + 1 || stage.scrollHeight > stage.clientHeight + 1;
    let size = parseFloat(getComputedStyle(stage).getPropertyValue("--fit"));
    const set = (to) => stage.style.setProperty("--fit", (size = to).toFixed(3));
    if (!drawn) while (!over() && filled() < 0.55 && size < MOST) set(size + 0.02);
    while (over() && size > least) set(Math.max(least, size - 0.02));
    slide.hidden = hidden;
  };
  const fitAll = () => slides.forEach(fit);
  fitAll();
  document.fonts?.load('1em "Deck Math"').then(fitAll); // formulas are higher in their own letters

  root.classList.add("deck");
  const mode = (name, on) => {
    root.classList.toggle(name, on);
    if (name === "notes-shown") document.querySelector("[data-mode]").setAttribute("aria-pressed", String(root.classList.contains(name)));
    if (name !== "dark") fitAll();
  };
  mode("handout", handout);
  mode("notes-shown", asked.has("notes") && !handout);
  mode("dark", asked.has("dark"));
  if (handout) return;

  let at = 0;
  const show = (number, focus = true) => {
    at = Math.min(slides.length - 1, Math.max(0, number));
    slides.forEach((slide, index) => (slide.hidden = index !== at));
    if (focus) slides[at].focus({ preventScroll: true });
    document.querySelector(".said").textContent = `Slide ${at + 1} of ${slides.length}`;
    history.replaceState(null, "", `#${at + 1}`);
  };
  addEventListener("resize", fitAll);
  const wanted = () => (parseInt(location.hash.slice(1), 10) || 1) - 1;
  addEventListener("hashchange", () => show(wanted()));

  const screen = () => (document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen?.());
  const does = {
    ArrowRight: () => show(at + 1), PageDown: () => show(at + 1), " ": () => show(at + 1),
    ArrowLeft: () => show(at - 1), PageUp: () => show(at - 1),
    Home: () => show(0), End: () => show(slides.length - 1),
    n: () => mode("notes-shown"), d: () => mode("dark"), f: screen,
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === " " && event.target.closest("a, button")) return; // they have their own use for it
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (key === " " && event.shiftKey) show(at - 1);
    else if (does[key]) does[key]();
    else return;
    event.preventDefault();
  });
  document.querySelectorAll("[data-turn]").forEach((button) => button.addEventListener("click", () => show(at + Number(button.dataset.turn), false)));
  document.querySelector("[data-mode]").addEventListener("click", () => mode("notes-shown"));

  let from = null;
  addEventListener("touchstart", (event) => (from = event.touches.length === 1 ? event.touches[0] : null), { passive: true });
  addEventListener("touchend", (event) => {
    if (!from) return;
    const across = event.changedTouches[0].clientX - from.clientX;
    const down = event.changedTouches[0].clientY - from.clientY;
    if (Math.abs(across) > 50 && Math.abs(across) > 2 * Math.abs(down)) show(at + (across < 0 ? 1 : -1));
    from = null;
  }, { passive: true });

  show(wanted());
})();
