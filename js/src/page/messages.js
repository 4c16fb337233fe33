// The wire format v1.kernel.websocket.jupyter.org: a table of offsets, then channel, header, parent header,
// metadata, content and buffers, one after the other. The server passes the parts on without reading them.
const text = new TextEncoder();
const plain = new TextDecoder();

export const PROTOCOL = "v1.kernel.websocket.jupyter.org";

const bytes = (part) =>
  part instanceof ArrayBuffer ? new Uint8Array(part) : new Uint8Array(part.buffer, part.byteOffset, part.byteLength);

export function encode({ channel, header, metadata = {}, content, buffers = [] }) {
  const parts = [
    text.encode(channel),
    ...[header, {}, metadata, content].map((part) => text.encode(JSON.stringify(part))),
    ...buffers.map(bytes),
  ];
  const table = 8 * (parts.length + 2);
  const frame = new Uint8Array(table + parts.reduce((sum, part) => sum + part.length, 0));
  const view = new DataView(frame.buffer);
  view.setBigUint64(0, BigInt(parts.length + 1), true);
  let offset = table;
  parts.forEach((part, i) => {
    view.setBigUint64(8 * (i + 1), BigInt(offset), true);
    frame.set(part, offset);
    offset += part.length;
  });
  view.setBigUint64(8 * (parts.length + 1), BigInt(offset), true);
  return frame.buffer;
}

export function decode(frame) {
  const view = new DataView(frame);
  const count = Number(view.getBigUint64(0, true));
  const offsets = Array.from({ length: count }, (_, i) => Number(view.getBigUint64(8 * (i + 1), true)));
  const part = (i) => new Uint8Array(frame, offsets[i], offsets[i + 1] - offsets[i]);
  const json = (i) => JSON.parse(plain.decode(part(i)));
  return {
    channel: plain.decode(part(0)),
    header: json(1),
    parent_header: json(2),
    metadata: json(3),
    content: json(4),
    // A copy each: a slice of one big frame has the wrong alignment for typed arrays.
    buffers: offsets.slice(5, -1).map((start, i) => new DataView(frame.slice(start, offsets[i + 6]))),
  };
}
