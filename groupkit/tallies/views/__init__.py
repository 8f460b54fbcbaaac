"""The views of tallies, loaded when somebody first opens one."""
