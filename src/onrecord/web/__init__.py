"""The record in a browser: pages made on the server, for this machine alone, without a script."""
