"""Reads a report folder with readers that others wrote, and compares what they see with the JSON.

usage: readers.py FOLDER GERMAN.csv
"""

import collections
import csv
import datetime
import decimal
import html.parser
import json
import pathlib
import subprocess
import sys
import tempfile

import icalendar
import openpyxl

folder = pathlib.Path(sys.argv[1])
report = json.loads((folder / "report.json").read_text())
findings = {f["id"]: f for f in report["findings"]}
faults = []


def expect(where, got, want):
    if got != want or type(got) is not type(want):
        faults.append(f"{where}: read {got!r}, the JSON says {want!r}")


def day(text):
    return None if text is None else datetime.datetime.fromisoformat(text[:10])


def instant(text):
    return None if text is None else datetime.datetime.fromisoformat(text.removesuffix("Z"))


def last_day(text):
    """The last day on which acting helps: of an instant at midnight the day before."""
    if text is None:
        return None
    return datetime.datetime.combine(instant(text[:19]) - datetime.timedelta(microseconds=1), datetime.time())


def number(amount):
    """The number that a cell of a spreadsheet holds for an amount."""
    return None if amount is None else float(amount["amount"])


def lines(sheet):
    """The rows below the header, which is the row that is printed on every page, keyed by the titles."""
    head = int(sheet.print_title_rows.rsplit("$", 1)[1])
    titles, *rows = sheet.iter_rows(min_row=head, values_only=True)
    return [dict(zip(titles, row)) for row in rows if any(cell is not None for cell in row)]


def table(sheet):
    """The rows that are findings."""
    for cells in lines(sheet):
        if cells.get("Id") in findings:
            yield cells, findings[cells["Id"]]


def sums(formulas, values):
    """Ties the sums above a header, which are read without calculating, to the rows below."""
    head, counted = int(values.print_title_rows.rsplit("$", 1)[1]), 0
    for cell in formulas[head - 1]:
        if cell.data_type == "f":
            rows = [r[0].value for r in values.iter_rows(min_row=head + 1, min_col=cell.column, max_col=cell.column)]
            want = round(sum(n for n in rows if n is not None), 3)
            got = values.cell(cell.row, cell.column).value
            expect(f"{values.title}!{cell.coordinate}", got, type(got)(want))
            counted += 1
    expect(f"{values.title} has sums", counted > 0, True)
    return counted


def today(sheet):
    """The first sheet: its first rows, what is to be done now, and the bridge."""
    rows = [row for row in sheet.iter_rows(values_only=True)]
    unchecked = [c for c in report["coverage"] if c["status"] == "not-evaluated"]
    at = next((i for i, row in enumerate(rows) if str(row[0]).startswith("Not ")), None)
    if unchecked:
        listed = 0
        for row in rows[at + 1 :]:
            if row[0] is None:
                break
            listed += row[0]
        expect("Today, not checked", listed, len(unchecked))
    at = next(i for i, row in enumerate(rows) if str(row[0]).startswith("What to do now"))
    by_day = {(day(f["due_day"]), f["tenant_name"] or f["tenant_id"]) for f in findings.values()}
    shown = 0
    for row in rows[at + 2 :]:
        if row[2] is None:
            break
        expect(f"Today, {row[2]} due {row[0]}", (row[0], row[2]) in by_day, True)
        shown += 1
    expect("Today names what to do", 0 < shown <= 10, True)
    for line in report["summary"].get("bridge") or []:
        want = [float(line[key]) for key in ("opening", "closing")]
        found = any([row[2], row[13]] == want for row in rows if isinstance(row[2], (int, float)))
        expect(f"Today, bridge of {line['kind']} in {line['currency']}", found, True)


