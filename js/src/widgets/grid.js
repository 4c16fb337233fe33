// The grid is only the hand: it shows what Python gives it and sends back raw text, never a judgement.
// `rows` are all rows by id, `order` the shown ids in bands, `patch` the last change of cells.
import {
  EditModule, FormatModule, FrozenColumnsModule, GroupRowsModule, InteractionModule, KeybindingsModule,
  ResizeColumnsModule, SelectRangeModule, Tabulator, TooltipModule,
} from "tabulator-tables";
import { formatters, raw } from "./cells.js";
import { fromClipboard, toClipboard } from "./clipboard.js";
import { printList } from "./print-list.js";
import { severalRows } from "./several.js";

Tabulator.registerModule([
  EditModule, FormatModule, FrozenColumnsModule, GroupRowsModule, InteractionModule, KeybindingsModule,
  ResizeColumnsModule, SelectRangeModule, TooltipModule,
]);

const flat = (order) => order.flatMap(({ label, ids }) => ids.map((id) => [id, label]));

// A field of our own: it never touches the table's data, it sends what was typed.
function editor(send, column) {
  return (cell, onRendered, success, cancel) => {
    const id = cell.getRow().getIndex();
    const input = document.createElement(column.choices ? "select" : "input");
    if (column.choices) {
      input.append(...column.choices.map((choice) => new Option(choice)));
      input.value = cell.getValue() ?? "";
    } else {
      input.value = column.typed ?? raw(column, cell.getValue());
    }
    column.typed = undefined;
    input.className = "wb-cell-input";
    input.setAttribute("aria-label", column.title);
    let done = false;
    const close = (keep, then) => {
      if (done) return;
      done = true;
      const changed = input.value !== raw(column, cell.getValue());
      const { value } = input;
      cancel();
      if (keep && changed) send({ edit: [[id, column.field, value]] });
      if (then) then();
    };
    const move = (where) => () => cell.getTable().modules.selectRange.navigate(false, false, where);
    input.addEventListener("blur", () => close(true));
    input.addEventListener("keydown", (event) => {
      if (event.key === "s" && (event.ctrlKey || event.metaKey)) return close(true);   // and the page saves
      event.stopPropagation();
      if (event.key === "Enter") close(true, move(event.shiftKey ? "up" : "down"));
      else if (event.key === "Tab") { event.preventDefault(); close(true, move(event.shiftKey ? "left" : "right")); }
      else if (event.key === "Escape") close(false);
      return undefined;
    });
    onRendered(() => {
      input.focus();
      if (input.select && !column.appending) input.select();
      column.appending = false;
    });
    return input;
  };
}

const columnOf = (column, send) => ({
  field: column.field, title: column.title, cssClass: `wb-${column.kind} wb-col-${column.field}`,
  headerTooltip: column.help || false, width: column.width, minWidth: column.min ?? 40, widthGrow: column.grow ?? 1,
  hozAlign: column.align, headerHozAlign: column.align, resizable: "header",
  formatter: (cell) => formatters[column.kind](cell, column),
  editor: column.editable ? editor(send, column) : undefined,
});

function bandCell(value) {
  const cell = Object.assign(document.createElement("span"), { textContent: value });
  cell.setAttribute("role", "gridcell");
  return cell;
}

function label(el, table, columns) {                      // what axe-core finds missing in the library's own markup
  el.querySelector(".tabulator-tableholder")?.setAttribute("role", "rowgroup");
  el.querySelector(".tabulator-table")?.setAttribute("role", "presentation");
  const box = el.querySelector(".tabulator");
  box?.setAttribute("aria-rowcount", table.getDataCount());
  box?.setAttribute("aria-colcount", columns.length);
  table.getGroups().forEach((group) => group.getElement().setAttribute("role", "row"));
}

