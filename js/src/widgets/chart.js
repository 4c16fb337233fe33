// A chart takes a whole figure once and small patches ever after: one draw at a time, one patch waiting.
import { themed } from "./theme.js";

const CONFIG = {
  showSendToCloud: false, plotlyServerURL: "", displaylogo: false, responsive: false,
  modeBarButtonsToRemove: ["select2d", "lasso2d", "autoScale2d"],
};

function merge(waiting, patch) {
  if (!waiting) return { traces: { ...patch.traces }, layout: { ...patch.layout }, seq: patch.seq };
  for (const [i, change] of Object.entries(patch.traces)) {
    waiting.traces[i] = { ...waiting.traces[i], ...change };
  }
  Object.assign(waiting.layout, patch.layout);
  waiting.seq = patch.seq;
  return waiting;
}

// Plotly.update wants one list a changed attribute, with an entry a trace; undefined leaves that trace alone.
function updateOf(traces, indices) {
  const names = new Set(indices.flatMap((i) => Object.keys(traces[i])));
  return Object.fromEntries([...names].map((name) => [name, indices.map((i) => traces[i][name])]));
}

function assign(target, changes) {
  for (const [path, value] of Object.entries(changes)) {
    const keys = path.split(".");
    const last = keys.pop();
    keys.reduce((inner, key) => (inner[key] ??= {}), target)[last] = value;
  }
}

// Python patches its own copy in place, so the page keeps one too: a theme switch or a deaf figure draws from it.
function keep(figure, { traces, layout }) {
  for (const [i, change] of Object.entries(traces)) assign(figure.data[i], change);
  assign(figure.layout, layout);
}

const landed = (box, traces) =>
  Object.entries(traces).every(([i, change]) => !change.x || box.data[i].x.length === change.x.length);

export async function Chart({ model, el }) {
  el.classList.add("wb-chart");
  const box = el.appendChild(document.createElement("div"));
  box.setAttribute("role", "img");
  box.setAttribute("aria-label", model.get("label"));
  const Plotly = await globalThis.workbenchFile(model, "plotly.min.js", "Plotly");
  let figure = structuredClone(model.get("figure"));
  let waiting = null, busy = true, gone = false;

  const whole = async () => {
    const { data, layout } = figure;
    const size = { width: el.clientWidth || undefined, height: el.clientHeight || undefined };
    await Plotly.react(box, themed(structuredClone(data)), { ...themed(structuredClone(layout)), ...size }, CONFIG);
  };
  const draw = async () => {
    if (busy || gone) return;
    busy = true;
    while (waiting && !gone) {
      const { traces, layout, seq } = waiting;
      waiting = null;
      const indices = Object.keys(traces).map(Number);
      if (indices.length) await Plotly.update(box, themed(updateOf(traces, indices)), themed(layout), indices);
      else await Plotly.relayout(box, themed(layout));
      if (!landed(box, traces)) await whole();       // a deaf figure is drawn anew
      el.dataset.drawn = seq;
    }
    busy = false;
  };
  const onPatch = () => {
    const patch = model.get("patch_");
    keep(figure, patch);
    waiting = merge(waiting, patch);
    draw();
  };
  const onFigure = () => {
    figure = structuredClone(model.get("figure"));
    onTheme();
  };
  const onTheme = async () => {
    if (busy) return;
    busy = true;
    await whole();
    busy = false;
    draw();
  };
  let width = el.clientWidth, height = el.clientHeight;
  const resize = new ResizeObserver(() => {
    if (busy || !el.clientWidth || (el.clientWidth === width && el.clientHeight === height)) return;
    [width, height] = [el.clientWidth, el.clientHeight];
    Plotly.relayout(box, { width, height });
  });

  model.on("change:patch_", onPatch);
  model.on("change:figure", onFigure);
  document.addEventListener("wb-theme", onTheme);
  await whole();
  [width, height] = [el.clientWidth, el.clientHeight];
  box.on("plotly_click", ({ points: [point] }) => {
    const id = [point.customdata].flat()[0];
    if (id) model.send({ click: id });
  });
  resize.observe(el);
  busy = false;
  el.dataset.drawn ??= "0";
  draw();
  return () => {
    gone = true;
    resize.disconnect();
    model.off("change:patch_", onPatch);
    model.off("change:figure", onFigure);
    document.removeEventListener("wb-theme", onTheme);
    Plotly.purge(box);
  };
}