def workbook():
    formulas = openpyxl.load_workbook(folder / "report.xlsx")
    book = openpyxl.load_workbook(folder / "report.xlsx", data_only=True)
    for sheet in formulas:
        for row in sheet.iter_rows():
            faults.extend(
                f"{sheet.title}!{c.coordinate} is another formula than a sum"
                for c in row
                if c.data_type == "f" and not c.value.startswith("=SUBTOTAL(109,")
            )
    added = sum(sums(formulas[name], book[name]) for name in ("Customers", "Money", "Credits"))
    today(book["Today"])
    customers = {c["Customer id"]: c for c in lines(book["Customers"])}
    expect("rows of Customers", len(customers), len(report["coverage"]))
    for c in report["coverage"]:
        cells, at = customers[c["tenant_id"]], f"Customers, {c['tenant_id']}, "
        open_ones = [f for f in findings.values() if f["tenant_id"] == c["tenant_id"]]
        expect(at + "findings", cells["Issues"] or 0, len(open_ones))
        expect(at + "critical", cells["critical"] or 0, sum(f["severity"] == "critical" for f in open_ones))
        expect(at + "mail", cells["Contact mail"], c["contact_email"])
    partners = lines(book["By partner"])
    asked = [f for f in findings.values() if f["owner"] in ("source-partner", "provider")]
    expect("findings of By partner", sum(p["Issues"] for p in partners), len(asked))
    expect("sellers of By partner", {p["Seller id"] for p in partners}, {f["seller_id"] for f in asked})
    actions = list(table(book["Actions"]))
    expect("rows of Actions", len(actions), len(findings))
    expect("order of Actions", [c["Id"] for c, _ in actions], [f["id"] for f in report["findings"]])
    for cells, f in actions:
        at = f"Actions, {f['id']}, "
        expect(at + "due day", cells["Due day (UTC)"], day(f["due_day"]))
        expect(at + "due", cells["Due (UTC)"], instant(f["due"]))
        expect(at + "days left", cells["Days left"], f["days_left"])
        expect(at + "seats", cells["Seats"], f["quantity"])
        expect(at + "exposure", cells["Amount at stake"], number(f["exposure"]))
        expect(at + "currency", cells["Currency"], f["exposure"] and f["exposure"]["currency"])
        expect(at + "tenant", cells["Customer id"], f["tenant_id"])
        expect(at + "first seen", cells["First seen (UTC)"], instant(f["first_seen"]))
    money = list(table(book["Money"]))
    expect("rows of Money", len(money), sum(f["exposure"] is not None for f in findings.values()))
    for cells, f in money:
        column = f"{cells['Kind of money']}, {f['exposure']['currency']}"
        expect(f"Money, {f['id']}, exposure", cells[column], number(f["exposure"]))
    plan = lines(book["Plan"])[: len(report["plan"])]
    expect("rows of Plan", len(plan), len(report["plan"]))
    for row, (cells, line) in enumerate(zip(plan, report["plan"])):
        expect(f"Plan, row {row}, day", cells["Planned for (UTC)"], day(line["day"]))
        expect(f"Plan, row {row}, last safe day", cells["Last safe day (UTC)"], last_day(line.get("last_safe")))
        expect(f"Plan, row {row}, seats", cells["Seats"], line.get("seats"))
    return f"{len(book.sheetnames)} sheets, {added} sums, {len(actions)} actions, {len(plan)} lines of the plan"


class Page(html.parser.HTMLParser):
    """The tables of the page by their captions, and the numbers of its alarms.

    A row is a list of cells, a cell its attributes with its text and those of the link and the time in it.
    """

    def __init__(self, text):
        super().__init__()
        self.tables, self.rows, self.alarms, self.alarming = {}, [], [], False
        self.cell = {"text": ""}
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag in ("td", "th", "caption") or tag == "strong" and self.alarming:
            self.cell = {**attributes, "text": ""}
        if tag == "table":
            self.rows = []
        elif tag == "tr":
            self.rows.append([attributes])
        elif tag in ("td", "th"):
            self.rows[-1].append(self.cell)
        elif tag == "p":
            self.alarming = "alarm" in attributes.get("class", "")
        elif tag == "strong" and self.alarming:
            self.alarms.append(self.cell)
        elif tag in ("a", "time"):
            self.cell.update(attributes)

    def handle_endtag(self, tag):
        if tag == "caption":
            self.tables[self.cell["text"]] = self.rows
        if tag in ("td", "th", "caption") or tag == "strong" and self.alarming:
            self.cell = {"text": ""}
        elif tag == "p":
            self.alarming = False

    def handle_data(self, data):
        self.cell["text"] += data


