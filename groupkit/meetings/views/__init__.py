"""The views of meetings, loaded when somebody first opens one."""
