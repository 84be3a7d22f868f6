"""What a plan is: entities, outline, numbering, checks. Pure: no files, no Qt, no SQL."""
