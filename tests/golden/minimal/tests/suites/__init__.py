"""Tests that every entity passes; each entity says only what is special about it."""
