// Runs in every measured page before its own scripts: notes when it is ready, and when a key press is shown.
(() => {
  const boxes = () => [...document.querySelectorAll(".js-plotly-plot")];
  const handle = () => document.querySelector('[role=slider][aria-label="Reach"], input[type=range]');
  const drawn = (box) => box.querySelector(".point") && !box.closest(".wb-chart:not([data-drawn])");

  // Plotly draws at once when its data change, so both must differ: the number, and what is seen of it.
  const marks = (box) =>
    [...box.querySelectorAll(".bars .point path, .scatterlayer path.point")]
      .map((node) => node.getAttribute("d") + node.getAttribute("transform")).join();
  const numbers = (box) =>
    box.data.flatMap(({ customdata, x, y }) => {
      const place = customdata?.indexOf(bench.item) ?? -1;
      return place < 0 ? [] : [x[place], y[place]];
    }).join();
  const state = () => boxes().map((box) => [numbers(box), marks(box)]);
  const moved = (before) =>
    boxes().every((box, i) => numbers(box) !== before[i][0] && marks(box) !== before[i][1]);
  const odds = () => {
    const row = [...document.querySelectorAll(".tabulator-row:not(.tabulator-group)")]
      .find((one) => one.querySelector('[tabulator-field="title"]')?.textContent.includes(bench.title));
    return row?.querySelector('[tabulator-field="odds"]')?.innerHTML;
  };
  const each = (look) => requestAnimationFrame(() => look(performance.now()) || each(look));
  // A message posted before a frame is painted comes after it, so the painting is in the time.
  const painted = () => new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => done(performance.now());
    port2.postMessage(null);
  });

  const bench = (globalThis.bench = { item: null, title: null, keys: [] });
  bench.ready = new Promise((done) => each(() => {
    const found = boxes();
    if (found.length < 2 || !found.every(drawn) || !handle()) return false;
    done(painted());
    return true;
  }));
  addEventListener("keydown", ({ timeStamp }) => { bench.keys.push(timeStamp); bench.pressed?.(timeStamp); }, true);

  bench.size = () => boxes().map((box) => [box.clientWidth, box.clientHeight]);
  bench.focus = () => { handle().focus(); return document.activeElement === handle(); };
  bench.shown = () => boxes().map(numbers);

  // One press: from the key to the frame that shows both charts moved; null where that never came.
  bench.arm = () => {
    const before = state();
    bench.press = new Promise((done) => {
      bench.pressed = (start) => {
        bench.pressed = null;
        each((now) => {
          if (!moved(before) && now - start < 5000) return false;
          done(moved(before) ? painted().then((end) => end - start) : null);
          return true;
        });
      };
    });
  };

  // A held key: every frame with another number, from the first key on, until nothing new came for a while.
  bench.watch = (rest) => {
    const frames = [];
    let before = bench.shown(), mark = odds(), oddsAt = null, last = performance.now();
    bench.keys = [];
    bench.held = new Promise((done) => each((now) => {
      const next = bench.shown(), nextMark = odds();
      if (nextMark !== undefined && nextMark !== mark) { [mark, oddsAt, last] = [nextMark, now, now]; }
      if (next.every((number, i) => number !== before[i])) {
        [before, last] = [next, now];
        frames.push([now, Number(next[0].split(",")[0])]);
      }
      if (!bench.keys.length || now - Math.max(last, bench.keys.at(-1)) < rest) return false;
      done({ keys: bench.keys, frames, odds: oddsAt });
      return true;
    }));
  };
})();
