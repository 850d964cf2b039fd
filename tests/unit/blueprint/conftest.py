from hypothesis import settings

# A busy machine is no failure of a rule.
settings.register_profile("arcana", deadline=None)
settings.load_profile("arcana")
