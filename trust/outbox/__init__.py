"""Mail: written with the change that causes it, sent by a worker, neither lost nor sent twice."""
