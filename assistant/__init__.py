"""Answers on any channel: what people ask, what they get back, and the reminders they set. Never imports `portal`."""
