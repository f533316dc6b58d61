// Buttons within a table: one listener for the whole page, which tells the program what stands in
// data-ask of the button that was pressed. While it listens the page carries data-asking.
export default (component) => {
  const { setTriggerValue } = component;

  const pressed = (event) => {
    const button = event.target.closest && event.target.closest("button[data-ask]");
    if (button) setTriggerValue("asked", button.dataset.ask);
  };

  const page = document.documentElement;
  document.addEventListener("click", pressed);
  page.dataset.asking = "";
  return () => {
    document.removeEventListener("click", pressed);
    delete page.dataset.asking;
  };
};
