"""For gunicorn and every other WSGI server: `gunicorn wsgi:app`."""

from assistant.logs import configure_logs
from portal import create_app

configure_logs()
app = create_app()
