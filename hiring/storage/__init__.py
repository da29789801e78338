"""What is kept: people, openings, scorecards and what became of them, in SQLite or PostgreSQL."""
