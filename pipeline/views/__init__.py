"""Records to what is shown or taken away: escaped HTML, data frames, charts, files.

Nothing here knows Streamlit. Every text of a document, a query or a file name is escaped before it
becomes HTML, and every cell of a table file is made harmless to spreadsheets.
"""
