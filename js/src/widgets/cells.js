// How each kind of cell looks. Everything a person typed goes in as text, never as markup.
import { number, percent } from "./numbers.js";

const node = (tag, className, text) => Object.assign(document.createElement(tag), { className, textContent: text ?? "" });

// What the editor and the clipboard take: the value itself, unrounded.
export function raw(column, value) {
  if (value === null || value === undefined) return "";
  if (["odds", "bar", "link"].includes(column.kind)) return value[1] ?? "";
  if (column.kind === "spark") return value.join(" ");
  if (column.kind === "percent") return `${Number((value * 100).toPrecision(12))}%`;
  if (column.kind === "yesno") return value ? "yes" : "";
  return String(value);
}

function marked(cell, content) {
  const { _draft = [], _assumed = [], _conflict = [] } = cell.getRow().getData();
  const field = cell.getField();
  const classes = cell.getElement().classList;
  classes.toggle("wb-draft", _draft.includes(field));
  classes.toggle("wb-assumed", _assumed.includes(field));
  classes.toggle("wb-conflict", _conflict.includes(field));
  return content;
}

const plain = (show) => (cell) => marked(cell, document.createTextNode(show(cell.getValue())));

function title(cell) {
  const { _colour, _tags = [], _link, _said } = cell.getRow().getData();
  const whole = node("span", "wb-name");
  if (_colour) {
    const dot = node("i", "wb-dot");
    dot.style.background = `var(--${_colour})`;
    whole.append(dot);
  }
  const text = node("span", "wb-name-text", cell.getValue());
  text.title = cell.getValue() ?? "";
  whole.append(text, ..._tags.map((tag) => node("span", "wb-tag", tag)));
  if (_said) {
    const bubble = node("span", "wb-said", _said);
    bubble.title = _said === 1 ? "1 comment" : `${_said} comments`;
    whole.append(bubble);
  }
  if (_link && /^https?:\/\//i.test(_link)) {
    const link = Object.assign(node("a", "wb-source", "↗"), { href: _link, target: "_blank", rel: "noopener noreferrer" });
    link.title = _link;
    link.setAttribute("aria-label", `Source of ${cell.getValue()}`);
    whole.append(link);
  }
  return marked(cell, whole);
}

function odds(cell) {
  const [share, words] = cell.getValue() ?? [null, ""];
  const whole = node("span", "wb-chance");
  if (share !== null) {
    const meter = node("span", "wb-meter");
    const bar = node("b", "");
    bar.style.width = `${Math.round(share * 100)}%`;
    meter.append(bar);
    whole.append(meter);
  }
  whole.append(node("span", "wb-chance-words", words));
  return whole;
}

function bar(cell) {
  const [share, words] = cell.getValue() ?? [0, ""];
  const whole = node("span", "wb-amount");
  const track = node("span", "wb-amount-track");
  const filled = node("b", "");
  filled.style.width = `${Math.round(share * 100)}%`;
  track.append(filled);
  whole.append(track, node("span", "wb-amount-words", words));
  return whole;
}

// A small line: the months' counts, the same scale in every row, so that rows can be compared.
function spark(cell) {
  const [values, top] = [cell.getValue() ?? [], cell.getRow().getData()._top || 1];
  const [width, height] = [84, 18];
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("class", "wb-spark");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", values.join(", "));
  const points = values.map((value, i) => [2 + (i * (width - 4)) / Math.max(values.length - 1, 1), height - 2 - (value / top) * (height - 4)]);
  const line = document.createElementNS("http://www.w3.org/2000/svg", "polyline");
  line.setAttribute("points", points.map((point) => point.map((one) => one.toFixed(1)).join(",")).join(" "));
  svg.append(line);
  return svg;
}

// A place on another board, by a link within this server; "warn" is what is missing.
function link(cell) {
  const [href, words, tone] = cell.getValue() ?? [null, "", ""];
  if (!href) return node("span", `wb-answer-none ${tone ?? ""}`, words);
  const made = Object.assign(node("a", "wb-goto", words), { href });
  made.title = words;
  return made;
}

export const formatters = {
  text: plain((value) => value ?? ""),
  choice: plain((value) => value ?? ""),
  date: plain((value) => value ?? ""),
  number: plain(number),
  percent: plain(percent),
  score: plain(number),
  rank: plain((value) => value ?? ""),
  yesno: plain((value) => (value ? "yes" : "")),
  title, odds, bar, spark, link,
};
