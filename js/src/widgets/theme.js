// Figures come with the light tokens; here their colours become those of the theme that is shown.
import css from "../../../workbench/ui/tokens.css";

const light = new Map(
  [...css.split("[data-theme")[0].matchAll(/(--[\w-]+):\s*(#[0-9a-f]{6})/g)].map(([, name, hex]) => [hex, name]),
);

export const isDark = () => document.documentElement.dataset.theme === "dark";

export function themed(value, style = isDark() ? getComputedStyle(document.documentElement) : null) {
  if (!style) return value;
  if (typeof value === "string") {
    const name = light.get(value.toLowerCase());
    return name ? style.getPropertyValue(name).trim() : value;
  }
  if (Array.isArray(value)) return value.map((item) => themed(item, style));
  if (value && typeof value === "object" && !ArrayBuffer.isView(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, themed(item, style)]));
  }
  return value;
}
