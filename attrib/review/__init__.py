"""The report as a page that takes decisions: served on this machine, to one desk."""
