"""How bytes travel: requests and answers as data, the transport, retries, resumable uploads."""
