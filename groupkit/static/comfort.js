/* Comforts only: every page works in full without this file. */
(() => {
  "use strict";

  const all = (what, where = document) => [...where.querySelectorAll(what)];
  const make = (name, having = {}, ...inside) => {
    const made = Object.assign(document.createElement(name), having);
    made.append(...inside);
    return made;
  };
  /* A fieldset shares its name with its radio buttons, and is no answer itself. */
  const fieldsOf = (field) => (field instanceof RadioNodeList ? [...field].filter((one) => !one.matches("fieldset")) : [field]);

  /* What is worth another look comes first, and each line leads to where typing starts. */
  const summary = document.querySelector(".summary");
  if (summary) {
    summary.focus();
    summary.addEventListener("click", (event) => {
      const link = event.target.closest("a[href^='#']");
      const found = link && document.getElementById(link.hash.slice(1));
      if (!found) return;
      const field = found.matches("input, select, textarea") ? found : found.querySelector("input, select, textarea");
      if (!field) return;
      event.preventDefault();
      found.scrollIntoView({ block: "start" });
      (field.closest(".field") || field).scrollIntoView({ block: "start" });
      field.focus({ preventScroll: true });
    });
  }

  /* Show the passphrase while it is being typed; it goes back to dots when the form is sent. */
  for (const box of all(".secret > input[type='password']")) {
    const button = make("button", { type: "button", className: "btn plain", textContent: "Show" });
    const told = make("span", { className: "unseen" });
    const label = (box.labels && box.labels[0] ? box.labels[0].textContent : "what is typed").trim();
    const show = (shown) => {
      box.type = shown ? "text" : "password";
      button.textContent = shown ? "Hide" : "Show";
      button.setAttribute("aria-label", `${button.textContent}: ${label}`);
    };
    button.setAttribute("aria-controls", box.id);
    told.setAttribute("role", "status");
    show(false);
    button.addEventListener("click", () => {
      show(box.type === "password");
      told.textContent = box.type === "text" ? "What you type can be seen" : "What you type is hidden";
    });
    if (box.form) box.form.addEventListener("submit", () => show(false));
    box.after(button, told);
  }

  /* A suggested passphrase goes into its field, and into "once more" if there is one, in sight. */
  for (const offer of all("[data-suggests]")) {
    const box = document.getElementById(offer.dataset.suggests);
    const words = offer.querySelector("code");
    if (!box || !words) continue;
    const button = make("button", { type: "button", className: "btn plain", textContent: "Use these words" });
    button.addEventListener("click", () => {
      for (const field of all(".secret > input", box.form || document)) {
        if (field.autocomplete !== "new-password") continue;
        field.value = words.textContent.trim();
        const shows = field.parentElement.querySelector("button");
        if (shows && field.type === "password") shows.click();
      }
      box.focus();
    });
    offer.append(button);
  }

  /* Pressing a button twice in a hurry sends once. After three seconds it can be pressed again. */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sent && Date.now() - Number(form.dataset.sent) < 3000) event.preventDefault();
    else form.dataset.sent = String(Date.now());
  });
  window.addEventListener("pageshow", () => all("form[data-sent]").forEach((form) => delete form.dataset.sent));

  /* Only the headings of the chosen fund are offered. */
  const everyOption = new WeakMap();
  const fundFor = (select) => {
    const near = select.closest(".part") || select.form;
    const funds = all("select, input", near).filter((field) => field !== select && /(^|-)fund(_id)?$/.test(field.name));
    return funds.find((field) => field.type !== "radio" || field.checked) || null;
  };
  const sift = (select) => {
    if (!everyOption.has(select)) everyOption.set(select, [...select.options]);
    const fund = fundFor(select);
    if (!fund) return;
    const chosen = select.value;
    const fits = everyOption.get(select).filter((one) => !one.dataset.fund || one.dataset.fund.split(" ").includes(fund.value));
    select.replaceChildren(...fits);
    select.value = fits.some((one) => one.value === chosen) ? chosen : fits.length ? fits[0].value : "";
    const field = select.closest(".field");
    if (field) field.hidden = !select.closest(".part") && fits.every((one) => !one.dataset.fund);
  };
  const siftAll = (where = document) => all("select", where).filter((select) => everyOption.has(select) || select.querySelector("option[data-fund]")).forEach(sift);
  document.addEventListener("change", (event) => {
    if (event.target.name && /(^|-)fund(_id)?$/.test(event.target.name)) siftAll(event.target.closest(".part") || event.target.form || document);
  });
  siftAll();

  /* Somebody who was paid before: fill in what it was for last time, wherever nobody has chosen yet. */
  const touched = new WeakSet();
  document.addEventListener("change", (event) => { if (event.isTrusted) touched.add(event.target); });
  for (const box of all("input[list]")) {
    if (box.defaultValue || !box.list || !box.form) continue;
    const told = make("p", { className: "hint" });
    told.setAttribute("role", "status");
    box.after(told);
    const fill = () => {
      const known = [...box.list.options].find((one) => one.value.toLowerCase() === box.value.trim().toLowerCase());
      const filled = [];
      for (const [key, value] of Object.entries(known ? known.dataset : {})) {
        const name = key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
        const found = box.form.elements[box.dataset.row ? `${name}_${box.dataset.row}` : name] || box.form.elements[`parts-0-${name}`];
        if (!found || fieldsOf(found).some((one) => touched.has(one))) continue;
        const before = found.value;
        found.value = value;
        if (found.value !== value) {
          found.value = before;
          continue;
        }
        const first = fieldsOf(found)[0];
        const shown = first.matches("select") ? first.selectedOptions[0] : fieldsOf(found).find((one) => one.checked);
        const words = first.matches("select") ? shown && shown.text : shown && shown.labels[0] && shown.labels[0].textContent.replace(/£.*$/s, "");
        if (words && value) filled.push(words.trim());
        first.dispatchEvent(new Event("change", { bubbles: true }));
      }
      told.textContent = filled.length ? `Filled in from last time: ${filled.join(", ")}. Change anything.` : "";
    };
    box.addEventListener("input", fill);
  }

  /* One receipt, several things: another line, and what is left to split. */
  const pence = (text) => {
    const plain = text.replace(/[£,\s]/g, "");
    const match = /^(\d{1,9})(?:\.(\d{2}))?$/.exec(plain);
    return match ? Number(match[1]) * 100 + Number(match[2] || 0) : plain ? NaN : 0;
  };
  const pounds = (sum) => `£${(Math.floor(sum / 100)).toLocaleString("en-GB")}.${String(sum % 100).padStart(2, "0")}`;

  for (const box of all("fieldset.parts")) {
    const name = box.dataset.parts;
    const rows = () => all(".part", box);
    let foot = box.querySelector(".parts-foot");
    if (!foot) box.append((foot = make("div", { className: "parts-foot" })));
    const left = make("output", { className: "left" });
    const add = foot.querySelector("button") || make("button", { className: "btn plain", textContent: "Another line" });
    add.type = "button";
    foot.append(add, left);

    const most = Number(box.dataset.most) || Infinity;
    const whole = box.form ? all("input.money", box.form).filter((field) => !box.contains(field)) : [];
    const count = () => {
      const sums = all("input.money", box).map((field) => pence(field.value));
      const spread = sums.reduce((sum, one) => sum + one, 0);
      const total = whole.reduce((sum, field) => sum + pence(field.value), 0);
      const gap = total - spread;
      left.textContent = Number.isNaN(gap) || (!spread && !total) ? ""
        : !total ? `That makes ${pounds(spread)}`
        : gap > 0 ? `${pounds(gap)} left to split`
        : gap < 0 ? `${pounds(-gap)} more than the ${pounds(total)}` : `It all adds up: ${pounds(total)}`;
    };

    const renumber = (row, from, to) => {
      const swap = (text) => text.replaceAll(`${name}-${from}-`, `${name}-${to}-`);
      row.setAttribute("aria-label", `Line ${to + 1}`);
      for (const one of all("*", row)) {
        for (const key of ["id", "name", "for", "list", "aria-describedby"]) {
          if (one.hasAttribute(key)) one.setAttribute(key, swap(one.getAttribute(key)));
        }
      }
    };
    add.addEventListener("click", () => {
      const last = rows().at(-1);
      const row = last.cloneNode(true);
      all(".oops", row).forEach((words) => words.remove());
      [row, ...all(".look", row)].forEach((field) => field.classList.remove("look"));
      all("[aria-invalid]", row).forEach((field) => field.removeAttribute("aria-invalid"));
      const lists = all("select", last);
      all("select", row).forEach((select, at) => {
        const kept = everyOption.get(lists[at]);
        if (kept) { select.replaceChildren(...kept.map((one) => one.cloneNode(true))); everyOption.set(select, [...select.options]); }
        select.selectedIndex = 0;
      });
      const at = rows().length;
      add.hidden = at + 1 >= most;
      renumber(row, at - 1, at);
      for (const field of all("input, textarea", row)) {
        if (["checkbox", "radio"].includes(field.type)) field.checked = field.defaultChecked = false;
        else field.value = field.defaultValue = "";
      }
      last.after(row);
      siftAll(row);
      const first = row.querySelector("input:not([type='hidden']), select");
      if (first) first.focus();
      count();
    });
    add.hidden = rows().length >= most;
    if (box.form) box.form.addEventListener("input", count);
    count();
  }

  /* On a phone the lines of the book are cards, and other rows fold: say once more that they are a table. */
  const roles = { table: "table", thead: "rowgroup", tbody: "rowgroup", tfoot: "rowgroup", tr: "row", td: "cell", "thead th": "columnheader", "tbody th, tfoot th": "rowheader" };
  for (const book of all("table.book, table.folds")) {
    book.setAttribute("role", "table");
    for (const [what, role] of Object.entries(roles)) all(what, book).forEach((one) => one.setAttribute("role", role));
  }

  /* A region that has nothing to scroll is not a stop on the way of the Tab key. */
  if ("ResizeObserver" in window) {
    const watch = new ResizeObserver((seen) => seen.forEach(({ target }) => {
      if (target.scrollWidth > target.clientWidth) target.setAttribute("tabindex", "0");
      else target.removeAttribute("tabindex");
    }));
    all(".scroll[tabindex]").forEach((region) => watch.observe(region));
  }

  /* Ticking off a statement: what is left over, as it stands with the ticks of this moment. */
  for (const form of all("form[data-ticks]")) {
    const ticks = all("input[data-pence]", form);
    const signed = (sum) => (sum < 0 ? "−" : "") + pounds(Math.abs(sum));
    const tell = () => {
      const sum = ticks.filter((tick) => tick.checked).reduce((total, tick) => total + Number(tick.dataset.pence), 0);
      form.querySelector("[data-ticked]").textContent = signed(sum);
      form.querySelector("[data-left]").textContent = signed(Number(form.dataset.statement) - Number(form.dataset.before) - sum);
    };
    form.addEventListener("change", tell);
    tell();
  }

  for (const button of all("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }

  /* Copy what stands in a field, where the browser lets us. */
  for (const button of all("[data-copy]")) {
    const box = document.getElementById(button.dataset.copy);
    if (!box || !navigator.clipboard) continue;
    const told = make("span", { className: "quiet" });
    told.setAttribute("role", "status");
    button.hidden = false;
    button.after(" ", told);
    button.addEventListener("click", () => {
      navigator.clipboard.writeText(box.value).then(
        () => { told.textContent = "Copied"; },
        () => { box.focus(); box.select(); told.textContent = "Not copied. It is marked now: copy it with the keyboard"; },
      );
    });
  }
})();
