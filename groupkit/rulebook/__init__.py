"""The group's rules in force, each with the day it applies from and where it came from."""
