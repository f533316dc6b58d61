"""The app's entry: who is let in, navigation between the pages, and the frame around them."""

import streamlit as st

from pipeline.errors import TongwenError
from ui import frame, serving
from ui.visitors import signing

# what is asked most stands first; what an index is made of, and how all is read, stand last
PAGES = (
    "compare",
    "document",
    "recommendations",
    "trends",
    "articles",
    "terms",
    "preparation",
    "practice",
    "corpus",
    "review",
    "help",
)

serving.close()  # again, for where Streamlit was started by hand
say = frame.begin()
pages = [
    st.Page("ui/pages/search.py", title=say("page.search"), default=True),
    *(st.Page(f"ui/pages/{name}.py", title=say(f"page.{name}"), url_path=name) for name in PAGES),
]
signing.gate(pages, say)
page = st.navigation(pages, position="top")
place = frame.header(page.title, page.url_path, say)
try:
    page.run()
except TongwenError as error:  # of a page that says nothing of it itself
    frame.refused(error)
frame.dropped(place, say)
frame.footer(say)
