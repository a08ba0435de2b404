// Search: every passage of the book is looked through, so that a number in any form and a single Chinese character are found.
"use strict";
const search = (() => {
  const CHINESE = /[\u2e80-\u9fff]/;
  const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");

  // ---- one form for all that is read and asked: 222,405 is 222405, 42 % is 42%, kāi is kai, − is - --------------------
  const LEFT_OUT = /(?<=\d)[,\u2009\u202f](?=\d{3}(?!\d))|(?<=\d)[ \u00a0\u2009\u202f]+(?=%)/g;
  const plain = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase()
    .replace(/[\u2010-\u2015\u2212]/g, "-").replace(/[‘’ʼ]/g, "'").replace(/[“”„]/g, '"');
  const fold = (text) => plain(text.replace(LEFT_OUT, ""));
  // where each sign of the folded text stands in the text
  const places = (text) => {
    const out = new Set();
    for (const gap of text.matchAll(LEFT_OUT)) for (let i = 0; i < gap[0].length; i++) out.add(gap.index + i);
    const at = [];
    for (let i = 0; i < text.length; i++) if (!out.has(i)) for (let n = text[i] < "\u0080" ? 1 : plain(text[i]).length; n > 0; n--) at.push(i);
    at.push(text.length);
    return at;
  };

  // ---- what is asked for, as patterns --------------------------------------------------------------------------------
  const before = (term) => /^\d/.test(term) ? "(?<![a-z\\d]|\\d\\.)" : /^[a-z]/.test(term) ? "(?<![a-z\\d])" : /^[-+]\d/.test(term) ? "(?<![a-z\\d])" : "";
  const after = (term) => /\d$/.test(term) ? "(?!\\d|\\.\\d)" : /[a-z]$/.test(term) ? "(?![a-z])" : "";
  const literal = (term) => escaped(term).replace(/(?<=[a-z])-(?=[a-z])/g, "[- ]").replace(/(?<=\d)%/, "(?:%| per ?cent)");
  const exactly = (term) => before(term) + literal(term) + after(term);
  // departments and department, cities and city, merging and merge
  const inflected = (word) => {
    if (!/^[a-z]{4,}$/.test(word)) return exactly(word);
    let root = word.replace(/(?<=(?:s|x|z|ch|sh))es$|(?<![su])s$/, (end, at) => (word.endsWith("ies") ? end : ""));
    if (/(?:y|ies|ied)$/.test(word)) root = word.replace(/(?:y|ies|ied)$/, "(?:y|ies|ied|ying)");
    else {
      root = root.replace(/(?<=..[^e])(?:ed|ing|e)$/, "").replace(/([^aeiouls])\1$/, "$1");
      root += `${/[^aeiou]$/.test(root) ? `${root.at(-1)}?` : ""}(?:e|s|es|ed|er|ers|ing)?`;
    }
    return `(?<![a-z\\d])${root}(?![a-z])`;
  };
  const begun = (word) => (/^[a-z]{2,}$/.test(word) ? `(?<![a-z\\d])${word}` : exactly(word));

  // ---- the book ------------------------------------------------------------------------------------------------------
  let passages, sections, spoken;
  const read = ({ pages, pinyin }) => {
    passages = [];
    sections = [];
    pages.forEach(([address, title, kind, parts], page) => {
      let last = 0;
      for (const [id, heading, inside] of parts) {
        const section = { address, page: title, pageNumber: page, kind, id, heading };
        sections.push(section);
        passages.push({ section, id, text: heading, heading: true });
        for (const one of inside) {
          const [name, text, value] = typeof one === "string" ? [`p${last + 1}`, one] : one;
          last = /^p\d+$/.test(name) ? Number(name.slice(1)) : last;
          passages.push({ section, id: name, text, value, titled: value !== undefined });
        }
      }
    });
    // all at once, which is faster than one by one
    fold(passages.map((passage) => passage.text).join("\u0001")).split("\u0001").forEach((text, i) => { passages[i].folded = text; });
    for (const section of sections) section.folded = fold(`${section.page}\n${section.heading}`);
    spoken = new Map();
    for (const [said, written] of Object.entries(pinyin)) {
      const key = fold(said).replace(/[ '-]/g, "");
      spoken.set(key, [...(spoken.get(key) ?? []), fold(said), written]);
    }
  };

  let lastQuery, lastPatterns;
  const asked = (query) => {
    if (query !== lastQuery) [lastQuery, lastPatterns] = [query, patterns(query)];
    return lastPatterns;
  };
  const patterns = (query) => {
    const folded = fold(query.normalize("NFKC"));
    const found = spoken.get(folded.replace(/[ '-]/g, ""));
    if (found) return [found.map(exactly).join("|")];
    const terms = [];
    for (const [, quoted, word] of folded.matchAll(/"([^"]*)"?|([^\s"]+)/g)) {
      const term = (quoted ?? word).trim().replace(/^[,;:(]+|[,;:.)?!]+$/g, "");
      if (term) terms.push({ term, quoted: quoted !== undefined });
    }
    return terms.map(({ term, quoted }, i) => {
      const last = i === terms.length - 1 && !/\s$/.test(folded);
      const other = spoken.get(term)?.filter((said) => CHINESE.test(said));
      const own = quoted ? exactly(term) : last && /^[a-z]+$/.test(term) ? `${inflected(term)}|${begun(term)}` : inflected(term);
      return [own, ...(other ?? [])].join("|");
    });
  };

  // What comes first: the entry with this value, the term itself, headings, the words as they were asked for, then by kind.
  const KINDS = { glossary: 0, chapter: 1, ledger: 2, other: 3 };
  const names = ({ heading, titled, folded, section }) => {
    const [first, second = ""] = folded.split("\n", 2);
    if (heading) return [first.replace(/^[\d.]+\. /, ""), first];
    if (!titled || section.kind === "other") return [];
    return section.kind === "glossary" ? [first, ...second.split(". ", 1)[0].split(/(?<=[\u2e80-\u9fff]) /)] : [first]; // Chinese, pinyin
  };
  const rank = (passage, { whole, exact, value, several }) => {
    if (value && passage.value && value.test(passage.foldedValue ??= fold(passage.value))) {
      const numbers = passage.foldedValue.match(/[-+]?\d[\d.]*/g);
      return numbers.length === 1 && numbers[0] === whole.replace("%", "") ? 1 : 2;
    }
    const kind = KINDS[passage.section.kind];
    const called = names(passage);
    if (called.some((name) => exact.exec(name)?.[0] === name)) return 3 + kind;
    if (called.some((name) => exact.test(name))) return 10 + kind;
    return (several && exact.test(passage.folded) ? 20 : 30) + kind;
  };

  // The passages that hold all that was asked, best first; if a word is missing, its section's heading may have it.
  const find = (query) => {
    const terms = asked(query).map((pattern) => new RegExp(pattern));
    if (!terms.length) return [];
    const whole = fold(query).trim().replace(/"/g, "");
    const exact = terms.length === 1 ? terms[0] : new RegExp(exactly(whole));
    const wanted = { whole, exact, value: /\d/.test(whole) && new RegExp(exactly(whole)), several: terms.length > 1 };
    for (const section of sections) section.has = terms.map((term) => term.test(section.folded));
    const found = [];
    passages.forEach((passage, order) => {
      const isEntry = passage.section.kind === "ledger" && passage.titled;
      if (isEntry && whole.includes("-") && passage.id.toLowerCase().startsWith(whole)) {
        found.push({ passage, order, rank: passage.id.toLowerCase() === whole ? 0 : 9 });
        return;
      }
      let inside = 0;
      for (let i = 0; i < terms.length; i++) {
        if (terms[i].test(passage.folded)) inside++;
        else if (!passage.section.has[i]) return;
      }
      if (inside) found.push({ passage, order, rank: inside < terms.length ? 50 : rank(passage, wanted) });
    });
    return found.sort((a, b) => a.rank - b.rank || a.order - b.order);
  };

  // ---- a passage as it is shown: its sentence, what was found in it, and the address of that sentence --------------------
  const LONGEST = 280;
  const marks = (text, query) => {
    const folded = fold(text);
    const at = places(text);
    const whole = exactly(fold(query).trim().replace(/"/g, ""));
    const pattern = new RegExp(new RegExp(whole).test(folded) ? whole : asked(query).join("|"), "g");
    return [...folded.matchAll(pattern)].filter((hit) => hit[0]).map((hit) => [at[hit.index], at[hit.index + hit[0].length - 1] + 1]);
  };
  const sentences = (text) => {
    const found = [];
    for (const line of text.matchAll(/[^\n]+/g))
      for (const one of line[0].matchAll(/.+?(?:[.?!](?= [A-Z‘“(「\d\u4e00-\u9fff])|[。；！？]|$)/gs))
        found.push([line.index + one.index, line.index + one.index + one[0].length]);
    return found;
  };
  const pointed = (address, id, sentence) => {
    const words = sentence.trim().split(" ");
    const code = (text) => encodeURIComponent(text).replace(/-/g, "%2D");
    const named = sentence.length > 120 && words.length > 12 ? `${code(words.slice(0, 5).join(" "))},${code(words.slice(-5).join(" "))}` : code(sentence.trim());
    return `${address}#${id}:~:text=${named}`;
  };
  const shown = ({ passage }, query) => {
    const { text, section, id, heading, titled } = passage;
    const hits = marks(text, query);
    const title = titled ? [0, text.indexOf("\n") < 0 ? text.length : text.indexOf("\n")] : heading ? [0, text.length] : undefined;
    const all = sentences(text).filter(([start]) => !title || start > title[1]);
    const index = Math.max(0, all.findIndex(([start, end]) => hits.some(([from]) => from >= start && from < end)));
    let [start, end] = all[index] ?? [text.length, text.length];
    const said = hits.some(([from]) => from >= start && from < end);
    const href = said ? pointed(section.address, id, text.slice(start, end)) : `${section.address}#${id}`;
    if (!title && text.length <= LONGEST) [start, end] = [0, text.length];
    // a short sentence with those that follow it; of a long one what stands round the first hit
    for (let next = index + 1; all[next] && all[next][1] - start <= LONGEST / 2; next++) end = all[next][1];
    const first = hits.find(([from]) => from >= start && from < end)?.[0] ?? start;
    const cut = end - start > LONGEST;
    const from = cut && first - start > LONGEST / 2 ? text.indexOf(" ", first - LONGEST / 2) + 1 || start : start;
    const to = cut && from + LONGEST < end ? Math.max(text.lastIndexOf(" ", from + LONGEST), first + 1) : end;
    return { href, text, hits, title, where: section.heading, from, to, before: from > start ? "… " : "", after: to < end ? " …" : "" };
  };

  return { read, find, shown, fold, places, get passages() { return passages; } };
})();

// ---- the page --------------------------------------------------------------------------------------------------------
if (typeof document !== "undefined" && document.getElementById("search-field")) {
  const AT_FIRST = 4;
  const field = document.getElementById("search-field");
  const status = document.getElementById("search-status");
  const results = document.getElementById("search-results");
  const made = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  // Chinese is marked as Chinese, for its fonts and voices; the lines of a row or an entry stand side by side
  const worded = (text) => text.replaceAll("\n", " · ").split(/([\u3400-\u9fff][\u2e80-\u9fff\uff00-\uffef]*)/)
    .map((run, i) => (i % 2 ? made("span", { lang: "zh-CN" }, run) : run));
  const marked = (text, hits, from, to) => {
    const pieces = [];
    let at = from;
    for (const [start, end] of hits) {
      if (start < at || start >= to) continue;
      pieces.push(...worded(text.slice(at, start)), made("mark", {}, ...worded(text.slice(start, end))));
      at = end;
    }
    return [...pieces, ...worded(text.slice(at, Math.max(at, to)))];
  };
  const item = (hit, query) => {
    const { href, text, hits, title, where, from, to, before, after } = search.shown(hit, query);
    const link = made("a", { href }, made("span", { className: "where" }, ...(title ? marked(text, hits, ...title) : worded(where))));
    if (to > from) link.append(" ", made("span", { className: "sentence" }, before, ...marked(text, hits, from, to), after));
    return made("li", {}, link);
  };
  const show = () => {
    const query = field.value.trim();
    const found = search.find(field.value);
    const groups = new Map();
    for (const hit of found) {
      const { kind, pageNumber } = hit.passage.section;
      const key = kind === "ledger" ? kind : pageNumber;
      groups.set(key, [...(groups.get(key) ?? []), hit]);
    }
    results.replaceChildren(...[...groups.values()].map((hits) => {
      const list = made("ul", {}, ...hits.slice(0, AT_FIRST).map((hit) => item(hit, query)));
      const { address, page, kind } = hits[0].passage.section;
      const group = made("li", {}, made("h2", {}, kind === "ledger" ? made("a", { href: results.dataset.ledger }, "The ledger") : made("a", { href: address }, ...worded(page))), list);
      if (hits.length > AT_FIRST) {
        const more = made("button", { type: "button" }, `${hits.length - AT_FIRST} more here`);
        more.addEventListener("click", () => {
          const rest = hits.slice(AT_FIRST).map((hit) => item(hit, query));
          list.append(...rest);
          more.remove();
          rest[0].firstChild.focus();
        });
        group.append(more);
      }
      return group;
    }));
    const count = (number, one, many) => `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
    status.textContent = !query ? "" : found.length ? `${count(found.length, "passage", "passages")} on ${count(new Set(found.map((hit) => hit.passage.section.address)).size, "page", "pages")}` : "Nothing found. A shorter word finds more; a number is found as a whole.";
    const address = new URL(location.href);
    if (query) address.searchParams.set("q", query); else address.searchParams.delete("q");
    try { history.replaceState(history.state, "", address); } catch { /* some browsers forbid it to a file */ }
  };

  let waiting;
  field.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(show, 60); });
  field.form.addEventListener("submit", (event) => {
    event.preventDefault();
    show();
    results.querySelector("a")?.focus();
  });
  // ↓ and ↑ go through field and results, Escape clears
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return; // Chinese is being typed
    const stops = [field, ...results.querySelectorAll("li li a, button")];
    const at = stops.indexOf(document.activeElement);
    if (at < 0) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      stops[Math.min(Math.max(at + (event.key === "ArrowDown" ? 1 : -1), 0), stops.length - 1)].focus();
    } else if (event.key === "Escape") {
      event.preventDefault();
      field.value = "";
      field.focus();
      show();
    }
  });

  search.read(window.searchData);
  field.value = new URLSearchParams(location.search).get("q") ?? "";
  if (field.value) show(); else field.focus();
}
