// Runs first and is small: the kernel hears of the visitor, and works, while the large scripts are still read.
import { lost } from "./banner.js";
import { tabId } from "./ids.js";
import { Kernel } from "./kernel.js";

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

function keptName() {
  try {
    return localStorage.getItem("wb-who") ?? "";
  } catch {
    return "";
  }
}

// Sent on the same channel before the request for states: the kernel works in order, so the first frame is fresh.
function hello(kernel, page, tab) {
  const root = document.querySelector("[data-wb-session]");
  if (!root) return;
  const { search } = location;
  const { theme } = document.documentElement.dataset;
  const comm = kernel.comm("jupyter.widget", root.dataset.wbSession);
  comm.send({ method: "custom", content: { hello: { search, tab, theme, who: keptName(), base: page.base } } });
}

// In the words of ipywidgets; the answer waits for who can read it, the manager.
function states(kernel) {
  const comm = kernel.comm("jupyter.widget.control");
  comm.open({}, undefined, { version: "1.0.0" });
  comm.send({ method: "request_states" });
  return comm;
}

// The large scripts are fetched with the page (their links stand before this script), but each keeps this thread busy
// for long: they run when there is time for it.
function run(name) {
  const { href, dataset } = document.querySelector(`link[rel=preload][data-wb-file="${name}"]`);
  const script = Object.assign(document.createElement("script"), { src: href, async: true });
  script.dataset.wbFile = dataset.wbFile;
  document.head.append(script);
}

// Neither waits for the other: the socket opens while the tab's name is claimed.
async function greet(kernel, page) {
  const [tab] = await Promise.all([tabId(), kernel.opened, parsed]);
  hello(kernel, page, tab);
  return states(kernel);
}

async function start() {
  const page = JSON.parse((await element("wb-page")).textContent);
  globalThis.workbenchAssets = page.assets;
  const scripts = () => ["workbench.js", "plotly.min.js"].forEach(run);
  const cold = !document.getElementById("wb-kernel");
  if (cold) scripts();                                        // Python needs longer than both
  const place = await element("wb-kernel");
  if (!place) return null;
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  const id = JSON.parse(place.textContent);
  const kernel = new Kernel(`${scheme}://${location.host}${page.base}api/kernels/${id}/channels`);
  kernel.onLost = lost;
  // A page kept for "back" would come up with a closed socket: load it anew.
  addEventListener("pagehide", () => kernel.leave());
  addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
  const asked = await greet(kernel, page);
  if (!cold) scripts();
  return { kernel, asked };
}

globalThis.workbenchPage = start().catch((error) => {
  console.error(error);
  lost();
  return null;
});
