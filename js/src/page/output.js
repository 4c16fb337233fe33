// What a callback prints inside `with output:` comes as messages that name the widget's own message as parent.
import { DOMWidgetView } from "@jupyter-widgets/base";
import { OutputModel as Base } from "@jupyter-widgets/output";
import sanitize from "./sanitize.js";

export class OutputModel extends Base {
  initialize(...given) {
    super.initialize(...given);
    this.widget_manager.kernel.listeners.push((message) => this.take(message));
  }

  take({ header, parent_header: parent, content }) {
    if (!parent.msg_id || parent.msg_id !== this.get("msg_id")) return;
    if (header.msg_type === "clear_output") this.set("outputs", []);
    else if (/^(stream|display_data|execute_result|error)$/.test(header.msg_type)) {
      this.set("outputs", [...(this.get("outputs") ?? []), { output_type: header.msg_type, ...content }]);
    }
    this.save_changes();
  }
}

export class OutputView extends DOMWidgetView {
  render() {
    super.render();
    this.listenTo(this.model, "change:outputs", this.fill);
    this.fill();
  }

  async fill() {
    const shown = await Promise.all((this.model.get("outputs") ?? []).map((output) => this.draw(output)));
    this.el.replaceChildren(...shown);
  }

  async draw({ output_type: type, text, data = {} }) {
    const box = document.createElement(type === "stream" ? "pre" : "div");
    const view = data["application/vnd.jupyter.widget-view+json"];
    if (type === "error") box.append("This could not be computed.");
    else if (type === "stream") box.append([text].flat().join(""));
    else if (view) await this.model.widget_manager.show(view.model_id, box);
    else if (data["text/html"]) box.innerHTML = sanitize([data["text/html"]].flat().join(""));
    else box.append([data["text/plain"] ?? ""].flat().join(""));
    return box;
  }
}
