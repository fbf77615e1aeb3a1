"""What turns keys into hanzi: the kept pinyin engine in a process of its own, and a table of characters.

Nothing is learnt: the engine gets no user dictionary and dies with the page that asked it.
"""
