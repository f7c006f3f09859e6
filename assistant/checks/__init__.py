"""What one text says that another does not bear; `verify.py` puts the checks together.

    pair.py       a sentence and the quote it is held against
    documents.py  document numbers
    figures/      numbers: whether the quote has them, and of the same thing
    times/        dates and periods, and what is told of them
    who/          names, places and posts, and whose deeds are told
    stance/       what rises or falls, is denied, decided, aimed at
    wording/      words that the quote lacks, or that say more than its own
    composition/  words that it has, but not together
    language/     English sentences, and those typed without accents

A check yields the faults of a pair. Modules named for what they find ("Mentions: …") serve several checks.
"""
