"""Lighthouse's audit of the built site, as phones and desktops open it."""
