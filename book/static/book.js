// What a page does by itself: the card at a number, Read or Code, solutions on paper, the keys of search.
"use strict";
{
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const keep = (name, value) => { try { localStorage[name] = value; } catch { /* a browser that keeps nothing */ } };
  const kept = (name) => { try { return localStorage[name]; } catch { return undefined; } };

  // ---- Read or Code: one switch for the whole book -------------------------------------------------------------
  const root = document.documentElement;
  const boxOf = (button) => document.getElementById(button.getAttribute("aria-controls"));
  const show = (button, open) => {
    button.setAttribute("aria-expanded", open);
    boxOf(button).classList.toggle("open", open);
  };
  const setMode = (mode) => {
    root.dataset.mode = mode;
    for (const button of all(".mode button")) button.setAttribute("aria-pressed", button.dataset.mode === mode);
  };
  setMode(root.dataset.mode);
  for (const button of all(".mode button"))
    button.addEventListener("click", () => {
      // what the reader looks at stays where it is
      const seen = all("article p, article h2, article h3, article figure").find((node) => node.getClientRects().length && node.getBoundingClientRect().top >= 0);
      const before = seen?.getBoundingClientRect().top;
      keep("mode", button.dataset.mode);
      setMode(button.dataset.mode);
      if (seen) scrollBy({ top: seen.getBoundingClientRect().top - before, behavior: "instant" });
    });
  for (const button of all(".how-open"))
    button.addEventListener("click", () => show(button, button.getAttribute("aria-expanded") !== "true"));
  // a link to a place inside a folded box opens it
  const unfold = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (const details of all("details")) if (details.contains(target)) details.open = true;
    const box = target.closest(".how");
    if (box) show(document.querySelector(`[aria-controls="${box.id}"]`), true);
    target.scrollIntoView();
  };
  addEventListener("hashchange", unfold);
  if (location.hash) unfold();

  // ---- the card ------------------------------------------------------------------------------------------------
  const store = document.getElementById("evidence");
  const links = all("a.evidence");
  if (store && "popover" in HTMLElement.prototype && links.length) {
    let entries, opened, timer;
    const idOf = (link) => decodeURIComponent(link.hash.slice(1));
    const entryOf = (link) => (entries ??= JSON.parse(store.textContent))[idOf(link)];
    const card = document.createElement("div");
    card.id = "card";
    card.popover = "manual";
    card.setAttribute("role", "dialog");
    card.setAttribute("aria-labelledby", "card-title");
    document.body.append(card);

    const close = (back = false) => {
      clearTimeout(timer);
      if (!opened) return;
      const link = opened;
      opened = undefined;
      link.setAttribute("aria-expanded", "false");
      card.hidePopover();
      if (back) link.focus({ preventScroll: true });
    };
    const open = (link, focus) => {
      const entry = entryOf(link);
      if (!entry) return false;
      if (opened !== link) {
        close();
        card.innerHTML = `<button type="button" class="close" aria-label="Close">×</button>${entry}<div class="after"><a href="${link.href}">Open in the ledger</a><button type="button" class="cite">Cite this number</button></div>`;
        card.querySelector("h3").id = "card-title";
        card.showPopover();
        card.scrollTop = 0;
        const at = link.getClientRects()[0] ?? link.getBoundingClientRect();
        const box = card.getBoundingClientRect();
        const below = at.bottom + 8 + box.height < innerHeight || at.top < box.height + 8;
        card.style.left = `${Math.max(8, Math.min(at.left - 24, innerWidth - box.width - 8))}px`;
        card.style.top = `${below ? Math.min(at.bottom + 8, Math.max(8, innerHeight - box.height - 8)) : at.top - box.height - 8}px`;
        link.setAttribute("aria-expanded", "true");
        opened = link;
      }
      if (focus) card.querySelector(".close").focus({ preventScroll: true });
      return true;
    };
    for (const link of links) {
      link.setAttribute("aria-haspopup", "dialog");
      link.setAttribute("aria-expanded", "false");
    }
    document.addEventListener("click", (event) => {
      if (event.target.closest("#card .close")) return close(true);
      const cite = event.target.closest("#card .cite");
      if (cite) {
        const line = card.querySelector(".cite-line").textContent.trim();
        navigator.clipboard?.writeText(line).then(() => { cite.textContent = "Copied"; }, () => { cite.textContent = "Select the line above"; });
        return;
      }
      if (card.contains(event.target)) return;
      const link = event.target.closest("a.evidence");
      if (!link) return close();
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button) return;
      if (open(link, true)) event.preventDefault();
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && opened) close(true);
    });
    card.addEventListener("focusout", (event) => {
      if (opened && event.relatedTarget && !card.contains(event.relatedTarget)) close();
    });
    if (matchMedia("(hover: hover)").matches) {
      const wait = (call, time) => { clearTimeout(timer); timer = setTimeout(call, time); };
      document.addEventListener("mouseover", (event) => {
        const link = event.target.closest("a.evidence");
        if (link && !card.contains(link)) wait(() => open(link, false), 350);
        else if (card.contains(event.target)) clearTimeout(timer);
        else if (opened && !card.contains(document.activeElement)) wait(() => close(), 300);
        else clearTimeout(timer);
      });
    }
  }

  // ---- numbers out of the way of the Tab key -------------------------------------------------------------------
  const main = document.querySelector("article");
  if (main && links.length) {
    const skip = document.createElement("button");
    skip.type = "button";
    skip.className = "skip-numbers";
    const passed = (yes) => {
      skip.setAttribute("aria-pressed", yes);
      skip.textContent = "Pass over the number links";
      for (const link of links) yes ? link.setAttribute("tabindex", "-1") : link.removeAttribute("tabindex");
    };
    passed(kept("pass") === "yes");
    skip.addEventListener("click", () => {
      const yes = skip.getAttribute("aria-pressed") !== "true";
      keep("pass", yes ? "yes" : "no");
      passed(yes);
    });
    main.prepend(skip);
  }

  // ---- a table that is wider than a phone: its rows one below the other, each cell with the name of its column --------
  if (matchMedia("(max-width: 480px)").matches)
    for (const table of all("article table")) {
      const heads = all("thead tr:last-child > *", table).map((cell) => cell.textContent.trim());
      if (table.parentElement.scrollWidth <= table.parentElement.clientWidth || !heads.length) continue;
      table.classList.add("stacked");
      table.role = "table";
      for (const row of all("tr", table)) {
        row.role = "row";
        for (const [place, cell] of [...row.children].entries()) {
          cell.role = cell.closest("thead") ? "columnheader" : place || cell.tagName === "TD" ? "cell" : "rowheader";
          if (place && heads[place]) cell.dataset.column = heads[place];
        }
      }
    }

  // ---- what scrolls sideways can be scrolled by keyboard; Escape shuts a drawer -----------------------------------
  const reach = () => {
    for (const box of all(".table-wrapper, .text_html, .formula, article pre"))
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0; else box.removeAttribute("tabindex");
  };
  reach();
  addEventListener("resize", reach);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") for (const box of all(".sidebar-toggle:checked")) box.checked = false;
  });

  // ---- paper: what is folded is opened -------------------------------------------------------------------------
  addEventListener("beforeprint", () => { for (const details of all("article details")) { details.dataset.was = details.open; details.open = true; } });
  addEventListener("afterprint", () => { for (const details of all("article details")) details.open = details.dataset.was === "true"; });

  // ---- "/" goes to the search field ----------------------------------------------------------------------------
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.target.closest?.("input, textarea, [contenteditable]")) return;
    const field = all("input[type=search]").find((input) => input.getClientRects().length && getComputedStyle(input).visibility === "visible");
    event.preventDefault();
    if (field) { field.focus(); field.select(); } else location.href = document.querySelector(".header-search").href;
  });
}
