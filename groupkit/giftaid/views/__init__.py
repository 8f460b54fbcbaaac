"""The views of Gift Aid; each loaded when somebody first opens one."""
