"""The check as a service for a CMS: an HTTP API, a pool of processes, an audit trail.

Needs the extra ``attrib[serve]``; nothing else in attrib imports this package.
"""
