/* The clause as it will read, while somebody answers. Without this file the page shows what was saved. */
(() => {
  "use strict";

  const form = document.querySelector("form[data-conversation]");
  const leaf = document.querySelector("[data-preview]");
  if (!form || !leaf || !leaf.querySelector("[data-if]")) return;

  const { kind, single, plural } = leaf.dataset;
  const figures = leaf.dataset.figures.split(" ");
  const usual = JSON.parse(leaf.dataset.usual);
  const paragraphs = [...leaf.querySelectorAll("[data-if]")].map((element) => ({
    element,
    number: element.querySelector(".para-no"),
    item: element.classList.contains("item"),
    conditions: JSON.parse(element.dataset.if),
  }));

  /* The same wording as in the saved text: numbers up to ten in words, whole pounds with their pence, "a, b and c". */
  const grouped = (digits) => digits.replace(/\B(?=(\d{3})+$)/g, ",");
  const sayNumber = (text) => {
    const digits = text.replace(/,/g, "");
    if (!/^\d{1,9}$/.test(digits)) return "";
    const number = Number(digits);
    const figure = number < figures.length ? figures[number] : grouped(String(number));
    if (!plural) return figure;
    return number === 1 ? single : `${figure} ${plural}`;
  };
  const sayMoney = (text) => {
    const match = /^£?\s*((?:\d+|\d{1,3}(?:,\d{3})+))(?:\.(\d{2}))?$/.exec(text);
    return match ? `£${grouped(match[1].replace(/,/g, "").replace(/^0+(?=\d)/, ""))}.${match[2] || "00"}` : "";
  };
  const sayList = (pieces) => (pieces.length < 2 ? pieces.join("") : `${pieces.slice(0, -1).join(", ")} and ${pieces.at(-1)}`);
  const clean = (text) => text.normalize("NFC").trim();
  const ended = (text) => (!text || /[.!?:”]$/.test(text) ? text : `${text}.`);
  const cleanLine = (text) => clean(text).replace(/\s+/g, " ");
  const say = { number: (text) => sayNumber(cleanLine(text)), money: (text) => sayMoney(cleanLine(text)), line: cleanLine, words: (text) => ended(clean(text)) };

  /* What the answer says, piece by piece. */
  const answered = () => {
    const fields = [...form.querySelectorAll("[name='answer']")];
    const chosen = fields.filter((field) => !["radio", "checkbox"].includes(field.type) || field.checked);
    return chosen.map((field) => (say[kind] ? say[kind](field.value) : field.value)).filter(Boolean);
  };

  const letters = (number) => String.fromCharCode(97 + ((number - 1) % 26)).repeat(Math.floor((number - 1) / 26) + 1);
  const renumber = () => {
    const shown = paragraphs.filter(({ element }) => !element.hidden);
    const several = shown.filter(({ item }) => !item).length > 1;
    let count = 0;
    let letter = 0;
    for (const { item, number } of shown) {
      if (item) letter += 1;
      else [count, letter] = [count + 1, 0];
      number.textContent = item ? `(${letters(letter)})` : several ? `${leaf.dataset.clause}.${count}` : "";
    }
  };

  const show = () => {
    const pieces = answered();
    const holding = pieces.length ? pieces : usual;
    const said = new Set(holding.length ? [...holding, "(answered)"] : ["(empty)"]);
    for (const { element, conditions } of paragraphs) {
      element.hidden = !conditions.every(({ values, none }) => values.some((value) => said.has(value)) !== none);
    }
    for (const blank of leaf.querySelectorAll("[data-answer]")) {
      blank.textContent = pieces.length ? sayList(pieces) : blank.dataset.otherwise;
      blank.classList.toggle("blank", !pieces.length);
    }
    renumber();
  };

  form.addEventListener("input", show);
  form.addEventListener("change", show);
  window.addEventListener("pageshow", show);
  show();
})();
