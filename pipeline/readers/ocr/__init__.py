"""Scans, page images without text, read by Tesseract: the optional extra ``ocr``."""

from pipeline.readers.ocr.engine import available
from pipeline.readers.ocr.scan import Scan, read_scan

__all__ = ["Scan", "available", "read_scan"]
