// The map of a text at the edge of the window, and the way from row to row: a click on a tick, the
// keys n and p, the buttons of the map, the link of a row. A row that is drawn is scrolled to; for
// one that is not the program is asked. The place of the window in the text is kept on the map.
const held = (window.tongwenMap = window.tongwenMap || { shown: "" });
const STANDS_OUT = "differs one-sided moved".split(" ");
const TRIES = 60; // looks for a row that is still on its way, 100 ms apart
const PAUSE = 50; // milliseconds between two looks at where the window stands
const HEAD = 0.28; // share of the window above a row that was jumped to

const edge = () => document.querySelector("nav.edge");
const textMap = () => document.querySelector("nav.edge > .textmap");
const ticks = () => [...document.querySelectorAll(".textmap > i")];
const rowOf = (key) => document.querySelector(`table.parallel tr[data-words="${CSS.escape(key)}"]`);
const tickOf = (key) => document.querySelector(`.textmap > i[data-row="${CSS.escape(key)}"]`);
const pane = () => document.querySelector('[data-testid="stMain"]');

const settle = (row) => {
  const main = pane();
  if (!main || !row.isConnected) return;
  const off = row.getBoundingClientRect().top - main.clientHeight * HEAD;
  main.scrollTo({ top: main.scrollTop + off, behavior: "instant" });
};

const jump = (row) => {
  document.querySelectorAll("table.parallel tr.here").forEach((r) => r.classList.remove("here"));
  row.classList.add("here");
  held.last = row.dataset.words;
  settle(row);
  // sections that come into sight take their own height, and may push the row away
  requestAnimationFrame(() => requestAnimationFrame(() => settle(row)));
};

const place = () => {
  const map = textMap();
  const main = pane();
  if (!map || !main) return;
  const table = document.querySelector("div.rows table.parallel");
  if (!table) return;
  const bounds = main.getBoundingClientRect();
  const left = table.getBoundingClientRect().left + 24;
  const at = (y) => {
    const found = document.elementFromPoint(left, y);
    const row = found && found.closest("tr[data-words]");
    return row && tickOf(row.dataset.words);
  };
  const seek = (from, to, step) => {
    for (let y = from; step > 0 ? y < to : y > to; y += step) {
      const tick = at(y);
      if (tick) return tick;
    }
    return null;
  };
  const top = seek(bounds.top + 62, bounds.bottom, 24);
  const low = seek(bounds.bottom - 4, bounds.top, -24);
  const from = top ? top.offsetTop : 0;
  const until = low ? low.offsetTop + low.offsetHeight : 0;
  const view = map.querySelector(".window");
  // no style of the map itself is touched: every tick would be styled anew with it
  view.style.top = `${from}px`;
  view.style.height = `${Math.max(until - from, 0)}px`;
  held.top = top;
};

const typing = (target) =>
  target.closest &&
  target.closest("input, textarea, select, [contenteditable=true], [role=dialog], [role=combobox], [role=listbox]");

export default (component) => {
  const { data, setTriggerValue } = component;
  let waiting = 0;
  let drawing = 0;

  const go = (key) => {
    const row = rowOf(key);
    if (row) jump(row);
    else setTriggerValue("asked", key);
  };

  const step = (by) => {
    const all = ticks();
    // the last row jumped to counts while it is still in sight
    const last = held.last && rowOf(held.last);
    const box = last && last.getBoundingClientRect();
    const near = box && box.bottom > 0 && box.top < window.innerHeight;
    const from = near ? all.indexOf(tickOf(held.last)) : all.indexOf(held.top) - (by > 0 ? 1 : 0);
    for (let i = from + by; i >= 0 && i < all.length; i += by) {
      const classes = all[i].classList;
      if (!classes.contains("off") && STANDS_OUT.some((kind) => classes.contains(kind))) {
        go(all[i].dataset.row);
        return;
      }
    }
  };

  const clicked = (event) => {
    const target = event.target.closest ? event.target : null;
    const link = target && target.closest("a.row-at");
    const button = target && target.closest("nav.edge > button.step");
    const map = target && target.closest(".textmap");
    if (button) {
      step(Number(button.dataset.step));
    } else if (map) {
      const all = ticks();
      const y = event.clientY - map.getBoundingClientRect().top;
      const tick = all.find((each) => each.offsetTop + each.offsetHeight > y) || all[all.length - 1];
      if (tick) go(tick.dataset.row);
    } else if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
      event.preventDefault();
      const row = rowOf(link.dataset.row);
      if (row && data.whole) {
        const here = new URL(location.href);
        new URL(link.href).searchParams.forEach((value, name) => here.searchParams.set(name, value));
        history.replaceState(history.state, "", here.href);
        jump(row);
      } else {
        setTriggerValue("asked", link.dataset.row);
      }
    }
  };

  const pressed = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || !edge()) return;
    const by = { n: 1, p: -1 }[event.key];
    if (by) step(by);
  };

  const scrolled = () => {
    if (!drawing) {
      drawing = setTimeout(() => {
        drawing = 0;
        requestAnimationFrame(place);
      }, PAUSE);
    }
  };

  const arrive = (tries) => {
    const row = rowOf(data.here.split(" ")[0]);
    if (row) jump(row);
    else if (tries) waiting = setTimeout(arrive, 100, tries - 1);
  };

  if (data.here && data.here !== held.shown) arrive(TRIES);
  held.shown = data.here;
  document.addEventListener("click", clicked, { capture: true }); // before links are followed
  document.addEventListener("keydown", pressed);
  document.addEventListener("scroll", scrolled, { capture: true, passive: true });
  window.addEventListener("resize", scrolled);
  const watch = setInterval(() => {
    // rows and map may come after this script
    if (textMap() && rowOf((ticks().find((tick) => !tick.classList.contains("off")) || {}).dataset?.row || "")) {
      clearInterval(watch);
      place();
    }
  }, 150);
  return () => {
    clearTimeout(waiting);
    clearInterval(watch);
    clearTimeout(drawing);
    document.removeEventListener("click", clicked, { capture: true });
    document.removeEventListener("keydown", pressed);
    document.removeEventListener("scroll", scrolled, { capture: true });
    window.removeEventListener("resize", scrolled);
  };
};
