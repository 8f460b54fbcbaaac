"""The program for a web host: point Passenger, mod_wsgi or gunicorn at `application` in this file."""

from groupkit import create_app

application = create_app()
