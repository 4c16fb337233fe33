// The whole list as a plain table for paper: the grid itself holds only the rows that are on the screen.
import { formatters } from "./cells.js";

const made = (tag, className = "", text = "") => Object.assign(document.createElement(tag), { className, textContent: text });

function cell(column, data) {
  const place = made("td", `wb-${column.kind} wb-print-${column.align}`);
  const stand = {
    getValue: () => data[column.field], getField: () => column.field, getElement: () => place,
    getRow: () => ({ getData: () => data }),
  };
  place.append(formatters[column.kind](stand, column));
  return place;
}

export function printList(columns, rows) {
  const table = made("table", "wb-print-list");
  const heading = table.createTHead().insertRow();
  heading.append(...columns.map((column) => made("th", `wb-print-${column.align}`, column.title)));
  let band = "";
  const body = table.createTBody();
  for (const data of rows) {
    if (data._band !== band) {
      band = data._band;
      const over = made("th", "", band);
      over.colSpan = columns.length;
      body.insertRow().append(over);
    }
    body.insertRow().append(...columns.map((column) => cell(column, data)));
  }
  return table;
}
