"""The candidate's side: practice on this machine alone, in a file of its own."""
