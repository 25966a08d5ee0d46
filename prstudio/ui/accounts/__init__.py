"""Accounts: who is signed in, signing in and out, and practice, where nothing reaches the real platforms."""
