// The widgets of the page: base, controls, output and anywidget; anything else is said in one sentence.
import * as base from "@jupyter-widgets/base";
import { CONTROL_COMM_TARGET, ManagerBase } from "@jupyter-widgets/base-manager";
import * as controls from "@jupyter-widgets/controls";
import { Widget } from "@lumino/widgets";
import anywidget from "anywidget";
import { OutputModel, OutputView } from "./output.js";

const MODULES = {
  "@jupyter-widgets/base": base,
  "@jupyter-widgets/controls": controls,
  "@jupyter-widgets/output": { OutputModel, OutputView },
  anywidget: anywidget(base),
};

// Throwing here would show the manager's red box: a model and a view of ours instead.
function missing(name, module) {
  if (name.endsWith("Model")) return base.DOMWidgetModel;
  return class extends base.DOMWidgetView {
    render() {
      super.render();
      this.el.classList.add("wb-missing");
      this.el.textContent = `This page cannot show the widget ${name} of ${module}; it works in JupyterLab.`;
    }
  };
}

export class Manager extends ManagerBase {
  constructor(kernel, asked) {
    super();
    this.kernel = kernel;
    this.asked = asked;
    this.early = [];
    kernel.targets.set(this.comm_target_name, (comm, message) => {
      if (this.early) this.early.push([comm, message]);
      else this.handle_comm_open(comm, message);
    });
    kernel.listen();
  }

  // A link into a part has its cards made by the hello. They are in the answer with all states: whoever makes them
  // from their own messages meanwhile misses the widgets that they hold.
  async load() {
    await this._loadFromKernel();
    const early = this.early.splice(0);
    this.early = null;
    await Promise.all(early.filter(([comm]) => !this.has_model(comm.comm_id)).map((one) => this.handle_comm_open(...one)));
  }

  // Called where all states did not come within 4 s, as while the kernel runs the notebook on a busy machine. The stock
  // way asks widget by widget then, and waits for ever for one that is closed meanwhile: ask for all again, once it is free.
  async _loadFromKernelModels() {
    await this.kernel.ask("kernel_info_request", {});
    return this._loadFromKernel();
  }

  // The first question was asked by connect.js already: asked again, the kernel would work twice.
  takeAsked() {
    const { asked } = this;
    this.asked = null;
    return Object.assign(asked, { send: () => {} });
  }

  async loadClass(name, module) {
    return MODULES[module]?.[name] ?? missing(name, module);
  }

  async _create_comm(target, id, data, metadata, buffers) {
    if (target === CONTROL_COMM_TARGET && this.asked) return this.takeAsked();
    const comm = this.kernel.comm(target, id);
    if (data || metadata) comm.open(data, undefined, metadata, buffers);
    return comm;
  }

  // A stock field without a description has only a title, which not every screen reader says.
  async create_view(...given) {
    const view = await super.create_view(...given);
    for (const field of view.el.querySelectorAll("input[title], select[title], textarea[title]")) {
      field.setAttribute("aria-label", field.title);
    }
    return view;
  }

  async show(id, place) {
    const view = await this.create_view(await this.get_model(id));
    Widget.attach(view.luminoWidget, place);
  }
}
