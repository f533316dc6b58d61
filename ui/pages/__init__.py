"""One module a page; Streamlit runs it as a script whenever something on the page changes."""
