"""Answer spans: the words of a sentence that answer a question.

`candidates` finds whole units (amounts, times, names, clauses), `span_features` describes them,
`selector` picks the sentence and the likeliest words, `certainty` decides whether they are shown.
"""
