"""Lists as clients ask for them.

Each entity declares its fields once (`listing.py` beside its service); what is not declared can be
neither filtered nor sorted by.
"""
