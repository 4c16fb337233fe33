// A table of tinted cells: a picture that a screen reader can read and every cell of which can be pressed.
const node = (tag, className, text) => Object.assign(document.createElement(tag), { className, textContent: text ?? "" });

export function Heat({ model, el }) {
  el.classList.add("wb-heat");
  const table = el.appendChild(node("table", ""));
  const show = () => {
    const { columns, rows } = model.get("table");
    const top = Math.max(1, ...rows.flatMap(({ values }) => values));
    table.style.minWidth = `${130 + 64 * columns.length}px`;   // where that is too much, it scrolls in its card
    const head = node("tr", "");
    head.append(node("td", "", ""), ...columns.map(([, label]) => Object.assign(node("th", "", label), { scope: "col" })));
    const lines = rows.map(({ id, label, values, shares, selected }) => {
      const line = node("tr", selected ? "wb-heat-selected" : "");
      const name = Object.assign(node("th", "", label), { scope: "row", title: label });
      line.append(name, ...values.map((value, i) => {
        const cell = node("td", "");
        const button = node("button", "", value === null ? "–" : String(value));
        button.type = "button";
        button.style.setProperty("--share", (shares ? shares[i] : value / top).toFixed(3));
        button.setAttribute("aria-label", `${label}, ${columns[i][1]}: ${value ?? "none"}`);
        button.addEventListener("click", () => model.send({ cell: [id, columns[i][0]] }));
        cell.append(button);
        return cell;
      }));
      return line;
    });
    const caption = node("caption", "", model.get("label"));
    const thead = node("thead", "");
    thead.append(head);
    const body = node("tbody", "");
    body.append(...lines);
    table.replaceChildren(caption, thead, body);
  };
  show();
  model.on("change:table", show);
  return () => model.off("change:table", show);
}
