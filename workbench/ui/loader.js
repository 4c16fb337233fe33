// Every widget of ours is drawn by one shared file, widgets.js; this stub only finds it, once a page:
// the dashboard's own script tag, else JupyterLab's server, else the kernel sends it.
const waiting = (globalThis.workbenchFiles ??= new Map());

function fromTag(tag, name) {
  return new Promise((done, failed) => {
    const ready = () => (globalThis[name] ? done(globalThis[name]) : null);
    if (ready()) return;
    tag.addEventListener("load", ready);
    tag.addEventListener("error", () => failed(new Error(`${tag.src} could not be loaded`)));
  });
}

function fromScript(url, name) {
  const tag = Object.assign(document.createElement("script"), { src: url, async: true });
  document.head.append(tag);
  return fromTag(tag, name);
}

function fromKernel(model, file, name) {
  return new Promise((done, failed) => {
    const answer = (message, buffers) => {
      if (message.file !== file) return;
      model.off("msg:custom", answer);
      const url = URL.createObjectURL(new Blob([buffers[0]], { type: "text/javascript" }));
      fromScript(url, name).then(done, failed);
    };
    model.on("msg:custom", answer);
    model.send({ file });
  });
}

async function find(model, file, name) {
  if (globalThis[name]) return globalThis[name];
  const tag = document.querySelector(`script[data-wb-file="${file}"]`);
  if (tag) return fromTag(tag, name);
  const page = document.getElementById("wb-page");
  const address = page && JSON.parse(page.textContent).assets?.[file];
  if (address) return fromScript(address, name);
  const config = document.getElementById("jupyter-config-data");
  const base = config && JSON.parse(config.textContent).baseUrl;
  if (!base) return fromKernel(model, file, name);
  return fromScript(`${base}workbench/static/${file}`, name).catch(() => fromKernel(model, file, name));
}

globalThis.workbenchFile ??= (model, file, name) => {
  if (!waiting.has(file)) waiting.set(file, find(model, file, name));
  return waiting.get(file);
};

export default {
  async render(context) {
    const widgets = await globalThis.workbenchFile(context.model, "widgets.js", "workbenchWidgets");
    return widgets[context.model.get("_kind")](context);
  },
};
