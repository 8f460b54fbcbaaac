"""Calling meetings: series, agendas, notice, and the papers that go out before one."""
