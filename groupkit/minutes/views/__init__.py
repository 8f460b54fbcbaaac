"""The views of minutes, loaded when somebody first opens one."""
