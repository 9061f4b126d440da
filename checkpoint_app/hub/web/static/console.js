// What makes the console nicer where scripts run; without them every page works all the same.
"use strict";

(() => {
  // A page that came in the place of the one before is announced, and the keyboard begins there.
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id === "main") {
      document.getElementById("main").focus({ preventScroll: false });
    }
  });
  // An answer that is no page of the list, such as a refusal, is shown as a page of its own.
  document.addEventListener("htmx:responseError", (event) => {
    window.location.assign(event.detail.pathInfo.requestPath);
  });

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  function drawn(box) {
    const { days, parts } = JSON.parse(box.dataset.chart);
    const names = box.dataset.names.split("|");
    const spoken = new Intl.NumberFormat(box.dataset.lang);
    const tip = document.createElement("div");
    tip.className = "tip";
    tip.hidden = true;
    // Stacks: the tallest is drawn first, what lies below it over it.
    const sums = parts.map(([a, b, c]) => [a, a + b, a + b + c]);
    const data = [days.map((_, at) => at), ...[2, 1, 0].map((part) => sums.map((sum) => sum[part]))];
    const label = (at) => (days[at] ? days[at].split("-").reverse().slice(0, 2).join("/") : "");
    const axis = { stroke: colour("--ink-soft"), grid: { stroke: colour("--line"), width: 1 }, ticks: { show: false }, font: '12px "Be Vietnam Pro", sans-serif' };
    const whole = Array.from({ length: 30 }, (_, at) => [1, 2, 5][at % 3] * 10 ** Math.floor(at / 3));
    const bars = uPlot.paths.bars({ size: [0.72, 40] });
    const series = [2, 1, 0].map((part) => ({ fill: colour(`--series-${part}`), width: 0, paths: bars, points: { show: false } }));
    const chart = new uPlot(
      {
        width: box.clientWidth,
        height: box.clientHeight,
        legend: { show: false },
        cursor: { y: false, drag: { x: false, y: false }, points: { show: false } },
        scales: { x: { time: false, range: [-0.6, days.length - 0.4] }, y: { range: (_, low, high) => [0, Math.max(5, high * 1.05)] } },
        axes: [
          { ...axis, size: 28, grid: { show: false }, values: (_, at) => at.map((one) => (Number.isInteger(one) ? label(one) : "")) },
          { ...axis, size: 64, incrs: whole, values: (_, at) => at.map((one) => spoken.format(one)) },
        ],
        series: [{}, ...series],
        hooks: {
          setCursor: [
            (plot) => {
              const at = plot.cursor.idx;
              tip.hidden = at === null || at === undefined || !days[at];
              if (!tip.hidden) {
                tip.textContent = [days[at].split("-").reverse().join("/"), ...parts[at].map((count, part) => `${names[part + 1]}: ${spoken.format(count)}`)].join("\n");
                const left = plot.valToPos(at, "x") + plot.over.offsetLeft;
                tip.style.left = `${Math.max(0, Math.min(left + 12, box.clientWidth - tip.offsetWidth))}px`;
              }
            },
          ],
        },
      },
      data,
      box,
    );
    box.append(tip);
    box.classList.add("drawn");
    return () => {
      chart.destroy();
      tip.remove();
      box.classList.remove("drawn");
    };
  }

  window.addEventListener("DOMContentLoaded", () => {
    // Where the menu is a strip, it begins with the room that one is in.
    const menu = document.querySelector(".rooms");
    const room = menu?.querySelector("[aria-current]");
    if (room && menu.scrollWidth > menu.clientWidth) {
      menu.scrollLeft = room.offsetLeft - (menu.clientWidth - room.offsetWidth) / 2;
    }
    const box = document.querySelector("[data-chart]");
    if (!box || typeof uPlot === "undefined") {
      return;
    }
    let undo = drawn(box);
    const again = () => {
      undo();
      undo = drawn(box);
    };
    let width = box.clientWidth;
    new ResizeObserver(() => {
      if (box.clientWidth !== width) {
        width = box.clientWidth;
        again();
      }
    }).observe(box);
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
  });
})();
