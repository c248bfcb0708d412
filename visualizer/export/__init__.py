"""The walkthrough without a server: one file, a static site, a scene for other programs."""
