import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onthaal.config.settings")
pages = get_wsgi_application()

# these read the settings
from onthaal.config.gate import Gate  # noqa: E402
from onthaal.config.loading import load_ahead  # noqa: E402
from onthaal.core.live import end_at_signal  # noqa: E402

application = Gate(pages)
end_at_signal()
load_ahead()
# What is loaded now stays: not looking through it again and again for something to clear away
# spares whoever asks a page at that moment a tenth of a second.
gc.collect()
gc.freeze()
