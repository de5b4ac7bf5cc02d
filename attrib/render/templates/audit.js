"use strict";
// Tables are sorted by a column when its heading is pressed.
for (const table of document.querySelectorAll("table.sortable")) {
  const heads = [...table.tHead.rows[0].cells];
  const body = table.tBodies[0];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    const explained = head.querySelector("small");
    if (explained) explained.remove();
    button.append(...head.childNodes);
    head.append(button);
    if (explained) head.append(explained);
    const numeric = head.classList.contains("n");
    const value = (row) => {
      const cell = row.cells[column];
      const given = cell.dataset.value ?? cell.textContent.trim();
      return numeric ? Number(given) : given;
    };
    button.addEventListener("click", () => {
      // Numbers are most often wanted from the top, names from A.
      const first = numeric ? "descending" : "ascending";
      const other = numeric ? "ascending" : "descending";
      const order = head.getAttribute("aria-sort") === first ? other : first;
      const sign = order === "ascending" ? 1 : -1;
      const rows = [...body.rows].map((row) => [value(row), row]);
      rows.sort(([a], [b]) => sign * (numeric ? a - b : a.localeCompare(b, "en", { numeric: true })));
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", order);
      body.append(...rows.map(([, row]) => row));
    });
  });
}
// Of a long table the first rows of its order show, until all are asked for; paper has what shows.
for (const line of document.querySelectorAll("p.all")) {
  const [told, button] = line.children;
  const table = document.getElementById(button.getAttribute("aria-controls"));
  const here = table.tBodies[0].rows.length;
  const total = Number(button.dataset.total);
  const more = here === total ? `all ${total}` : `the first ${here}`;
  const show = (whole) => {
    table.classList.toggle("cut", !whole);
    button.setAttribute("aria-expanded", String(whole));
    button.textContent = `Show ${whole ? `the first ${button.dataset.first}` : more}`;
    told.textContent = `${whole ? here : button.dataset.first} of ${total.toLocaleString("en")} shown.`;
  };
  button.addEventListener("click", () => {
    show(button.getAttribute("aria-expanded") === "false");
    button.scrollIntoView({ block: "nearest" });
  });
  show(false);
  line.hidden = false;
}
