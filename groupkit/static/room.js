/* In the room: what is minuted saves itself while somebody types, and waits on this page while there is no connection.
   Without this file every item has its own Save button, and nothing is lost either. */
(() => {
  "use strict";

  const WAIT = 2500; /* milliseconds without a key before it saves */
  const AGAIN = 5000; /* and before it tries again */
  const forms = [...document.querySelectorAll("form[data-noting]")];
  if (!forms.length || !window.fetch || !window.URLSearchParams) return;

  /* As the program cleans what it keeps: the same words, however a browser writes the ends of lines. */
  const clean = (text) => text.replace(/\r\n?/g, "\n").normalize("NFC").trim();
  /* The time as the pages say it: 7.05 pm. */
  const clock = () => {
    const now = new Date();
    const hour = now.getHours();
    return `${hour % 12 || 12}.${String(now.getMinutes()).padStart(2, "0")} ${hour < 12 ? "am" : "pm"}`;
  };
  const store = {
    get: (key) => { try { return JSON.parse(window.sessionStorage.getItem(key)); } catch { return null; } },
    set: (key, value) => { try { window.sessionStorage.setItem(key, JSON.stringify(value)); } catch { /* full, or not allowed */ } },
    drop: (key) => { try { window.sessionStorage.removeItem(key); } catch { /* not allowed */ } },
  };

  let leaving = false;
  const rooms = forms.map((form) => {
    const box = form.elements.words;
    const told = form.querySelector(".kept");
    const key = `groupkit ${form.dataset.me} ${form.getAttribute("action")}`;
    let base = form.elements.before.value; /* what stood there when this was begun */
    let version = form.elements.version.value;
    let token = form.dataset.token;
    let timer = 0;
    let sending = false;
    let lost = null; /* what was sent without an answer: perhaps it arrived */
    let waitsForPerson = false;

    const unsaved = () => clean(box.value) !== clean(base);
    const tell = (words) => { if (told.textContent !== words) told.textContent = words; };
    const keep = () => { if (unsaved()) store.set(key, { words: box.value, base, version }); else store.drop(key); };
    const carry = () => { form.elements.before.value = base; form.elements.version.value = version; };
    const later = (milliseconds) => { window.clearTimeout(timer); timer = window.setTimeout(save, milliseconds); };

    /* How it stands now, in the answer of the program; null where the answer was a page for a person. */
    const state = async (answer) => {
      const json = (answer.headers.get("Content-Type") || "").startsWith("application/json");
      return answer.ok && json ? answer.json() : null;
    };

    const noConnection = () => {
      tell("Not saved yet: no connection. What you typed is kept on this page");
      later(AGAIN);
    };

    const took = (sent, now) => {
      token = now.token;
      if (clean(now.words) === clean(sent)) {
        [base, version] = [sent, String(now.version)];
      } else if (box.value === sent && document.activeElement !== box) {
        /* Somebody else wrote here too, and both are kept: show them. */
        box.value = base = now.words;
        version = String(now.version);
      } else {
        /* Somebody is typing: the program puts both together at the next save. */
        [base, version] = [sent, "0"];
      }
      carry();
      keep();
      if (unsaved()) later(WAIT);
      else tell(`Saved ${clock()}`);
    };

    const save = async () => {
      if (sending || leaving || waitsForPerson || (!unsaved() && version !== "0")) return;
      sending = true;
      window.clearTimeout(timer);
      const sent = box.value;
      try {
        if (lost !== null) {
          const now = await state(await fetch(form.dataset.noting, { credentials: "same-origin" }));
          if (!now) throw new TypeError("no answer");
          token = now.token;
          if (clean(now.words) === clean(lost)) [base, version] = [lost, String(now.version)];
          lost = null;
          carry();
        }
        lost = sent;
        const body = new URLSearchParams({ token, version, before: base, words: sent, by_itself: "1" });
        const answer = await fetch(form.action, { method: "POST", body, credentials: "same-origin" });
        if (answer.status >= 500) throw new TypeError("not now");
        const now = await state(answer);
        lost = null;
        if (now) took(sent, now);
        else {
          waitsForPerson = true;
          tell("Not saved yet. Press Save: the page says why, and what you typed comes along");
        }
      } catch {
        noConnection();
      } finally {
        sending = false;
        keep();
      }
    };

    const before = store.get(key);
    if (before && clean(before.words) !== clean(box.value)) {
      [base, version] = [before.base, before.version];
      box.value = before.words;
      carry();
      tell("Not saved yet. What you typed was kept on this page");
      later(0);
    } else {
      store.drop(key);
    }

    box.addEventListener("input", () => {
      keep();
      if (!waitsForPerson) tell("");
      later(WAIT);
    });
    box.addEventListener("blur", () => later(0));
    form.addEventListener("submit", () => { leaving = true; });
    return { save, unsaved, form };
  });

  window.addEventListener("online", () => rooms.forEach((room) => room.save()));
  window.addEventListener("pageshow", () => { leaving = false; });
  document.addEventListener("submit", () => { leaving = true; });
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && rooms.some((room) => room.unsaved())) event.preventDefault();
  });
})();