def written(text):
    """A number as the page writes it; nothing is none."""
    return decimal.Decimal(text.replace(",", "").replace("\u2212", "-") or 0)


def lines_of(where, rows, want, keys):
    """Ties the rows of a table of amounts to lines of the JSON, which come in the same order."""
    expect(f"page, rows of {where}", len(rows) - 1, len(want))
    for cells, line in zip(rows[1:], want):
        for cell, key in zip(cells[2:], keys):
            amount = line["within"][key] if key in line.get("within", {}) else line[key]
            expect(f"page, {where}, {line['kind']} in {line['currency']}, {key}", written(cell["text"]), decimal.Decimal(amount))


def page():
    seen, summary = Page((folder / "report.html").read_text(encoding="utf-8")), report["summary"]
    unchecked = [written(a["text"].removeprefix("Not checked: ")) for a in seen.alarms if a["text"].startswith("Not checked: ")]
    expect("page, not checked", int(sum(unchecked)), summary["not_evaluated"])
    now = seen.tables["What to do now"][1:]
    expect("page, rows of what to do now", 0 < len(now) <= 10, True)
    for cells in now:
        f = findings[cells[3]["href"].removeprefix("#f-")]
        expect(f"page, what to do now, {f['id']}", cells[1].get("datetime"), f["due_day"])
    head, *grid = seen.tables["By severity; By urgency"]
    severities, counted = [cell["data-s"] for cell in head[2:-1]], collections.Counter((f["urgency"], f["severity"]) for f in findings.values())
    for row in grid:
        for severity, cell in zip(severities, row[2:-1]):
            expect(f"page, {severity} within {row[0]['data-u']}", written(cell["text"]), decimal.Decimal(counted.pop((row[0]["data-u"], severity), 0)))
        expect(f"page, all within {row[0]['data-u']}", written(row[-1]["text"]), decimal.Decimal(summary["by_urgency"][row[0]["data-u"]]))
    expect("page, findings that are not in the grid", dict(counted), {})
    money = [line for line in summary["money"] if line["currency"] and decimal.Decimal(line["rows"])]
    lines_of("the money", seen.tables.get("Money by kind", [[]]), money, ("7", "30", "90", "later", "monthly", "rows"))
    bridge = next((rows for caption, rows in seen.tables.items() if caption.startswith("Money since run ")), [[]])
    lines_of("the bridge", bridge, summary["bridge"], ("opening", "new", "repriced", "resolved", "gone", "suppressed", "closing"))
    actions = [row[0]["id"].removeprefix("f-") for row in seen.tables["Actions"] if "id" in row[0]]
    expect("page, actions", actions, [f["id"] for f in report["findings"]])
    customers = seen.tables["Customers"]
    critical = sum(written(row[2]["text"].rpartition(" ")[2]) for row in customers[1:])
    expect("page, critical ones of the customers", critical, decimal.Decimal(summary["by_severity"]["critical"]))
    return f"{len(now)} to do now, {len(money)} lines of money, {len(summary['bridge'])} of the bridge, {len(actions)} actions"


