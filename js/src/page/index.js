// A board's page: takes the states that connect.js asked the kernel for, and shows the views.
import "./page.css";
import { lost } from "./banner.js";
import { Manager } from "./manager.js";
import { themeSwitch } from "./theme.js";

async function show(manager) {
  const places = [...document.querySelectorAll("[data-model-id]")];
  const shown = places.map((place) =>
    manager.show(place.dataset.modelId, place).catch((error) => {
      console.error(error);
      place.textContent = "This part of the board could not be shown.";
      place.classList.add("wb-missing");
    }),
  );
  await Promise.all(shown);
}

async function start() {
  const page = await globalThis.workbenchPage;
  if (!page) return;
  const manager = new Manager(page.kernel, page.asked);
  await manager.load();
  await show(manager);
  document.documentElement.dataset.ready = "";
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", themeSwitch);
else themeSwitch();
start().catch((error) => {
  console.error(error);
  lost();
});
