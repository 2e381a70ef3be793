"""Numbers about the counters, worked out from the events of visits."""
