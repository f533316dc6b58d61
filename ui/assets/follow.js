// Links from page to page, followed without loading the app anew: one listener for the whole page.
// The address is put into the history and the app is told what it is told by the back button. A
// press with a key held, or of another button, is the browser's own, and so is every link that does
// not lead to a page of the app, or while the server does not answer. Where a page was scrolled to
// is kept in the history too, so that the way back leads there. No markup may stand in this file.
(() => {
  if (window.tongwenFollows) return;
  window.tongwenFollows = true;

  const app = () => document.querySelector("[data-testid=stApp]");
  const scroller = () => document.querySelector("[data-testid=stMain]");
  const folder = (path) => path.slice(0, path.lastIndexOf("/") + 1);

  // every link that the app makes names the language; see addresses.py
  const isPage = (link) =>
    (link.target === "" || link.target === "_self") &&
    !link.hasAttribute("download") &&
    link.origin === location.origin &&
    folder(link.pathname) === folder(location.pathname) &&
    new URLSearchParams(link.search).has("lang") &&
    !link.hash;

  const isPlain = (event) =>
    event.button === 0 &&
    !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.defaultPrevented);

  // a page just left is scrolled back once it is drawn: before that it is too short
  const scroll = (top) => {
    const until = performance.now() + 5000;
    let ran = false;
    const step = () => {
      const running = app().dataset.testScriptState !== "notRunning";
      ran = ran || running;
      if (ran && !running) scroller().scrollTop = top;
      else if (until > performance.now()) requestAnimationFrame(step);
    };
    step();
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a[href]");
    if (!link || !isPlain(event) || !isPage(link)) return;
    if (app().dataset.testConnectionState !== "CONNECTED") return;
    event.preventDefault();
    history.replaceState({ ...history.state, tongwenTop: scroller().scrollTop }, "");
    history.pushState({}, "", link.href);
    dispatchEvent(new PopStateEvent("popstate", { state: {} }));
    scroller().scrollTop = 0; // a page that opens at a place of its own goes there when it is drawn
  });

  addEventListener("popstate", (event) => {
    const top = event.state && event.state.tongwenTop;
    if (typeof top === "number") scroll(top);
  });
})();
