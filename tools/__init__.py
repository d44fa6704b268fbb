"""What `build.py` is made of: environments, the distribution, its server, a browser."""
