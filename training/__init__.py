"""Training of the attribution network (needs the `train` extra); nothing here runs when articles are read."""
