// crypto.randomUUID is missing on plain http outside localhost; getRandomValues is there.
export function uuid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const random = crypto.getRandomValues(new Uint8Array(16));
  random[6] = (random[6] & 0x0f) | 0x40;
  random[8] = (random[8] & 0x3f) | 0x80;
  const hex = [...random].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

// A tab keeps its name over reloads, since its draft is found by it. The browser copies sessionStorage into a
// duplicated tab, so the name is claimed while the tab lives, and who finds it taken gets a name of their own.
export async function tabId() {
  const kept = sessionStorage.getItem("wb-tab");
  if (kept && (await claim(kept))) return kept;
  const fresh = uuid();
  sessionStorage.setItem("wb-tab", fresh);
  await claim(fresh);
  return fresh;
}

function claim(name, patience = 5) {
  if (!navigator.locks) return true;
  return new Promise((done) => {
    navigator.locks.request(`wb-tab-${name}`, { ifAvailable: true }, (lock) => {
      done(Boolean(lock));
      return lock ? new Promise(() => {}) : null;
    });
  }).then(async (mine) => {
    // After a reload the page before this one may still hold the lock for a moment.
    if (mine || patience === 0 || performance.getEntriesByType("navigation")[0]?.type !== "reload") return mine;
    await new Promise((done) => setTimeout(done, 50));
    return claim(name, patience - 1);
  });
}
