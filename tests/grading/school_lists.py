"""Lists and downloads of schools' systems, made here in the forms that are documented; none is an original.

manaba: headings and rows as three public programs that read its ``reportlist.xlsx`` expect them (``#`` before the
first rows, headings in row 7, learners from row 8 to ``#end``), file names as its own help says. WebClass: ``answer.csv``
with a column ``report/answer``, as its maker's help says. ScombZ: a zip with ``assignment_comment_format.xlsx`` and the
folder フィードバック, as its school's help says.
"""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEADINGS = ["内部コースID", "コース名", "リンク情報", "ロール", "ユーザID", "学籍番号", "氏名", "氏名（英語）", "メールアドレス", "合計点", "評価", "講評", "提出", "提出日時", "提出回数", "フォルダ"]
BEFORE = [["#"], ["#course", "27048", "微分と勾配"], ["#report", "991", "第4回"], ["#"], ["#"], ["#"]]


def letters(column):
    return (letters(column // 26 - 1) if column >= 26 else "") + chr(65 + column % 26)


def xlsx(rows, shared_readings=True, more="", inline=False):
    """Return a workbook as bytes: texts shared, with a reading above each as Japanese Excel keeps them, styles on all cells.

    A cell of a row is a text, a number, a piece of XML for the cell's inside (bytes), or None where there is none.
    """
    texts, lines = [], []
    for number, row in enumerate(rows, 1):
        cells = []
        for column, value in enumerate(row):
            opening = f'<c r="{letters(column)}{number}" s="1"'
            if value is None:
                continue
            if value == "":
                cells.append(f"{opening}/>")
            elif isinstance(value, bytes):
                cells.append(f"{opening}>{value.decode()}</c>")
            elif isinstance(value, str) and inline:
                cells.append(f'{opening} t="inlineStr"><is><t>{escape(value)}</t></is></c>')
            elif isinstance(value, str):
                cells.append(f'{opening} t="s"><v>{len(texts)}</v></c>')
                texts.append(value)
            else:
                cells.append(f"{opening}><v>{value}</v></c>")
        lines.append(f'<row r="{number}" spans="1:16">{"".join(cells)}</row>')
    reading = '<rPh sb="0" eb="1"><t>ヨミ</t></rPh><phoneticPr fontId="1"/>' if shared_readings else ""
    items = "".join(f"<si><t>{escape(text)}</t>{reading}</si>" for text in texts)
    sheet = f'<worksheet xmlns="{MAIN}" xmlns:r="{RELATIONS}"><cols><col min="1" max="16" width="14.5"/></cols><sheetData>{"".join(lines)}</sheetData>{more}</worksheet>'
    kinds = "".join(
        f'<Override PartName="/xl/{name}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml"/>'
        for name, kind in [("workbook", "sheet.main"), ("worksheets/sheet1", "worksheet"), ("sharedStrings", "sharedStrings"), ("styles", "styles")]
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{kinds}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId7"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="{known}" Type="{RELATIONS}/{kind}" Target="{target}.xml"/>'
            for known, kind, target in [("rId1", "styles", "styles"), ("rId2", "sharedStrings", "sharedStrings"), ("rId7", "worksheet", "worksheets/sheet1")]
        )
        + "</Relationships>",
        "xl/worksheets/sheet1.xml": sheet,
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}" count="{len(texts)}" uniqueCount="{len(texts)}">{items}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf numFmtId="49" applyNumberFormat="1"/></cellXfs></styleSheet>',
    }
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 5, 1, 9, 0, 0)), head + part)
    return memory.getvalue()


def manaba(learners, **options):
    """Return manaba's ``reportlist.xlsx``; learners are user id, student number, name and the points that are there."""
    rows = [*BEFORE, [f"# {heading}" for heading in HEADINGS]]
    for user, number, name, points in learners:
        done = ["提出済", "2026-05-01 21:00", 1, "開く"]
        rows.append(["27048", "微分と勾配", "", "履修生", user, number, name, "", f"{user}@example.ac.jp", points, "", "", *done])
    return xlsx([*rows, ["#end"]], **options)


def parts_of(workbook):
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zip_in_windows_encoding(path, files):
    """Write a zip as old Japanese Windows does: names in its encoding, not marked as anything; return its path."""
    stand_ins = {name: f"{number:04d}".ljust(len(name.encode("cp932")), "X") for number, name in enumerate(files)}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(stand_ins[name], content)
    content = path.read_bytes()
    for name, stand_in in stand_ins.items():
        content = content.replace(stand_in.encode(), name.encode("cp932"))
    path.write_bytes(content)
    return path
