"""The coach's rules on the story in an answer: one real event, its situation, own action and result."""

from fractions import Fraction

from hiring.coach_notes import Note, perhaps, sure
from hiring.coach_parts import results, shares, story
from hiring.coach_reading import Reading
from hiring.findings import say

MOST_SITUATION = Fraction(45, 100)
SURELY_SITUATION = Fraction(55, 100)


def _in_general(reading: Reading) -> bool:
    """Whether an answer tells habits, opinions or wishes more than anything that happened once."""
    general = reading.number_of("habits", "wishes")
    real = [each for each in reading.sentences if each.cues.isdisjoint(("habits", "wishes"))]
    past = sum(each.deeds for each in real if "my_present_deeds" not in each.cues)
    dated = sum(1 for each in real if "events" in each.cues)
    return past <= 1 and past + dated + len(reading.names) < general


def tells_event(reading: Reading) -> bool:
    """Whether an answer tells of one real event."""
    deeds = sum(each.deeds for each in reading.sentences)
    return not _in_general(reading) and (deeds > 1 or reading.number_of("events", "once") > 0)


def no_example(reading: Reading) -> Note | None:
    """Report an answer that tells no one real event."""
    if not _in_general(reading):
        return None
    return sure(
        "no_example",
        say("This tells what you usually do, think or would do, and no single time when you did it."),
        say("Choose one real case and tell it from beginning to end: interviewers rate what happened."),
        "F43",
    )


def no_situation(reading: Reading) -> Note | None:
    """Report an event of which nobody could tell where, when or with whom it happened."""
    told = any(
        not each.cues.isdisjoint(("events", "places"))
        for each in reading.sentences[: max(3, len(reading.sentences) // 2)]
    )
    if not tells_event(reading) or told or reading.names:
        return None
    return sure(
        "no_situation",
        say("Where, when and with whom is not found; a place and a month help."),
        say("Begin with one or two sentences: the firm, the client, the time, and what was at stake."),
        "F43",
    )


def no_action(reading: Reading) -> Note | None:
    """Report an event in which nothing says what the speaker did."""
    if not tells_event(reading) or any(each.mine for each in reading.sentences):
        return None
    if any(each.ours for each in reading.sentences):
        return None
    return sure(
        "no_action",
        say("Nothing here says what you did yourself, and only that can be rated."),
        say("Tell your own steps in order, each with a verb: what you asked, decided, wrote, offered."),
        "F43",
    )


def we(reading: Reading) -> Note | None:
    """Report an answer in which most of what was done was done by "we"."""
    mine = sum(each.mine for each in reading.sentences)
    ours = sum(each.ours for each in reading.sentences)
    if ours < 3 or ours < 2 * mine:
        return None
    return sure(
        "we",
        say("Most of what was done here was done by “we”, so that your own part cannot be told."),
        say("Keep “we” for what the team did, and say “I” for each step that was yours."),
        "F43",
    )


def no_result(reading: Reading) -> Note | None:
    """Report an event of which nothing says how it ended."""
    if not tells_event(reading) or results(reading):
        return None
    return sure(
        "no_result",
        say("Nothing says how it ended, so an interviewer cannot tell whether your steps helped."),
        say("End with the result: what the client decided, what changed, and a number that shows it."),
        "F43",
    )


def result_without_number(reading: Reading) -> Note | None:
    """Report a result that nothing measures."""
    if not tells_event(reading):
        return None
    ended = results(reading)
    counted = [*ended, *story(reading)[-1:]]
    if not ended or any("numbers" in reading.sentences[place].cues for place in counted):
        return None
    return sure(
        "result_without_number",
        say("There is a result, but no number, date or amount by which an interviewer could judge its size."),
        say("Add the number that you know: an amount, a share, a count, or the date by which it was done."),
        "F43",
    )


def long_situation(reading: Reading) -> Note | None:
    """Report an answer that spends clearly more than a third of its words before anything is done."""
    told = shares(reading)
    if not tells_event(reading) or told is None or told.situation <= MOST_SITUATION:
        return None
    message = say(
        "Situation and task take %(share)s%% of the words; a quarter is enough, for it is your action that is rated.",
        share=round(told.situation * 100),
    )
    mend = say(
        "Keep of the situation only what one must know to understand your action; give the rest to it."
    )
    said = sure if told.situation > SURELY_SITUATION else perhaps
    return said("long_situation", message, mend, "F43")
