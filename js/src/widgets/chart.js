// A chart takes a whole figure once and small patches ever after: one draw at a time, one patch waiting.
import { themed } from "./theme.js";

const CONFIG = {
  showSendToCloud: false, plotlyServerURL: "", displaylogo: false, responsive: false,
  modeBarButtonsToRemove: ["select2d", "lasso2d", "autoScale2d"],
};

// Narrower than this there is no room for names in full: traces whose meta is "wide" give way to those of "narrow".
const NARROW = 480;

function merge(waiting, patch) {
  if (!waiting) return { traces: { ...patch.traces }, layout: { ...patch.layout } };
  for (const [i, change] of Object.entries(patch.traces)) {
    waiting.traces[i] = { ...waiting.traces[i], ...change };
  }
  Object.assign(waiting.layout, patch.layout);
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

// Plotly takes a height of 0, as on paper or in a folded place, for a missing one, and fails.
const hasRoom = (el) => el.clientWidth && el.clientHeight;

// A view is made before it stands in the page; drawn then, it would be drawn twice.
function placed(el) {
  return new Promise((done) => {
    const observer = new ResizeObserver(() => {
      if (!hasRoom(el)) return;
      observer.disconnect();
      done();
    });
    observer.observe(el);
  });
}

export function Chart({ model, el }) {
  el.classList.add("wb-chart");
  const box = el.appendChild(document.createElement("div"));
  box.setAttribute("role", "img");
  box.setAttribute("aria-label", model.get("label"));
  let figure = structuredClone(model.get("figure"));
  let Plotly, waiting = null, anew = true, busy = false, gone = false, seq = 0, size = "", narrow = false, deaf = true;

  const grown = () => size !== `${el.clientWidth}x${el.clientHeight}`;
  const room = () => {
    size = `${el.clientWidth}x${el.clientHeight}`;
    return { width: el.clientWidth, height: el.clientHeight };
  };
  const listen = () => {
    deaf = false;
    box.on("plotly_click", ({ points: [point] }) => {
      const id = [point.customdata].flat()[0];
      if (id) model.send({ click: id });
    });
  };
  const whole = async () => {
    [anew, waiting, narrow] = [false, null, el.clientWidth < NARROW];
    const { data, layout } = structuredClone(figure);
    for (const trace of data) if (trace.meta) trace.visible = trace.meta === (narrow ? "narrow" : "wide");
    await Plotly.react(box, themed(data), { ...themed(layout), ...room() }, CONFIG);
    if (deaf) listen();
  };
  const change = async () => {
    const { traces, layout } = waiting;
    waiting = null;
    const indices = Object.keys(traces).map(Number);
    if (indices.length) await Plotly.update(box, themed(updateOf(traces, indices)), themed(layout), indices);
    else await Plotly.relayout(box, themed(layout));
    anew = !landed(box, traces);                       // a deaf figure is drawn anew
  };
  const draw = async () => {
    if (busy || !Plotly) return;
    busy = true;
    try {
      while (!gone && hasRoom(el) && (anew || waiting || grown())) {   // a hidden part waits until it is seen
        anew ||= narrow !== el.clientWidth < NARROW;
        await (anew ? whole() : waiting ? change() : Plotly.relayout(box, room()));
        if (!waiting) el.dataset.drawn = seq;
      }
    } finally {
      busy = false;                                    // a drawing that failed is not the last one
    }
  };

  const listeners = {
    "change:patch_": () => {
      const patch = model.get("patch_");
      keep(figure, patch);
      waiting = merge(waiting, patch);
      seq = patch.seq;
      draw();
    },
    "change:figure": () => {
      figure = structuredClone(model.get("figure"));
      redraw();
    },
  };
  const redraw = () => {
    anew = true;
    draw();
  };
  const resize = new ResizeObserver(draw);
  // On paper a chart keeps the size that it was drawn in.
  const onPaper = () => {
    const [width, height] = size.split("x");
    Object.assign(el.style, { width: `${width}px`, height: `${height}px`, flex: "none" });
  };
  const offPaper = () => Object.assign(el.style, { width: "", height: "", flex: "" });
  const paper = { "wb-print": onPaper, "wb-printed": offPaper };
  for (const [name, listener] of Object.entries(paper)) document.addEventListener(name, listener);
  for (const [name, listener] of Object.entries(listeners)) model.on(name, listener);
  document.addEventListener("wb-theme", redraw);
  const start = async () => {
    const [library] = await Promise.all([globalThis.workbenchFile(model, "plotly.min.js", "Plotly"), placed(el)]);
    Plotly = library;
    await draw();
    resize.observe(el);
  };
  start();
  return () => {
    gone = true;
    resize.disconnect();
    for (const [name, listener] of Object.entries(paper)) document.removeEventListener(name, listener);
    for (const [name, listener] of Object.entries(listeners)) model.off(name, listener);
    document.removeEventListener("wb-theme", redraw);
    Plotly?.purge(box);
  };
}
