"""An index kept in an OpenSearch cluster: the same answers from any number of machines.

`open_cluster` reads it; `retrieval.cluster.writing` writes it and is imported where that is done.
"""
