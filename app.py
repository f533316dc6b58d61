"""The app's entry: who is let in, navigation between the pages, and the frame around them."""

import streamlit as st

from pipeline.errors import TongwenError
from ui import frame, serving, signing

serving.close()  # again, for where Streamlit was started by hand
say = frame.begin()
pages = [
    st.Page("ui/pages/search.py", title=say("page.search"), default=True),
    st.Page("ui/pages/compare.py", title=say("page.compare"), url_path="compare"),
    st.Page("ui/pages/review.py", title=say("page.review"), url_path="review"),
    st.Page(
        "ui/pages/recommendations.py",
        title=say("page.recommendations"),
        url_path="recommendations",
    ),
    st.Page("ui/pages/articles.py", title=say("page.articles"), url_path="articles"),
    st.Page("ui/pages/trends.py", title=say("page.trends"), url_path="trends"),
    st.Page("ui/pages/terms.py", title=say("page.terms"), url_path="terms"),
    st.Page("ui/pages/preparation.py", title=say("page.preparation"), url_path="preparation"),
    st.Page("ui/pages/practice.py", title=say("page.practice"), url_path="practice"),
    st.Page("ui/pages/corpus.py", title=say("page.corpus"), url_path="corpus"),
]
signing.gate(pages, say)
page = st.navigation(pages, position="top")
frame.header(page.title, say)
try:
    page.run()
except TongwenError as error:  # of a page that says nothing of it itself
    frame.refused(error)
frame.footer(say)
