// Buttons within a table: one listener for the whole page, which tells the program what stands in
// data-ask of the button that was pressed.
export default (component) => {
  const { setTriggerValue } = component;

  const pressed = (event) => {
    const button = event.target.closest && event.target.closest("button[data-ask]");
    if (button) setTriggerValue("asked", button.dataset.ask);
  };

  document.addEventListener("click", pressed);
  return () => document.removeEventListener("click", pressed);
};
