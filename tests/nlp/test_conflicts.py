"""Two reports of one event that tell different numbers."""

from __future__ import annotations

from newsroom.facts import DateMention, Donation, Goods, Household, Money, Reading, Spoken
from nlp.conflicts import find_conflicts


def reading(name: str, **facts: object) -> Reading:
    """A reading with only the facts given."""
    empty = dict.fromkeys(
        (
            "why",
            "money",
            "donations",
            "households",
            "places",
            "organisations",
            "persons",
            "dates",
            "pii",
            "typos",
            "summary",
        ),
        (),
    )
    return Reading(
        id=name, primary="donor", scores={}, secondary=(), needs_human=False, spoken=Spoken(0, 0), **{**empty, **facts}
    )  # type: ignore[arg-type]


def houses(
    *counts: int, scope: str = "handover", donor: str = "Agribank Kiên Giang", amount: int | None = None
) -> tuple[Donation, ...]:
    """One gift of so many houses for each count."""
    return tuple(
        Donation(donor, amount, (Goods("nhà đại đoàn kết", count, "căn"),), None, None, 0, 9, scope=scope)
        for count in counts
    )


def test_four_or_twenty_houses_is_a_conflict_shown_with_both_sides() -> None:
    """Nothing is averaged; the scopes say why they differ."""
    (conflict,) = find_conflicts(reading("a", donations=houses(4)), reading("b", donations=houses(20, scope="campaign")))
    assert (conflict.fact, conflict.left[0].value, conflict.right[0].value) == ("quantity", 4, 20)
    assert conflict.scopes_differ


def test_a_report_that_tells_both_agrees_with_either() -> None:
    """4 of 20 houses agrees with 4 and with 20."""
    both = reading("a", donations=houses(4, 20))
    assert find_conflicts(both, reading("b", donations=houses(4))) == ()
    assert find_conflicts(both, reading("c", donations=houses(20))) == ()


def test_hedges_are_allowed_for() -> None:
    """As in "trên 50 triệu" and 52.000.000 tell the same; "gần 50" and 52 do not."""

    def told(hedge: str | None, amount: int) -> Reading:
        gift = Donation("Công ty A Châu", amount, (), None, None, 0, 20)
        return reading(str(amount), donations=(gift,), money=(Money("50 triệu", 5, 12, amount, hedge=hedge),))

    assert find_conflicts(told("trên", 50_000_000), told(None, 52_000_000)) == ()
    assert find_conflicts(told("gần", 50_000_000), told(None, 52_000_000)) != ()
    assert find_conflicts(told(None, 50_000_000), told(None, 52_000_000))[0].fact == "amount"


def test_households_and_days_are_compared_by_kind() -> None:
    """8,790 poor against 8,970 poor is shown; other kinds do not meddle."""
    left = reading(
        "a",
        households=(Household("8.790 hộ nghèo", 0, 14, "poor", 8790),),
        dates=(DateMention("5/12", 20, 24, "2022-12-05"),),
    )
    right = reading(
        "b",
        households=(Household("8.970 hộ nghèo", 0, 14, "poor", 8970),),
        dates=(DateMention("4/12", 20, 24, "2022-12-04"),),
    )
    assert [conflict.fact for conflict in find_conflicts(left, right)] == ["households", "date"]
    assert find_conflicts(left, left) == ()
