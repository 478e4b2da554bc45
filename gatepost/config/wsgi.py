"""Where does a web server find Gatepost?

$ gunicorn gatepost.config.wsgi:application
"""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gatepost.config.settings")
application = get_wsgi_application()
