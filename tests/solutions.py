"""What the keys of exercises must say: each value computed from the figures, tables and hidden facts of its exercise."""

import math
import re
from collections.abc import Callable, Iterable
from typing import Any

from hiring.exercise import Exercise, Number
from hiring.text import Text

Row = dict[str, Any]


class Case:
    """An exercise's data by id: figures, the rows of its tables, hidden facts; words are the English ones."""

    def __init__(self, exercise: Exercise) -> None:
        self.exercise = exercise
        self.figure = {figure.id: figure.value for figure in exercise.candidate.figures}
        self.facts = exercise.actor.facts if exercise.actor else []
        self.hidden = {fact.id: fact.value for fact in self.facts if fact.value is not None}

    def rows(self, table: str) -> list[Row]:
        """Return the rows of a table, each by the ids of the columns."""
        [found] = [each for each in self.exercise.candidate.tables if each.id == table]
        names = [column.id for column in found.columns]
        return [dict(zip(names, map(english, row), strict=True)) for row in found.rows]

    def by(self, column: str, table: str) -> dict[str, Row]:
        """Return the rows of a table by one of their cells."""
        return {row[column]: row for row in self.rows(table)}

    def row(self, table: str, start: str) -> Row:
        """Return the row of a table whose first cell starts with some words."""
        [found] = [row for row in self.rows(table) if next(iter(row.values())).startswith(start)]
        return found


def english(cell: Number | str | Text) -> Number | str:
    return str(cell.en) if isinstance(cell, Text) else cell


def per_cent(part: float, whole: float) -> float:
    return round(100 * part / whole, 1)


def number_in(words: str) -> int:
    """Return the one number of a cell such as `12 days ago`."""
    [found] = re.findall(r"\d+", words)
    return int(found)


def account_plan(case: Case) -> dict[str, float]:
    figure, contract, start = case.figure, case.rows("contract"), case.figure["start_revenue"]
    lens = next(row for row in contract if (row["department"], row["product"]) == ("Finance", "Lens"))
    reduced = lens["revenue"] * lens["active"] / lens["licences"]
    cells = [
        (row["department"], value)
        for row in case.rows("potential")
        for value in row.values()
        if isinstance(value, int | float)
    ]
    silent = {
        row["department"]
        for row in case.rows("contacts")
        if row["days_ago"] == "none" or number_in(row["days_ago"]) > 90
    }
    largest = sorted((value for _, value in cells), reverse=True)
    elsewhere = sorted((value for department, value in cells if department != "Finance"), reverse=True)
    of_the_coo = {"Stores", "Logistics", "Customer service"}
    return {
        "target_revenue": start * (100 + figure["growth_target"]) / 100,
        "retained_revenue": start * figure["retention_target"] / 100,
        "finance_lost": per_cent(start - lens["revenue"], start),
        "finance_reduced": per_cent(start - lens["revenue"] + reduced, start),
        "decision_days": figure["renewal_days"] - figure["notice_days"],
        "usage": per_cent(sum(row["active"] for row in contract), sum(row["licences"] for row in contract)),
        "silent_departments": sum(row["revenue"] for row in contract if row["department"] in silent),
        "white_space": len(cells),
        "white_space_amount": sum(largest),
        "top_three": sum(largest[:3]),
        "coo_departments": sum(value for department, value in cells if department in of_the_coo),
        "enough_cells": sum(elsewhere[:6]) * figure["planning_share"] / 100,
    }


def coaching(case: Case) -> dict[str, float]:
    figure, hidden, deals = case.figure, case.hidden, case.by("id", "opportunities")
    target, signed = figure["target"], figure["signed"]
    due = [row for row in deals.values() if 0 <= row["close_in"] <= figure["days_left"]]

    def weighted(rows: Iterable[Row]) -> float:
        return math.fsum(row["amount"] * row["probability"] / 100 for row in rows)

    naive = signed + weighted(deals.values())
    commit = signed + deals["P2"]["amount"] + deals["P5"]["amount"]
    best = commit + deals["P1"]["amount"]
    return {
        "weighted": weighted(deals.values()),
        "naive": naive,
        "naive_attainment": per_cent(naive, target),
        "cleaned": signed + weighted(due),
        "p4_days": figure["median_cycle"] - deals["P4"]["open_for"] - deals["P4"]["close_in"],
        "commit": commit,
        "commit_attainment": per_cent(commit, target),
        "best_case": best,
        "best_attainment": per_cent(best, target),
        "p1_slack": deals["P1"]["close_in"] - hidden["p1_check"],
        "coverage": round(sum(row["amount"] for row in due) / (target - signed), 2),
        "last_deviation": per_cent(hidden["last_forecast"] - hidden["last_result"], hidden["last_forecast"]),
    }


