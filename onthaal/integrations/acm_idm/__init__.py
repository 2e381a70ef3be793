"""ACM/IDM, the log-in of the Flemish government, and any other OpenID Connect provider."""
