"""The coach's rules on other people in an answer, and on its length."""

from hiring.coach_notes import Note, sure
from hiring.coach_reading import Reading
from hiring.findings import Said, say
from hiring.question_bank import QuestionType

FEWEST_WORDS, MOST_WORDS = 80, 350
SHORTEST, LONGEST = 45, 150  # seconds; two minutes are a good length
SPOKEN, TYPED = 30, 60  # a clock of fewer seconds beside this many words did not time them being said


def only_self(reading: Reading) -> Note | None:
    """Report an answer in which no client, colleague or other person is heard."""
    return None if reading.number_of("other_views") else _only_self()


def _only_self() -> Note:
    return sure(
        "only_self",
        say(
            "This is only about you: nobody else's view, words or need appears, and an interviewer listens for them."
        ),
        say("Say what the client or a colleague wanted, said or feared. Selling is a talk between two."),
        "F55",
    )


def only_self_in_motivation(reading: Reading) -> Note | None:
    """Report an answer on motivation in which neither clients nor this firm nor another person appear."""
    return None if reading.number_of("clients_or_firm") else only_self(reading)


def nothing_asked(reading: Reading) -> Note | None:
    """Report an answer to a situation that never asks the other person anything."""
    if reading.counted("asks") or "?" in reading.text:
        return None
    return sure(
        "nothing_asked",
        say("No question was found in it; the higher levels of most skills begin with a question."),
        say("Before you propose something, ask the other person one question, and say which."),
        "F49",
        "F55",
    )


def on_length(words: int, question_type: QuestionType, seconds: int | None) -> Note | None:
    """Return the note on an answer's length; a spoken one's is its time, unless the clock hardly ran beside the text."""
    if question_type == "knowledge" or not (words or seconds):
        return None
    if seconds is not None and not (seconds < SPOKEN and words >= TYPED):
        return too_short_aloud(seconds, question_type) or too_long_aloud(seconds)
    if question_type == "motivation":
        return too_long(words)
    return too_short(words, question_type) or too_long(words)


def _tell_more(question_type: QuestionType) -> Said:
    """Return what to add to an answer that is too short: what was done, or what one would do."""
    if question_type == "situational":
        return say("Tell more of what you would do and why, and how you would know that it worked.")
    if question_type == "motivation":
        return say("Tell more of your reasons, each with something that you have done or seen.")
    return say("Tell more of what you did and why, and how it ended.")


def too_short(words: int, question_type: QuestionType) -> Note | None:
    """Report an answer of fewer than 80 words."""
    if words >= FEWEST_WORDS:
        return None
    return sure(
        "too_short",
        say("Too short to show what you can do: %(count)s words; 150 to 300 are good.", count=words),
        _tell_more(question_type),
        "F53",
    )


def too_long(words: int) -> Note | None:
    """Report an answer of more than 350 words."""
    if words <= MOST_WORDS:
        return None
    return sure(
        "too_long",
        say(
            "Too long for one answer of two minutes: %(count)s words; 150 to 300 are good.",
            count=words,
        ),
        _LEAVE_OUT,
        "F53",
    )


_LEAVE_OUT = say("Leave out what the interviewer need not know to understand your action and the result.")


def too_short_aloud(seconds: int, question_type: QuestionType) -> Note | None:
    """Report a spoken answer of less than 45 seconds."""
    if seconds >= SHORTEST:
        return None
    return sure(
        "too_short",
        say("Too short to show what you can do: %(seconds)s seconds; about 120 are good.", seconds=seconds),
        _tell_more(question_type),
        "F53",
    )


def too_long_aloud(seconds: int) -> Note | None:
    """Report a spoken answer of more than 150 seconds."""
    if seconds <= LONGEST:
        return None
    return sure(
        "too_long",
        say("Too long for one answer: %(seconds)s seconds; about 120 are good.", seconds=seconds),
        _LEAVE_OUT,
        "F53",
    )
