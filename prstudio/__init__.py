"""PR Studio: one bilingual post, made ready for every platform."""

__version__ = "0.1.0"
