"""The severity that blocked, and indexes for the look-ups.

Without the first a decision cannot be read later: the same findings hold under one limit and pass
under another. Rows of revision 1 do not know theirs.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column and the indexes."""
    op.add_column("attrib_decisions", sa.Column("fail_on", sa.String(16)))
    op.create_index("attrib_decisions_of_article", "attrib_decisions", ["article", "number"])
    op.create_index("ix_attrib_overrides_decision", "attrib_overrides", ["decision"])
