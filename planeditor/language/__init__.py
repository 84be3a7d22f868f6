"""Reading Chinese official prose: numerals, numbering marks, owners, labels, dates. Pure: text in, values out."""
