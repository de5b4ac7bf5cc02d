"""The tables of the audit trail, revision by revision (Alembic)."""
