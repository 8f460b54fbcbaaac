"""The views of payments, claims, counts and paper; each loaded when somebody first opens one."""
