// Several rows of the list at once: a range (Shift+click, Shift+arrows), single rows (Ctrl+click, Space), all (Ctrl+A).
const command = (event) => event.ctrlKey || event.metaKey;

export function severalRows(el, { there, active, ranged, single, say, change }) {
  let picked = new Set(), chosen = new Set(), shown = "";
  const mark = (node, id) => {
    const one = chosen.has(id) || picked.has(id);
    node.classList.toggle("wb-chosen", one);
    if (one) node.setAttribute("aria-selected", "true");
    else node.removeAttribute("aria-selected");
  };
  // A single marked cell is where the hand is, not a choice of its row.
  const look = () => {
    const rows = new Set(ranged());
    const all = [...there()].filter((id) => picked.has(id) || (rows.size > 1 && rows.has(id)));
    if (JSON.stringify(all) === shown) return;
    shown = JSON.stringify(all);
    const before = chosen.size;
    chosen = new Set(all.length > 1 ? all : []);
    for (const node of el.querySelectorAll(".tabulator-row[data-id]")) mark(node, node.dataset.id);
    if (before || chosen.size) say([...chosen]);
  };
  const toggle = (id) => {
    if (!picked.size) picked = new Set(chosen.size ? chosen : [active()].filter(Boolean));
    if (!picked.delete(id)) picked.add(id);
  };
  const clear = () => {
    picked.clear();
    if (chosen.size) single();
    look();
  };
  // Before the library moves its range to the cell.
  el.addEventListener("mousedown", (event) => {
    const id = event.target.closest(".tabulator-row[data-id]")?.dataset.id;
    if (!id || event.button || event.target.closest("a, .wb-cell-input")) return;
    if (command(event)) toggle(id);
    else if (!event.shiftKey) picked.clear();
    setTimeout(look);
  }, true);
  return {
    mark, look,
    hold: () => { if (chosen.size) picked = new Set(chosen); },     // rows that move stay chosen
    key: (event) => {
      if (event.key === " " && !command(event) && active()) {
        const id = active();
        if (picked.size || chosen.size) toggle(id);
        else picked = new Set([id]);
      } else if (event.key.toLowerCase() === "a" && command(event)) picked = new Set(there());
      else if (event.key === "Escape" && (picked.size || chosen.size)) { clear(); return true; }
      else if (event.key === "Enter" && command(event) && chosen.size) change();
      else return false;
      event.preventDefault();
      event.stopPropagation();
      look();
      return true;
    },
  };
}