def calendar():
    events = icalendar.Calendar.from_ical((folder / "report.ics").read_bytes()).walk("VEVENT")
    uids = [str(e["UID"]) for e in events]
    expect("unique events", len(set(uids)), len(uids))
    confirmed = [e for e in events if str(e["STATUS"]) == "CONFIRMED"]
    as_of = report["run"]["as_of"]
    today, due = datetime.date.fromisoformat(as_of[:10]), {}
    for f in findings.values():
        if f["due_day"] and f["severity"] in ("critical", "high"):
            overdue = f["due"] <= as_of
            at = today if overdue else datetime.date.fromisoformat(f["due_day"])
            due.setdefault((at, overdue), []).append(f["id"] + "@handover")
    crowded = {(at, overdue): ids for (at, overdue), ids in due.items() if len(ids) > 5}
    single = sorted((uid, at) for (at, overdue), ids in due.items() if (at, overdue) not in crowded for uid in ids)
    single += [("overdue@handover" if overdue else f"{at:%Y%m%d}@handover", at) for at, overdue in crowded]
    expect("events of the calendar", sorted((str(e["UID"]), e.decoded("DTSTART")) for e in confirmed), sorted(single))
    day = datetime.timedelta(days=1)
    expect("events of one day", all(e.decoded("DTEND") - e.decoded("DTSTART") == day for e in confirmed), True)
    alarms = [(e, alarm.decoded("TRIGGER")) for e in confirmed for alarm in e.walk("VALARM")]
    expect("alarms in the morning", {trigger % day for _, trigger in alarms} <= {datetime.timedelta(hours=9)}, True)
    reminders = sum(e.decoded("DTSTART") - datetime.timedelta(days=n) >= today for e in confirmed for n in (7, 1))
    expect("alarms", len(alarms), reminders)
    return f"{len(uids)} events, {len(alarms)} alarms"


def values():
    with open(folder / "report.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    expect("rows of the CSV", [row["id"] for row in rows], list(findings))
    for row in rows:
        f = findings[row["id"]]
        expect(f"CSV, {f['id']}, amount", row["exposure_amount"] or None, f["exposure"] and f["exposure"]["amount"])
        expect(f"CSV, {f['id']}, due", row["due"] or None, f["due"])
    return f"{len(rows)} rows"


def german():
    """The CSV with semicolons and decimal commas, as a German LibreOffice opens it."""
    with tempfile.TemporaryDirectory() as place:
        semicolon, quote, utf8, first_row, language = 59, 34, 76, 1, 1031
        command = ["soffice", "--headless", f"-env:UserInstallation=file://{place}/profile", "--convert-to", "xlsx"]
        command += ["--infilter=CSV:%d,%d,%d,%d,,%d,false,true" % (semicolon, quote, utf8, first_row, language)]
        subprocess.run([*command, "--outdir", place, sys.argv[2]], check=True, capture_output=True)
        rows = openpyxl.load_workbook(f"{place}/{pathlib.Path(sys.argv[2]).stem}.xlsx").active.iter_rows(values_only=True)
        titles = next(rows)
        rows = [dict(zip(titles, row)) for row in rows]
    expect("rows of the German CSV", [row["id"] for row in rows], list(findings))
    for row in rows:
        f = findings[row["id"]]
        amount = row["exposure_amount"]
        expect(f"German CSV, {f['id']}, amount", amount if isinstance(amount, (str, type(None))) else float(amount), number(f["exposure"]))
        expect(f"German CSV, {f['id']}, due", row["due"], instant(f["due"] and f["due"][:19]))
        expect(f"German CSV, {f['id']}, due day", row["due_day"], day(f["due_day"]))
        expect(f"German CSV, {f['id']}, first seen", row["first_seen"], instant(f["first_seen"] and f["first_seen"][:19]))
    return f"{len(rows)} rows"


for name, read in {"openpyxl": workbook, "html.parser": page, "icalendar": calendar, "csv": values, "LibreOffice": german}.items():
    print(f"{name}: {read()}")
if faults:
    sys.exit("\n".join(faults[:20]) + f"\n{len(faults)} faults")
