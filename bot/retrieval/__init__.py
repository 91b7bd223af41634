"""Finding it: from a query to candidates with scores and a calibrated confidence. Pure and synchronous after
loading.
"""
