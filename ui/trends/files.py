"""The counts and tendencies of the trends page as files to take away."""

from collections.abc import Sequence

import streamlit as st

from pipeline.records import Measure, Tendency, TrendPoint
from pipeline.strings import Strings
from pipeline.views.drawing import can_draw_files, png_bytes, svg_bytes
from pipeline.views.files import csv_bytes, file_name, xlsx_bytes
from pipeline.views.trends.courses import values_to_follow, whole_chart
from pipeline.views.trends.points import counts_frame, tendencies_frame
from pipeline.views.trends.tables import emerging, fading

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def draw_downloads(
    points: Sequence[TrendPoint],
    tendencies: Sequence[Tendency],
    measure: Measure,
    body: str,
    say: Strings,
) -> None:
    """A button a file: the counts as CSV and workbook, the chart as SVG and PNG, the tendencies."""
    name = file_name("tongwen", body, measure)
    line = st.container(horizontal=True, gap="small")

    def counts() -> bytes:
        return csv_bytes(counts_frame(points, measure, say))

    def workbook() -> bytes:
        return xlsx_bytes(counts_frame(points, measure, say), say(f"column.{measure}"))

    def moves() -> bytes:
        return csv_bytes(tendencies_frame(tendencies, measure, say))

    kinds = [
        (say("download.csv"), f"{name}.csv", "text/csv", counts),
        (say("download.xlsx"), f"{name}.xlsx", _WORKBOOK, workbook),
        (say("trends.download_tendencies"), f"{name}-tendencies.csv", "text/csv", moves),
    ]
    if can_draw_files():
        moving = [t.value for half in (emerging, fading) for t in half(tendencies, 3)]
        values = values_to_follow(points, measure, moving, say.ladder)

        def svg() -> bytes:
            return svg_bytes(whole_chart(points, measure, values, say))

        def png() -> bytes:
            return png_bytes(whole_chart(points, measure, values, say))

        kinds += [
            (say("download.svg"), f"{name}.svg", "image/svg+xml", svg),
            (say("download.png"), f"{name}.png", "image/png", png),
        ]
    for label, file, mime, make in kinds:
        line.download_button(label, make, file_name=file, mime=mime, on_click="ignore")
