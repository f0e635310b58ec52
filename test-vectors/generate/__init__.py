"""Generates every test vector file of this folder, from the specification alone."""
