"""The views of decisions, loaded when somebody first opens one."""