def deal_review(case: Case) -> dict[str, float]:
    first, second, third = periods = case.rows("periods")
    asked, got = case.row("deals", "List price"), case.row("deals", "Price signed")
    decided, talked = case.row("deals", "Decision"), case.row("deals", "First talk")
    took_part, met = case.row("deals", "People who"), case.row("deals", "Of these")
    return {
        "attainment_first": per_cent(first["closed"], first["quota"]),
        "attainment_second": per_cent(second["closed"], second["quota"]),
        "attainment_second_own": per_cent(second["closed"] - second["inherited"], second["quota"]),
        "against_median": per_cent(second["closed"], second["team_median"]),
        "attainment_third": per_cent(third["closed"], third["quota"]),
        "attainment_all": per_cent(sum(row["closed"] for row in periods), sum(r["quota"] for r in periods)),
        "won_share": per_cent(got["won"], second["quota"]),
        "lost_share": per_cent(got["lost"], second["quota"]),
        "won_discount": per_cent(asked["won"] - got["won"], asked["won"]),
        "lost_discount": per_cent(asked["lost"] - got["lost"], asked["lost"]),
        "cycles": decided["lost"] - case.figure["sample_median_cycle"],
        "budget_talk": per_cent(talked["lost"], decided["lost"]),
        "reach": per_cent(met["lost"], took_part["lost"]),
    }


def discovery_call(case: Case) -> dict[str, float]:
    figure, hidden = case.figure, case.hidden
    weekly = hidden["hours_lost"] * hidden["hour_cost"]
    yearly = weekly * figure["weeks_year"]
    saving = yearly * figure["hours_saved"] / 100
    return {
        "weekly_loss": weekly,
        "yearly_loss": yearly,
        "yearly_saving": saving,
        "yearly_gain": saving - figure["price_year"],
        "contract_total": figure["term_years"] * figure["price_year"],
        "weeks_needed": hidden["procurement_weeks"] + figure["rollout_weeks"],
        "hidden_facts": len(case.facts),
    }


def forecast(case: Case) -> dict[str, float]:
    figure, deals = case.figure, case.by("id", "opportunities")
    quota, signed, start = figure["quota"], figure["closed_won"], figure["arr_start"]
    due = [row for row in deals.values() if row["days_to_close"] <= figure["days_left"]]
    open_value = sum(row["amount"] for row in due)
    weighted = sum(row["amount"] * row["probability"] / 100 for row in due)
    commit = signed + deals["O1"]["amount"] + deals["O8"]["amount"]
    best = commit + deals["O3"]["amount"]
    kept = start - figure["arr_contraction"] - figure["arr_churn"]
    return {
        "open_in_period": open_value,
        "weighted": weighted,
        "naive": signed + weighted,
        "naive_share": per_cent(signed + weighted, quota),
        "gap": quota - signed,
        "coverage": round(open_value / (quota - signed), 2),
        "cycle_check": number_in(deals["O7"]["facts"]) + deals["O7"]["days_to_close"],
        "commit": commit,
        "commit_share": per_cent(commit, quota),
        "best_case": best,
        "best_case_share": per_cent(best, quota),
        "grr": per_cent(kept, start),
        "nrr": per_cent(kept + figure["arr_expansion"], start),
    }


def negotiation(case: Case) -> dict[str, float]:
    figure, hidden, listed = case.figure, case.hidden, case.figure["list_price"]
    assert case.exercise.actor
    manner = " ".join(text.en for text in case.exercise.actor.manner)
    demanded = {int(share) for share in re.findall(r"(\d+)(?: per cent|%)", manner)}
    walk_away = listed * (100 - figure["discount_approved"]) / 100
    factories = listed / figure["factory_price"]
    return {
        "demand": listed * (100 - max(demanded)) / 100,
        "own_authority": listed * (100 - figure["discount_alone"]) / 100,
        "walk_away": walk_away,
        "buyer_limit": min(hidden["approved_budget"], listed * (100 - hidden["savings_report"]) / 100),
        "agreement_zone": hidden["approved_budget"] - walk_away,
        "rival_real_cost": hidden["other_price"] + hidden["other_login"],
        "most_points": sum(value for name, value in figure.items() if name.endswith("_points")),
        "later_factory": figure["factory_price"] * (factories - hidden["fourth_factory"] / 12),
    }


