/* Planning a budget: sums that add up while you write, and arrow keys from box to box. The page works without. */
(() => {
  "use strict";
  const tables = [...document.querySelectorAll("table[data-plan]")];
  const boxes = (table) => [...table.querySelectorAll("input.money")];

  const pence = (text) => {
    const match = /^£?\s*(\d{1,9})(?:\.(\d{2}))?$/.exec(text.trim().replace(/,/g, ""));
    return match ? Number(match[1]) * 100 + Number(match[2] || 0) : text.trim() ? NaN : 0;
  };
  const figures = (sum) => `${Math.floor(sum / 100).toLocaleString("en-GB")}.${String(sum % 100).padStart(2, "0")}`;
  const told = (came, went) =>
    came === went ? "As much comes in as goes out."
    : came > went ? `£${figures(came - went)} more comes in than goes out.`
    : `£${figures(went - came)} more goes out than comes in, and is paid from what there is.`;

  const count = () => {
    const sums = {};
    for (const table of tables) {
      const sum = boxes(table).reduce((total, box) => total + pence(box.value), 0);
      sums[table.dataset.plan] = sum;
      table.querySelector("output[data-sum]").textContent = Number.isNaN(sum) ? "?" : figures(sum);
    }
    const unread = Object.values(sums).some(Number.isNaN);
    document.querySelector("[data-difference]").textContent = unread ? "One of the boxes cannot be read yet." : told(sums.in, sums.out);
  };
  for (const table of tables) {
    table.addEventListener("input", count);
    table.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step || !event.target.matches("input")) return;
      const kind = event.target.matches(".money") ? "input.money" : "input:not(.money)";
      const column = tables.flatMap((one) => [...one.querySelectorAll(kind)]);
      const next = column[column.indexOf(event.target) + step];
      if (!next) return;
      event.preventDefault();
      next.focus();
      next.select();
    });
  }
  if (document.querySelector("form.planning")) count();
})();
