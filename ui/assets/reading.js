// The page of one text: opens at the place of its address, follows the reader in the contents,
// steps through the words found, and copies the address of a place.
const held = (window.tongwenReading = window.tongwenReading || { step: 0 });

const NARROW = 1000; // pixels of a window below which the contents are closed at first

const hits = () => [...document.querySelectorAll(".edition mark[id^=hit]")];

const bring = (element, block) => {
  if (!element) return;
  element.scrollIntoView({ block });
  // parts above that had not been laid out may have grown
  requestAnimationFrame(() => element.scrollIntoView({ block }));
  setTimeout(() => element.scrollIntoView({ block }), 250);
};

// Until the page is drawn to its foot what stands above may still grow, and whoever followed a link
// is taken to the top; a reader who moves on is not held back.
const settle = (element) => {
  if (!element) return;
  const until = performance.now() + 8000;
  let left = false;
  const leave = () => (left = true);
  for (const kind of ["wheel", "keydown", "pointerdown", "touchmove"]) {
    addEventListener(kind, leave, { once: true, capture: true, passive: true });
  }
  const look = () => {
    if (left || !element.isConnected) return;
    bring(element, "start");
    const app = document.querySelector("[data-testid=stApp]");
    const runs = app && app.dataset.testScriptState !== "notRunning";
    if (runs && performance.now() < until) setTimeout(look, 150);
    else setTimeout(() => left || bring(element, "start"), 120);
  };
  look();
};

const mark = (element) => {
  for (const other of document.querySelectorAll(".edition .para.here")) other.classList.remove("here");
  if (element) element.classList.add("here");
};

const flash = (element, sign) => {
  element.classList.add(sign);
  setTimeout(() => element.classList.remove(sign), 1200);
};

const named = () => document.getElementById(decodeURIComponent(location.hash.slice(1)));

const step = (by) => {
  const found = hits();
  if (!found.length) return;
  held.step = (held.step + by + found.length) % found.length;
  for (const hit of document.querySelectorAll(".edition mark.now")) hit.classList.remove("now");
  found[held.step].classList.add("now");
  const at = document.querySelector(".find-bar .at");
  if (at) at.textContent = String(held.step + 1);
  bring(found[held.step], "center");
};

const clicked = (event) => {
  if (!event.target.closest || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  const stepping = event.target.closest("button[data-step]");
  if (stepping) {
    step(Number(stepping.dataset.step));
    return;
  }
  const own = event.target.closest(".edition a.own");
  if (own && navigator.clipboard) {
    event.preventDefault();
    event.stopPropagation();
    mark(own.closest(".para"));
    navigator.clipboard.writeText(own.href).then(
      () => flash(own, "done"),
      () => flash(own, "failed"),
    );
    return;
  }
  const within = event.target.closest(".document a[href^='#']");
  if (!within) return;
  const target = document.getElementById(decodeURIComponent(within.hash.slice(1)));
  if (target) setTimeout(() => bring(target, "start"), 0);
};

// The entry of the contents for the paragraph that stands below the head of the window. What lies
// there is asked for by its place: to measure all headings would lay the whole text out.
const follow = () => {
  const nav = document.querySelector(".document nav.toc");
  const edition = document.querySelector(".document .edition");
  if (!nav || !edition) return;
  const box = edition.getBoundingClientRect();
  let para = null;
  for (let y = 96; y < window.innerHeight && !para; y += 24) {
    const found = document.elementFromPoint(box.left + 70, y);
    para = found && found.closest(".edition .para[id^=p]");
  }
  if (!para) return;
  const here = Number(para.id.slice(1));
  const links = [...nav.querySelectorAll("a[data-of]")];
  const at = links.filter((link) => Number(link.dataset.of.slice(1)) <= here).pop();
  for (const link of links) if (link !== at) link.removeAttribute("aria-current");
  if (!at || at.hasAttribute("aria-current")) return;
  at.setAttribute("aria-current", "location");
  const list = nav.querySelector("ol");
  const top = at.offsetTop - list.offsetTop;
  if (top < list.scrollTop || top > list.scrollTop + list.clientHeight - 40) {
    list.scrollTop = top - list.clientHeight / 3;
  }
};

const scrolled = () => {
  if (held.waits) return;
  held.waits = true;
  setTimeout(() => {
    held.waits = false;
    follow();
  }, 150);
};

// The buttons that copy stand at the paragraph under the pointer, or that holds the focus.
const offer = (event) => {
  const para = event.target.closest && event.target.closest(".edition .para");
  const tools = document.querySelector(".edition .copies");
  const own = para && para.querySelector(":scope > a.own");
  if (own && tools && own.nextElementSibling !== tools) own.after(tools);
};

const narrow = () => {
  const contents = document.querySelector(".document nav.toc details");
  if (contents && window.innerWidth < NARROW) contents.removeAttribute("open");
};

export default (component) => {
  const { data } = component;
  if (!held.listening) {
    held.listening = true;
    document.addEventListener("click", clicked, { capture: true });
    document.addEventListener("mouseover", offer, { passive: true });
    document.addEventListener("focusin", offer);
    window.addEventListener("hashchange", () => bring(named(), "start"));
    document.addEventListener("scroll", scrolled, { capture: true, passive: true });
  }
  if (!data) return;
  const begin = (tries) => {
    const drawn = document.querySelector(`.document[data-visit="${data.visit}"]`);
    if (!drawn) {
      if (tries) setTimeout(() => begin(tries - 1), 60);
      return;
    }
    if (drawn.dataset.opened) return;
    drawn.dataset.opened = "1";
    narrow();
    scrolled();
    held.step = 0;
    if (data.find) step(0);
    else settle(named() || document.getElementById(data.at));
  };
  begin(50);
};
