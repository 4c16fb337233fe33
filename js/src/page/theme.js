// The switch in the header; the first theme is set before the first paint by first.js, inlined in the page.
export function themeSwitch() {
  const button = document.getElementById("wb-theme");
  const root = document.documentElement;
  const name = () => {
    const dark = root.dataset.theme === "dark";
    button.setAttribute("aria-pressed", String(dark));
    button.title = dark ? "Switch to light" : "Switch to dark";
  };
  const change = (theme) => {
    root.dataset.theme = theme;
    name();
    document.dispatchEvent(new Event("wb-theme"));
  };
  button?.addEventListener("click", () => {
    change(root.dataset.theme === "dark" ? "light" : "dark");
    localStorage.setItem("wb-theme", root.dataset.theme);
  });
  addEventListener("storage", ({ key, newValue }) => key === "wb-theme" && newValue && change(newValue));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", ({ matches }) => {
    if (!localStorage.getItem("wb-theme")) change(matches ? "dark" : "light");
  });
  if (button) name();
}
