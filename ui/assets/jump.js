// Brings the section into view that the address names, once it is drawn. No markup may stand in this
// file, not even in a string: Streamlit's sanitiser would take the whole script away.
(() => {
  let left = 120;
  const go = () => {
    const page = document.querySelector(".help");
    if (!page && left-- > 0) return requestAnimationFrame(go);
    const named = location.hash.slice(1) || (page && page.dataset.at);
    const section = named && document.getElementById(named);
    if (!section) return;
    section.scrollIntoView();
    section.focus({ preventScroll: true });
  };
  go();
})();
