"""Hours as French writes them, where Django itself shows a date: the pages of the administration. Elsewhere, a date is
said by `dossiers/rules/jour.py`.
"""

TIME_FORMAT = "H\u00a0\\h\u00a0i"
DATETIME_FORMAT = f"j F Y à {TIME_FORMAT}"
