"""The Flemish address register (Adressenregister of Digitaal Vlaanderen).

``client.match`` asks its *adresmatch* service; ``answers.matches`` reads an answer. Off unless
``ADRESSENREGISTER_URL`` is set.
"""
