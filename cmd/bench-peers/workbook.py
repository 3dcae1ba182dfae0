"""Writes a CSV file as one workbook with pandas and xlsxwriter, as fast as these two can: rows are streamed, each column
is written by the method of its kind, and nothing is looked at twice. Arguments: the CSV file, the workbook."""

import sys

import pandas
import xlsxwriter

ROWS = 1_048_575  # that fit on a sheet below the header

source, target = sys.argv[1:]
frame = pandas.read_csv(source, dtype={"tenant_id": str, "subscription_id": str, "seller_id": str}, low_memory=False)
book = xlsxwriter.Workbook(target, {"constant_memory": True})
for start in range(0, max(1, len(frame)), ROWS):
    part = frame.iloc[start : start + ROWS]
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, part.columns)
    writers = [sheet.write_number if kind.kind in "if" else sheet.write_string for kind in part.dtypes]
    texts = [kind.kind not in "if" for kind in part.dtypes]
    for number, row in enumerate(part.itertuples(index=False, name=None), 1):
        for column, value in enumerate(row):
            if value == value:  # not empty
                writers[column](number, column, str(value) if texts[column] else value)
book.close()
