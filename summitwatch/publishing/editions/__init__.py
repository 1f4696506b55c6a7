"""Frozen editions: their manifests, their folders, and the notice on the pages of an older one."""
