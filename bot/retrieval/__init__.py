"""Finding it: from a query to candidates with scores and a calibrated confidence, pure after loading."""
