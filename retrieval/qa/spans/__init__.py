"""Answer spans: the words of a sentence that answer a question."""
