
"use strict";
// Turns the column heads into buttons that sort; without scripts the table stays worst first.
(function () {
  const table = document.getElementById("images");
  if (!table) {
    return;
  }
  const heads = Array.from(table.tHead.rows[0].cells);
  const key = function (row, column) {
    const value = row.cells[column].dataset.v;
    return value === undefined ? row.cells[column].textContent : Number(value);
  };
  const compare = function (a, b) {
    return typeof a === "number" ? a - b : a.localeCompare(b, "en", { numeric: true });
  };
  const sort = function (column) {
    const head = heads[column];
    const text = head.classList.contains("text");
    const before = head.getAttribute("aria-sort");
    const ascending = before === null ? text : before === "descending";
    const sign = ascending ? 1 : -1;
    const rows = Array.from(table.tBodies[0].rows).map(function (row) {
      return { row: row, key: key(row, column) };
    });
    rows.sort(function (a, b) {
      return sign * compare(a.key, b.key);
    });
    heads.forEach(function (other) {
      other.removeAttribute("aria-sort");
    });
    head.setAttribute("aria-sort", ascending ? "ascending" : "descending");
    table.tBodies[0].append(...rows.map(function (each) {
      return each.row;
    }));
  };
  heads.forEach(function (head, column) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", function () {
      sort(column);
    });
  });
})();
