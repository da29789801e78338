"""One candidate's interviews as pages show them: who sits where, what was handed in, and never what it says."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from flask import abort
from sqlalchemy import Connection

from hiring.findings import Finding
from hiring.frozen_kit import FrozenKit, FrozenStage
from hiring.interview_time import Lateness, ends, lateness
from hiring.names import KitWords
from hiring.panel_gaps import Taken, gaps
from hiring.storage import candidates, openings
from hiring.storage.candidates import Candidate, Interview, Seat
from hiring.storage.openings import Opening
from hiring.vocabulary import Language, SkillId


@dataclass(frozen=True)
class Talk:
    """One interview with those who sit in it, and those who have left it."""

    interview: Interview
    stage: FrozenStage
    skills: Sequence[SkillId]
    seats: Sequence[Seat]
    left: Sequence[Seat]

    @property
    def ends_at(self) -> datetime | None:
        """When it ends, if its time is known."""
        starts_at = self.interview.starts_at
        return ends(starts_at, self.interview.minutes) if starts_at else None

    @property
    def handed_in(self) -> Sequence[Seat]:
        """The seats whose card was handed in."""
        return [seat for seat in self.seats if seat.submitted]

    def lateness(self, seat: Seat, at: datetime) -> Lateness:
        """Return how late the card of a seat is."""
        return "early" if seat.submitted else lateness(self.ends_at, at)


@dataclass(frozen=True)
class Loop:
    """All interviews of one candidate, by the kit that was frozen for them."""

    candidate: Candidate
    kit: FrozenKit
    interviews: Sequence[Interview]
    seats: Sequence[Seat]

    @cached_property
    def talks(self) -> list[Talk]:
        """The interviews in their order; a seat that was left counts as taken where its card was handed in."""
        return [self._talk(interview) for interview in self.interviews]

    def _talk(self, interview: Interview) -> Talk:
        stage = self.kit.stage(interview.stage)
        here = [seat for seat in self.seats if seat.interview_id == interview.id]
        taken = [seat for seat in here if seat.left_at is None or seat.submitted]
        return Talk(
            interview, stage, self.kit.rated_in(stage), taken, [seat for seat in here if seat not in taken]
        )

    def talk(self, interview_id: int) -> Talk:
        """Return one interview; 404 if the candidate has no such interview."""
        return next((talk for talk in self.talks if talk.interview.id == interview_id), None) or abort(404)

    def seat(self, seat_id: int) -> tuple[Talk, Seat]:
        """Return a seat and its interview; 404 if the candidate has no such seat."""
        found = ((talk, seat) for talk in self.talks for seat in (*talk.seats, *talk.left))
        return next((each for each in found if each[1].id == seat_id), None) or abort(404)

    @property
    def gaps(self) -> Iterator[Finding]:
        """What those who sit in the interviews leave open."""
        return gaps(
            self.kit,
            [
                Taken(talk.interview.stage, seat.person_id, seat.skills)
                for talk in self.talks
                for seat in talk.seats
            ],
        )

    def next_at(self, at: datetime) -> datetime | None:
        """Return when the next interview begins, if one is fixed."""
        starts = (each.starts_at for each in self.interviews)
        return min((start for start in starts if start and start > at), default=None)

    def words(self, language: Language) -> KitWords:
        """Return the names of skills and stages as the kit has them."""
        return KitWords(self.kit, language)

    def waits_for(self, person_id: int) -> bool:
        """Whether somebody has not handed in all of their cards, those of seats that they left among them."""
        return any(
            seat.person_id == person_id and (seat.mending or not seat.submitted) for seat in self.seats
        )


def read_loop(db: Connection, candidate_id: int) -> tuple[Loop, Opening]:
    """Return a candidate's interviews and opening; 404 if there is no such candidate."""
    candidate, content = candidates.with_kit(db, candidate_id) or abort(404)
    opening = openings.opening(db, candidate.opening_id) or abort(404)
    kit = FrozenKit.model_validate_json(content)
    interviews = candidates.interviews_of(db, [candidate.id])
    return Loop(candidate, kit, interviews, candidates.seats_of(db, [candidate.id])), opening


def read_loops(db: Connection, opening_id: int, kits: Sequence[openings.KeptKit]) -> list[Loop]:
    """Return the interviews of all candidates of an opening, those who have withdrawn last."""
    everybody = candidates.candidates_of(db, opening_id)
    ids = [candidate.id for candidate in everybody]
    interviews, seats = candidates.interviews_of(db, ids), candidates.seats_of(db, ids)
    used = {candidate.kit_id for candidate in everybody}
    frozen = {kit.id: FrozenKit.model_validate_json(kit.content) for kit in kits if kit.id in used}
    return [
        Loop(
            candidate,
            frozen[candidate.kit_id],
            [each for each in interviews if each.candidate_id == candidate.id],
            [each for each in seats if each.candidate_id == candidate.id],
        )
        for candidate in sorted(everybody, key=lambda each: each.withdrawn_at is not None)
    ]
