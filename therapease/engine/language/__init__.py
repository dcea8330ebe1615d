"""English as people speak it: words, numbers, clauses, negation, questions and answers. Reads text, judges nothing."""
