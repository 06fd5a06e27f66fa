from tests.fixtures_vocabulary import vocabulary, vocabulary_once

__all__ = ["vocabulary", "vocabulary_once"]
