// Blocks to and from a spreadsheet: tab-separated, quotes doubled; nothing copied out can run as a formula.
const isFormula = (text) => /^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text));

const cellOut = (text) => {
  const safe = isFormula(text) ? `'${text}` : text;
  return /["\t\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

export const toClipboard = (lines) => lines.map((line) => line.map(cellOut).join("\t")).join("\n");

export function fromClipboard(text) {
  const lines = [[]];
  const cells = /(?:"((?:[^"]|"")*)"|([^\t\n]*))(\t|\n|$)/g;
  const body = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (let match; (match = cells.exec(body)); ) {
    const [, quoted, plain, end] = match;
    lines.at(-1).push((quoted?.replaceAll('""', '"') ?? plain).replace(/^'(?=[=+\-@])/, ""));
    if (end === "") break;
    if (end === "\n") lines.push([]);
  }
  return lines;
}
