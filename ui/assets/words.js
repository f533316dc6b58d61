// Words that correspond: under the pointer, or selected, on one side of a row, they are marked on
// both. Links of a row are asked for once, when the pointer first rests on it. Marks are highlights
// that the browser lays over the text; the page itself is not changed.
const held = (window.tongwenWords = window.tongwenWords || {
  links: new Map(),
  ask: null,
  last: null,
  timer: 0,
});

const SIDES = ["zh", "en"];
const REST = 120; // milliseconds that the pointer rests before links are asked for

const cellsOf = (row) => SIDES.map((lang) => row.querySelector(`td.side.${lang}[data-lang]`));

// Texts of a side in order, each passage followed by a line feed.
const nodesOf = (cell) => {
  const nodes = [];
  let at = 0;
  for (const passage of cell.querySelectorAll(":scope > .passage")) {
    const walker = document.createTreeWalker(passage, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      nodes.push({ node, start: at, end: at + node.length });
      at += node.length;
    }
    at += 1;
  }
  return nodes;
};

const offsetOf = (cell, node, within) => {
  const found = nodesOf(cell).find((entry) => entry.node === node);
  return found ? found.start + within : null;
};

const rangesOf = (cell, start, end) =>
  nodesOf(cell)
    .filter((entry) => entry.start < end && entry.end > start)
    .map((entry) => {
      const range = new Range();
      range.setStart(entry.node, Math.max(0, start - entry.start));
      range.setEnd(entry.node, Math.min(entry.node.length, end - entry.start));
      return range;
    });

const clear = () => {
  if (window.CSS && CSS.highlights) CSS.highlights.delete("tongwen-words");
};

const mark = (row, side, start, end) => {
  const links = held.links.get(row.dataset.words) || [];
  const cells = cellsOf(row);
  const here = side * 2;
  const there = 2 - here;
  const met = links.filter((link) => link[here] < end && link[here + 1] > start);
  const spans = [new Map(), new Map()];
  const note = (link) => {
    for (const k of [0, 1]) spans[k].set(`${link[2 * k]} ${link[2 * k + 1]}`, link);
  };
  for (const link of met) {
    // a word that stands for a phrase takes the whole phrase with it
    for (const other of links) {
      if (other[here] === link[here] || other[there] === link[there]) note(other);
    }
  }
  const ranges = [0, 1].flatMap((k) =>
    cells[k]
      ? [...spans[k].values()].flatMap((link) => rangesOf(cells[k], link[2 * k], link[2 * k + 1]))
      : [],
  );
  if (ranges.length) CSS.highlights.set("tongwen-words", new Highlight(...ranges));
  else clear();
};

const caretAt = (x, y) => {
  if (document.caretPositionFromPoint) {
    const found = document.caretPositionFromPoint(x, y);
    return found && { node: found.offsetNode, offset: found.offset };
  }
  const range = document.caretRangeFromPoint && document.caretRangeFromPoint(x, y);
  return range && { node: range.startContainer, offset: range.startOffset };
};

const placeOf = (node, offset) => {
  const element = node && (node.nodeType === Node.TEXT_NODE ? node.parentElement : node);
  const cell = element && element.closest && element.closest("tr[data-words] > td.side[data-lang]");
  if (!cell || !element.closest(".passage")) return null;
  const at = offsetOf(cell, node, offset);
  if (at === null) return null;
  return { row: cell.parentElement, side: SIDES.indexOf(cell.dataset.lang), at };
};

const show = (place, start, end) => {
  const key = place.row.dataset.words;
  held.last = { key, side: place.side, start, end };
  if (held.links.has(key)) {
    mark(place.row, place.side, start, end);
    return;
  }
  clear();
  clearTimeout(held.timer);
  held.timer = setTimeout(() => {
    if (held.ask && held.last && held.last.key === key) held.ask(key);
  }, REST);
};

const moved = (event) => {
  if (!window.CSS || !CSS.highlights) return;
  const selection = document.getSelection();
  if (selection && !selection.isCollapsed) return;
  const within = event.target.closest && event.target.closest("tr[data-words] .passage");
  const caret = within && caretAt(event.clientX, event.clientY);
  const place = caret && placeOf(caret.node, caret.offset);
  if (!place) {
    held.last = null;
    clear();
    return;
  }
  show(place, place.at, place.at + 1);
};

const selected = () => {
  if (!window.CSS || !CSS.highlights) return;
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return;
  const range = selection.getRangeAt(0);
  const from = placeOf(range.startContainer, range.startOffset);
  const to = placeOf(range.endContainer, range.endOffset);
  if (from && to && from.row === to.row && from.side === to.side && to.at > from.at) {
    show(from, from.at, to.at);
  }
};

export default (component) => {
  const { data, setTriggerValue } = component;
  held.ask = (key) => setTriggerValue("asked", key);
  if (data && data.row) {
    const links = [];
    for (let i = 0; i + 3 < data.marks.length; i += 4) links.push(data.marks.slice(i, i + 4));
    held.links.set(data.row, links);
    const last = held.last;
    const row = last && last.key === data.row && document.querySelector(`tr[data-words="${last.key}"]`);
    if (row) mark(row, last.side, last.start, last.end);
  }
  if (!held.listening) {
    held.listening = true;
    document.addEventListener("mousemove", moved);
    document.addEventListener("selectionchange", selected);
  }
};