export function Grid({ model, el }) {
  let columns = model.get("columns");
  let byField = Object.fromEntries(columns.map((column) => [column.field, column]));
  const rows = structuredClone(model.get("rows"));
  const send = (message) => model.send(message);
  const box = document.createElement("div");
  const empty = document.createElement("div");
  empty.className = "wb-empty";
  el.classList.add("wb-grid");
  el.append(box, empty);

  const listed = () => flat(model.get("order")).filter(([id]) => rows[id]).map(([id, band]) => ({ ...rows[id], id, _band: band }));
  const banded = () => model.get("order").some(({ label: text }) => text);
  let built = false, wanted = false, selected = model.get("selected"), pointed = false, there = new Set();

  const table = new Tabulator(box, {
    data: [], index: "id", height: "100%", layout: "fitColumns", layoutColumnsOnNewData: false,
    selectableRange: 1, selectableRangeInitializeDefault: false, editTriggerEvent: "dblclick",
    groupBy: banded() ? "_band" : false, groupToggleElement: false, groupStartOpen: true,
    groupHeader: bandCell,
    columns: columns.map((column) => columnOf(column, send)), rowHeight: 28, placeholder: "",
    rowFormatter: (row) => {
      const data = row.getData();
      const node = row.getElement();
      node.dataset.id = data.id;
      node.classList.toggle("wb-selected", data.id === selected);
      many.mark(node, data.id);
      node.classList.toggle("wb-last-in", data.id === model.get("line"));
      node.classList.toggle("wb-new-row", Boolean(data._new));
    },
  });

  const NARROW = 560;
  let narrow = false;
  const fit = () => {
    if (!built || !el.clientWidth || narrow === el.clientWidth < NARROW) return;
    narrow = el.clientWidth < NARROW;
    el.classList.toggle("wb-narrow", narrow);       // there the odds alone say "must do"
    for (const column of columns.filter(({ wide }) => wide)) table.getColumn(column.field)[narrow ? "hide" : "show"]();
    for (const { field, slim, width } of columns.filter(({ slim }) => slim)) {
      const column = table.getColumn(field);
      column.getDefinition().width = narrow ? slim : width;      // what the others are fitted around
      column.setWidth(narrow ? slim : width);
    }
    table.redraw(true);
  };
  const size = new ResizeObserver(fit);
  size.observe(el);

  const rowOf = (id) => (there.has(id) ? table.getRow(id) : false);   // the library warns of those that are filtered out
  const restyle = (id) => { const row = rowOf(id); if (row) row.reformat(); };
  const places = (id) => {
    const row = id && el.querySelector(`.tabulator-row[data-id="${CSS.escape(id)}"]`)?.getBoundingClientRect();
    return [row, table.rowManager.element.getBoundingClientRect()];
  };
  const isInSight = (id) => {
    const [row, frame] = places(id);
    return Boolean(row) && row.top > frame.top - 4 && row.bottom < frame.bottom + 4;
  };
  // The library draws a far row, but only estimates where it stands: from there it is put into the middle.
  const scrollTo = async (id) => {
    if (!there.has(id) || isInSight(id)) return;
    if (!places(id)[0]) await table.scrollToRow(id, "center", false).catch(() => {});
    const [row, frame] = places(id);
    if (row) table.rowManager.element.scrollTop += (row.top + row.bottom - frame.top - frame.bottom) / 2;
  };
  // The sentence about a refused text stays beside its cell, also where the row goes to another place.
  const besideCell = () => {
    const note = el.querySelector(".wb-cell-refusal");
    if (!note) return;
    const { id, column } = model.get("refused");
    const row = rowOf(id), cell = row && row.getCell(column) && row.getCell(column).getElement();   // another method has other columns
    const [place, frame] = [(cell || el).getBoundingClientRect(), el.getBoundingClientRect()];
    note.hidden = !cell?.isConnected;
    note.style.top = `${place.bottom - frame.top + 2}px`;
    note.style.left = `${Math.max(4, Math.min(place.left - frame.left, frame.width - 280))}px`;
  };
  // One arrangement at a time, none while a cell is being typed in; what scrolls waits for it, or the list stays blank.
  let arranged = Promise.resolve(), queued = false;
  const arrange = () => {
    if (!queued) arranged = arranged.then(() => { if (!typing()) return setRows(); });
    queued = true;
    return arranged;
  };
  const typing = () => el.querySelector(".wb-cell-input");
  const reveal = (id) => { arranged = arranged.then(() => scrollTo(id)); };   // in its turn: the next arrangement keeps it in sight
  let arranging = false;
  const setRows = async () => {
    queued = false;
    if (!built) return;
    arranging = true;
    await replaceRows().finally(() => { arranging = false; });
  };
  const replaceRows = async () => {
    const top = table.rowManager.element.scrollTop;
    const cell = table.getRanges()[0]?.getCells()[0]?.[0];
    const at = cell && [cell.getRow().getIndex(), cell.getField()];
    const kept = el.contains(document.activeElement) && at ? at[0] : selected, inSight = isInSight(kept);
    many.hold();
    const grouped = banded();
    if (Boolean(table.options.groupBy) !== grouped) table.setGroupBy(grouped ? "_band" : false);
    const data = listed();
    there = new Set(data.map(({ id }) => id));
    // The library marks places, also where fewer rows are left or another row stands there; we mean rows.
    const stale = (range) => range.getBottomEdge() >= data.length || (at && !there.has(at[0]));
    table.getRanges().filter(stale).forEach((range) => range.remove());
    await table.replaceData(data);
    table.rowManager.element.scrollTop = top;
    if (at && rowOf(at[0])) {
      const again = rowOf(at[0]).getCell(at[1]);
      if (again) markCell(again);
    }
    if (inSight) await scrollTo(kept);
    label(el, table, columns);
    many.look();
    besideCell();
    empty.textContent = "";
    empty.hidden = table.getDataCount() > 0;
    if (!empty.hidden) empty.textContent = model.get("nothing");
  };
  const onPatch = () => {
    const { cells } = model.get("patch_");
    const changed = [];
    for (const [id, change] of Object.entries(cells)) {
      rows[id] = { ...rows[id], ...change };
      if (built && there.has(id)) changed.push({ ...change, id });
    }
    if (!changed.length) return;
    table.updateData(changed);
    // Marks such as "draft" are read by a cell's formatter, but only cells whose value changed are drawn again.
    changed.filter((change) => Object.keys(change).some((name) => name.startsWith("_"))).forEach(({ id }) => restyle(id));
  };
  const onRows = () => {
    for (const id of Object.keys(rows)) delete rows[id];
    Object.assign(rows, structuredClone(model.get("rows")));
    arrange();
  };
  // Another method reads other columns: the rows' cells have come already.
  const onColumns = () => {
    columns = model.get("columns");
    byField = Object.fromEntries(columns.map((column) => [column.field, column]));
    if (!built) return;
    arranged = arranged.then(() => {
      table.setColumns(columns.map((column) => columnOf(column, send)));
      narrow = false;
      fit();
    });
    arrange();
  };
  const onSelected = () => {
    const before = selected;
    selected = model.get("selected");
    restyle(before);
    restyle(selected);
    if (!pointed && built) reveal(selected);
    pointed = false;
  };
  const onGhost = () => {
    el.querySelectorAll(".wb-ghost").forEach((node) => node.classList.remove("wb-ghost"));
    const row = rowOf(model.get("ghost"));
    if (row) row.getElement().classList.add("wb-ghost");
  };
  const onRefused = () => {
    el.querySelector(".wb-cell-refusal")?.remove();
    const { sentence } = model.get("refused");
    if (!sentence) return;
    const note = Object.assign(document.createElement("div"), { className: "wb-cell-refusal", textContent: sentence });
    note.setAttribute("role", "alert");
    el.append(note);
    besideCell();
    setTimeout(() => note.remove(), 6000);
  };
  const select = (id) => {
    if (!id || id === selected) return;
    pointed = true;
    model.set("selected", id);
    model.save_changes();
  };
  const activeCell = () => table.getRanges()[0]?.getCells()[0]?.[0];
  // A range that is given its cells as it is made has none until a timer ran: a key in between would go nowhere.
  const markCell = (cell) => {
    table.getRanges().forEach((range) => range.remove());
    table.addRange();
    table.getRanges()[0].setBounds(cell, cell);
  };
  const many = severalRows(el, {
    there: () => there,
    active: () => (el.contains(document.activeElement) && activeCell()?.getRow().getIndex()) || selected,
    ranged: () => table.getRanges().flatMap((range) => range.getRows().map((row) => row.getIndex())),
    single: () => { const cell = activeCell(); if (cell) markCell(cell); },
    say: (ids) => { model.set("chosen", ids); model.save_changes(); },
    change: () => send({ many: true }),
  });

  table.on("tableBuilt", () => {
    built = true;
    fit();
    arrange();
    onSelected();
  });
  table.on("cellClick", (event, cell) => {
    if (event.target.closest("a")) return;
    select(cell.getRow().getIndex());
  });
  const selectMarked = () => { const cell = activeCell(); if (cell) select(cell.getRow().getIndex()); };
  table.on("rangeChanged", () => {                   // the library says so in the middle of a move, with one end moved
    if (wanted) queueMicrotask(selectMarked);
    wanted = false;
    if (!arranging) many.look();
  });
  table.on("scrollVertical", besideCell);
  table.on("cellEditCancelled", () => { if (queued) { queued = false; arrange(); } });
  table.on("headerClick", (_, column) => send({ sort: column.getField() }));
  el.addEventListener("keydown", (event) => {
    if (!event.target.closest(".wb-cell-input")) onKey(event);
  }, true);
  const begin = (event) => {
    const row = rowOf(selected) || table.getRows("active")[0];
    if (!row) return;
    event.preventDefault();
    markCell(row.getCells()[0]);
  };
  const onKey = (event) => {
    if (many.key(event)) return;
    wanted = event.key.startsWith("Arrow");
    const cell = activeCell();
    if (!cell) {                                     // the library would fail at moving a mark that is gone
      if (wanted) begin(event);
      if (wanted || event.key === "Tab") event.stopPropagation();
      return;
    }
    const column = byField[cell.getField()];
    if (event.key === "Enter" && !column.editable) return event.stopPropagation();   // the library would fail at it
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (plain && event.key.length === 1 && event.key !== " " && event.key !== "/" && event.key !== "?" && column.editable) {
      event.preventDefault();
      Object.assign(column, { typed: event.key, appending: true });   // typing starts an edit, as in a spreadsheet
      cell.edit(true);
    } else if (plain && (event.key === "Delete" || event.key === "Backspace")) {
      event.preventDefault();
      const cells = table.getRanges()[0].getCells().flat();
      send({ edit: cells.map((one) => [one.getRow().getIndex(), one.getField(), ""]) });
    }
  };
  el.addEventListener("copy", (event) => {
    const cells = table.getRanges()[0]?.getCells();
    if (!cells || event.target.closest("input")) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", toClipboard(cells.map((line) => line.map((cell) => raw(byField[cell.getField()], cell.getValue())))));
  });
  el.addEventListener("paste", (event) => {
    if (event.target.closest("input")) return;
    const text = event.clipboardData.getData("text/plain");
    if (!text) return;
    event.preventDefault();
    const cell = activeCell();
    const block = fromClipboard(text);
    const ids = table.getRows("active").map((row) => row.getIndex());
    const fields = table.getColumns().filter((column) => column.isVisible()).map((column) => column.getField());
    const [top, left] = cell ? [ids.indexOf(cell.getRow().getIndex()), fields.indexOf(cell.getField())] : [ids.length, 0];
    if (!cell || top + block.length > ids.length) { send({ paste: text }); return; }
    send({
      edit: block.flatMap((line, i) => line.map((value, j) => [ids[top + i], fields[left + j], value]))
        .filter(([, field]) => field),
      block: [block.length, Math.max(...block.map((line) => line.length))],
    });
  });
  const onPaper = () => { el.querySelector(".wb-print-list")?.remove(); el.append(printList(columns, listed())); };
  const offPaper = () => el.querySelector(".wb-print-list")?.remove();
  document.addEventListener("wb-print", onPaper);
  document.addEventListener("wb-printed", offPaper);
  el.tabIndex = -1;

  const listeners = {
    "change:patch_": onPatch, "change:rows": onRows, "change:columns": onColumns, "change:order": arrange,
    "change:selected": onSelected,
    "change:ghost": onGhost, "change:refused": onRefused, "change:line": () => table.getRows("visible").forEach((row) => row.reformat()),
  };
  for (const [name, listener] of Object.entries(listeners)) model.on(name, listener);
  return () => {
    for (const [name, listener] of Object.entries(listeners)) model.off(name, listener);
    document.removeEventListener("wb-print", onPaper);
    document.removeEventListener("wb-printed", offPaper);
    size.disconnect();
    table.destroy();
  };
}
