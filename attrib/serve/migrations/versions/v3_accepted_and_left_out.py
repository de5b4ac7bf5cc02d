"""What was suppressed or signed off, and what was not read.

Without them a plain "publish" does not tell an article without fault from one that waved its findings
through itself, or of which a part was not read. Rows of earlier revisions do not know theirs.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "3"
down_revision = "2"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns."""
    op.add_column("attrib_decisions", sa.Column("accepted", sa.JSON()))
    op.add_column("attrib_decisions", sa.Column("left_out", sa.JSON()))
