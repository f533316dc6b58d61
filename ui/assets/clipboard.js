// Copy buttons: one listener for the whole page. A button names what it copies in data-copy; the
// nearest element around it with data-cite holds the citation and the passages. No markup may stand
// in this file, not even in a string: Streamlit's sanitiser would take the whole script away.
(() => {
  if (window.tongwenCopies) return;
  window.tongwenCopies = true;

  const paragraph = (text, lang) => {
    const element = document.createElement("p");
    element.lang = lang;
    element.textContent = text;
    return element.outerHTML;
  };

  const passagesOf = (holder) =>
    [...holder.children]
      .filter((child) => child.classList.contains("passage"))
      .map((child) => child.textContent);

  const put = async (text, html) => {
    if (window.ClipboardItem && navigator.clipboard && navigator.clipboard.write) {
      const item = new ClipboardItem({
        "text/plain": new Blob([text], { type: "text/plain" }),
        "text/html": new Blob([html], { type: "text/html" }),
      });
      await navigator.clipboard.write([item]);
      return;
    }
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  };

  document.addEventListener("click", async (event) => {
    const button = event.target.closest && event.target.closest("button[data-copy]");
    const holder = button && button.closest("[data-cite]");
    if (!holder) return;
    const cite = holder.dataset.cite;
    const lang = holder.dataset.lang === "zh" ? "zh-Hans" : "en";
    const passages = button.dataset.copy === "passage" ? passagesOf(holder) : [];
    const bracketed = lang === "en" ? `(${cite})` : `（${cite}）`;
    const text = passages.length ? `${passages.join("\n")}\n${bracketed}` : cite;
    const html = text
      .split("\n")
      .map((line) => paragraph(line, lang))
      .join("");
    try {
      await put(text, html);
      button.classList.add("done");
    } catch {
      button.classList.add("failed");
    }
    setTimeout(() => button.classList.remove("done", "failed"), 1200);
  });
})();
