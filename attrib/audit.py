"""Who is quoted, how often and through whom, over many articles."""
