// How a number is written, the same in the grid, on the sliders and (in Python: workbench/language/numbers.py) in sentences.
export function number(value) {
  if (value === null || value === undefined || Number.isNaN(value)) return "";
  const size = Math.abs(value);
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : 2;
  return Number(value.toFixed(digits)).toLocaleString("en-US");
}

export const percent = (value) => (value === null || value === undefined ? "" : `${number(value * 100)}%`);
