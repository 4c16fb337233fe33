// One websocket to the kernel of this page; a short break of the network is bridged, a lost kernel is said.
import { uuid } from "./ids.js";
import { PROTOCOL, decode, encode } from "./messages.js";

const RETRIES = [500, 1000, 1500];
const GONE = new Set(["restarting", "autorestarting", "dead"]);

export class Kernel {
  constructor(url) {
    this.session = uuid();
    this.url = `${url}?session_id=${this.session}${token()}`;
    this.comms = new Map();
    this.targets = new Map();
    this.pending = new Map();
    this.waiting = [];
    this.listeners = [];
    this.onLost = () => {};
    this.lost = false;
    this.retry = 0;
    this.opened = new Promise((done) => (this.open = done));
    // A port keeps what is put in, in order, until somebody listens: the page asks before the large script can read.
    const { port1, port2 } = new MessageChannel();
    this.put = (frame) => port1.postMessage(frame, [frame]);
    this.inbox = port2;
    this.connect();
  }

  listen() {
    this.inbox.onmessage = ({ data }) => this.receive(decode(data));
  }

  connect() {
    const socket = new WebSocket(this.url, [PROTOCOL]);
    socket.binaryType = "arraybuffer";
    socket.onopen = () => {
      this.retry = 0;
      this.open();
      this.waiting.splice(0).forEach((frame) => socket.send(frame));
    };
    socket.onmessage = ({ data }) => this.put(data);
    socket.onclose = () => this.again();
    this.socket = socket;
  }

  // The server keeps what a closed session missed for a while, and replays it to the same session.
  again() {
    if (this.lost || this.leaving) return;
    if (this.retry === RETRIES.length) this.lose();
    else setTimeout(() => this.connect(), RETRIES[this.retry++]);
  }

  lose() {
    if (this.lost || this.leaving) return;
    this.lost = true;
    this.socket.close();
    this.onLost();
  }

  leave() {
    this.leaving = true;
    this.socket.close();
  }

  send(channel, type, content, { callbacks, metadata, buffers } = {}) {
    const header = {
      msg_id: uuid(), msg_type: type, session: this.session, username: "", version: "5.3", date: new Date().toISOString(),
    };
    if (callbacks) this.pending.set(header.msg_id, callbacks);
    const frame = encode({ channel, header, metadata, content, buffers });
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(frame);
    else if (!this.lost) this.waiting.push(frame);
    return header.msg_id;
  }

  // ipywidgets keeps one message in flight and sends the newest value at its `idle`, so status must reach callbacks.
  receive(message) {
    const type = message.header.msg_type;
    const parent = message.parent_header.msg_id;
    const callbacks = this.pending.get(parent);
    if (type === "status") {
      const state = message.content.execution_state;
      if (GONE.has(state)) return this.lose();
      callbacks?.iopub?.status?.(message);
      if (state === "idle" && !callbacks?.shell) this.pending.delete(parent);
    } else if (type === "comm_msg") this.comms.get(message.content.comm_id)?.handle(message);
    else if (type === "comm_close") this.comms.get(message.content.comm_id)?.closed(message);
    else if (type === "comm_open") this.made(message);
    else if (message.channel === "shell") this.answer(parent, message);
    else this.listeners.forEach((listen) => listen(message));
    return undefined;
  }

  // The kernel says that it is idle on another socket: that may come before its answer.
  answer(parent, message) {
    this.pending.get(parent)?.shell?.reply(message);
    this.pending.delete(parent);
  }

  made(message) {
    const { target_name: target, comm_id: id } = message.content;
    if (this.targets.has(target)) this.targets.get(target)(this.comm(target, id).keep(), message);
  }

  comm(target, id = uuid()) {
    if (!this.comms.has(id)) this.comms.set(id, new Comm(this, target, id));
    return this.comms.get(id);
  }

  ask(type, content) {
    return new Promise((done) => this.send("shell", type, content, { callbacks: { shell: { reply: done } } }));
  }
}

class Comm {
  constructor(kernel, target, id) {
    Object.assign(this, { kernel, target_name: target, comm_id: id, heard: () => {}, ended: () => {} });
  }

  tell(type, content, callbacks, metadata, buffers) {
    return this.kernel.send("shell", type, { comm_id: this.comm_id, ...content }, { callbacks, metadata, buffers });
  }

  open(data, callbacks, metadata, buffers) {
    return this.tell("comm_open", { target_name: this.target_name, data }, callbacks, metadata, buffers);
  }

  send(data, callbacks, metadata, buffers) {
    return this.tell("comm_msg", { data }, callbacks, metadata, buffers);
  }

  close(data, callbacks, metadata, buffers) {
    this.kernel.comms.delete(this.comm_id);
    return this.tell("comm_close", { data: data ?? {} }, callbacks, metadata, buffers);
  }

  // What is said to a widget that is still being made is told to it later.
  keep() {
    const kept = [];
    this.heard = (message) => kept.push(message);
    this.kept = kept;
    return this;
  }

  on_msg(callback) {
    this.heard = callback;
    this.kept?.splice(0).forEach((message) => callback(message));
  }

  on_close(callback) {
    this.ended = callback;
  }

  handle(message) {
    this.heard(message);
  }

  closed(message) {
    this.kernel.comms.delete(this.comm_id);
    this.ended(message);
  }
}

function token() {
  const given = new URLSearchParams(location.search).get("token");
  return given ? `&token=${encodeURIComponent(given)}` : "";
}
