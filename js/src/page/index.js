// A board's page: connect while the document still loads, say hello, then ask for all states and show the views.
import "./page.css";
import { lost } from "./banner.js";
import { tabId } from "./ids.js";
import { Kernel } from "./kernel.js";
import { Manager } from "./manager.js";
import { themeSwitch } from "./theme.js";

const parsed = new Promise((done) => {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", done, { once: true });
  else done();
});

// The kernel of a cold page starts after this script ran, so its name may still be on its way.
function element(id) {
  const found = document.getElementById(id);
  if (found) return found;
  return new Promise((done) => {
    const observer = new MutationObserver(() => {
      const there = document.getElementById(id);
      if (there?.nextSibling || (there && document.readyState !== "loading")) {
        observer.disconnect();
        done(there);
      }
    });
    observer.observe(document.documentElement, { childList: true, subtree: true });
    parsed.then(() => {
      observer.disconnect();
      done(document.getElementById(id));
    });
  });
}

// Sent on the same channel before the request for states: the kernel works in order, so the first frame is fresh.
function hello(manager, page, tab) {
  const root = document.querySelector("[data-wb-session]");
  if (!root) return;
  const { search } = location;
  const { theme } = document.documentElement.dataset;
  const comm = manager.kernel.comm("jupyter.widget", root.dataset.wbSession);
  comm.send({ method: "custom", content: { hello: { search, tab, theme, base: page.base } } });
}

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
  const page = JSON.parse((await element("wb-page")).textContent);
  globalThis.workbenchAssets = page.assets;
  const [tab, place] = await Promise.all([tabId(), element("wb-kernel")]);
  if (!place) return;
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  const id = JSON.parse(place.textContent);
  const kernel = new Kernel(`${scheme}://${location.host}${page.base}api/kernels/${id}/channels`);
  kernel.onLost = lost;
  // A page kept for "back" would come up with a closed socket: load it anew.
  addEventListener("pagehide", () => kernel.leave());
  addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
  const manager = new Manager(kernel);
  await parsed;
  hello(manager, page, tab);
  await manager._loadFromKernel();
  await show(manager);
  document.documentElement.dataset.ready = "";
}

parsed.then(themeSwitch);
start().catch((error) => {
  console.error(error);
  lost();
});
