"""An English sentence, or one typed without accents, beside a Vietnamese quote."""
