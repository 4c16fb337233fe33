// Runs before the first paint, inlined: the page must not flash in the other theme.
let theme;
try {
  theme = localStorage.getItem("wb-theme");
} catch {
  theme = null;
}
document.documentElement.dataset.theme = theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
