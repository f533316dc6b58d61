// Runs in every page before the app does. tongwenFirst(selector) is the moment, in milliseconds
// since the navigation began, at which something of that selector was first to be seen;
// tongwenNext(selector) begins to wait for a key or a press, and tongwenTook is then the time from
// it until what is to be seen of the selector is another, read in the frame after it was drawn.
(() => {
  const drawn = (found) => {
    if (found.closest("[data-stale=true]")) return false;
    const box = found.getBoundingClientRect();
    return box.width > 0 && box.height > 0;
  };
  const seen = (selector) => [...document.querySelectorAll(selector)].filter(drawn);
  const ink = (found) => {
    const sheet = found.matches("canvas") ? found : found.querySelector("canvas");
    if (sheet) return sheet.toDataURL();
    return found.querySelector("svg") ? found.innerHTML : found.textContent;
  };
  const sign = (selector) => seen(selector).slice(0, 12).map(ink).join("|");
  const each = (step) => requestAnimationFrame(() => step() || each(step));

  window.tongwenFirst = (selector) =>
    new Promise((tell) =>
      each(() => {
        if (!document.body || !seen(selector).length) return false;
        requestAnimationFrame(() => tell(performance.now()));
        return true;
      }),
    );

  window.tongwenNext = (selector) => {
    const before = sign(selector);
    let from = null;
    delete window.tongwenTook;
    const begin = (event) => {
      if (from === null && (event.type !== "keydown" || event.key === "Enter"))
        from = event.timeStamp;
    };
    for (const kind of ["keydown", "pointerdown"])
      document.addEventListener(kind, begin, { capture: true });
    each(() => {
      if (from === null) return false;
      const now = sign(selector);
      if (!now || now === before) return false;
      for (const kind of ["keydown", "pointerdown"])
        document.removeEventListener(kind, begin, { capture: true });
      requestAnimationFrame(() => (window.tongwenTook = performance.now() - from));
      return true;
    });
  };
})();
