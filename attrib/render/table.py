"""A flat table for a spreadsheet: comma-separated values that calculate nothing.

The form is RFC 4180's: lines end in CR LF, and every cell stands in quotation marks, so that a
spreadsheet which also parts at semicolons does not. It begins with a byte order mark, as Excel
otherwise takes UTF-8 for the system's old encoding.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence

from .columns import one_line

_BYTE_ORDER_MARK = "\ufeff"
# Excel holds 32,767 characters in a cell and drops the rest without a word.
LONGEST = 32_000
# What a spreadsheet takes for a formula at the start of a cell (OWASP, "CSV Injection"), the full
# width forms as well; and after a semicolon, where that parts cells.
_FORMULA = re.compile(r'^[=+\-@＝＋－＠]|(?<=;)["\s]{0,9}[=+\-@＝＋－＠]')


def table(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> str:
    """Rows under their columns.

    Args:
        columns: their names, in order.
        rows: by column; what one lacks is left empty, and so is None.

    Returns:
        Lines of cells that hold one line each; one that would be a formula begins with an
        apostrophe.
    """
    out = io.StringIO()
    out.write(_BYTE_ORDER_MARK)
    writer = csv.DictWriter(out, columns, restval="", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({column: _cell(value) for column, value in row.items()})
    return out.getvalue()


def _cell(value: object) -> str:
    """`value` as text that no spreadsheet calculates."""
    text = "" if value is None else one_line(str(value))
    if len(text) > LONGEST:
        text = text[:LONGEST] + "…"
    return _FORMULA.sub(lambda match: "'" + match[0], text)
