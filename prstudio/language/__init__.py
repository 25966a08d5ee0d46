"""Hindi and English text: graphemes, sentences, scripts, legacy fonts, numbers and dates."""