def renewal_save(case: Case) -> dict[str, float]:
    figure, hidden, months = case.figure, case.hidden, case.rows("usage")
    price, first, last = figure["year_price"], months[0]["active"], months[-1]["active"]
    before, after = (sum(row["requests"] for row in half) for half in (months[:3], months[3:]))
    decision = figure["days_left"] - hidden["choice_days"]
    return {
        "active_first": per_cent(first, figure["users_paid"]),
        "active_last": per_cent(last, figure["users_paid"]),
        "price_per_active": price / last,
        "requests_growth": per_cent(after - before, before),
        "lost_jobs_cost": hidden["lost_jobs"] * hidden["job_cost"],
        "days_late": hidden["actual_days"] - hidden["promised_days"],
        "value_at_risk": figure["renewal_years"] * price,
        "rival_saving": per_cent(price - hidden["rival_price"], price),
        "migration_gap": 7 * hidden["migration_weeks"] - figure["days_left"],
        "decision_day": decision,
        "next_call": decision - 3 * 7,  # the key proposes three weeks
        "credit": price * figure["credit_share"] / 100,
    }


def shortest_path(case: Case) -> dict[str, float]:
    figure, departments, requests = case.figure, case.rows("map"), case.rows("requests")
    products = ("plan", "quality", "service", "report")

    def revenue(rows: list[Row]) -> float:
        return math.fsum(row[product] for row in rows for product in products)

    def price(rows: list[Row]) -> float:
        return math.fsum(row["users"] for row in rows) * figure["user_price"]

    alone = [
        row for row in departments if row["last_talk"] == "Never" or row["last_talk"] > figure["relationship"]
    ]
    lacking = [row for row in requests if row["state"].startswith("Not offered")]
    notice = figure["contract_end"] - figure["notice"]
    return {
        "revenue": revenue(departments),
        "no_relationship": len(alone),
        "exposed": revenue(alone),
        "exposed_share": per_cent(revenue(alone), revenue(departments)),
        "plan_revenue": sum(row["plan"] for row in departments),
        "missing": sum(row["at_rival"] == "Yes" for row in lacking),
        "product_potential": price(lacking),
        "sellable": price([row for row in requests if row not in lacking]),
        "growth_goal": revenue(departments) * figure["growth_goal"] / 100,
        "notice_days": notice,
        "after_waiting": notice - figure["stocktaking_end"],
    }


def territory_plan(case: Case) -> dict[str, float]:
    figure, accounts = case.figure, case.by("id", "accounts")
    week, touch, touches = 60 * figure["hours_week"], figure["touch_minutes"], figure["touches_series"]
    series = figure["research_minutes"] + touches * touch
    fair, weeks = 60 * figure["fair_hours"], figure["weeks"]
    companies = (weeks * week - fair) / series
    unfit = {
        name
        for name, row in accounts.items()
        if not figure["size_min"] <= row["employees"] <= figure["size_max"]
    }
    not_now = unfit | {"A07", "A12", "A14", "A24"}  # by their notes
    recent = {
        name
        for name, row in accounts.items()
        if isinstance(row["event_age"], int | float) and row["event_age"] <= figure["event_days"]
    }
    first = recent - not_now
    later = accounts.keys() - first - not_now
    by_event, by_other = figure["rate_event"] / 100, figure["rate_other"] / 100
    meetings = len(first) * by_event + (companies - len(first)) * by_other
    return {
        "naive_capacity": week / touch * weeks / touches,
        "minutes_available": weeks * week - fair,
        "minutes_company": series,
        "capacity": companies,
        "touches_week": companies * touches / weeks,
        "first_group": len(first),
        "first_week": len(first) * (figure["research_minutes"] + touches / 2 * touch),
        "not_now": len(not_now),
        "later": len(later),
        "from_others": companies - len(first) - len(later),
        "expected_meetings": meetings,
        "events_needed": (figure["target_meetings"] - meetings) / (by_event - by_other),
        "lost_week": ((weeks - 1) * week - fair) // series,
    }


SOLVED: dict[str, Callable[[Case], dict[str, float]]] = {
    solve.__name__: solve
    for solve in (
        account_plan,
        coaching,
        deal_review,
        discovery_call,
        forecast,
        negotiation,
        renewal_save,
        shortest_path,
        territory_plan,
    )
}
