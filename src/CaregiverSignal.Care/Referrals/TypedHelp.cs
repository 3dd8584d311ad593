using CaregiverSignal.People;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Referrals;

/// <summary>Help as a coordinator proposes it.</summary>
/// <param name="Kind">The key of a kind.</param>
/// <param name="When">What it is wanted for, in one line.</param>
/// <param name="IsChosen">Whether the caregiver chose it in the same conversation.</param>
public sealed record TypedHelp(string Kind, string Own, string When, DateOnly? Next, bool IsChosen)
{
    /// <summary>The proposed offer of the directory, which determines the kind; null for none.</summary>
    public long? OfferId { get; init; }

    /// <summary>The same, with the kind of that offer.</summary>
    /// <param name="offer">Null if there is none, or no longer.</param>
    internal TypedHelp With(Offer? offer) => offer is null ? this : this with { Kind = offer.KindCode };

    /// <summary>Help that was declined or did not work out may be proposed again only with a line saying what is
    /// different.</summary>
    internal IEnumerable<HelpFault> Faults(IReadOnlyList<ArrangedHelp> known, bool hasOffer, DateOnly today)
    {
        var before = known.LastOrDefault(help => help.KindCode == Kind);
        if (OfferId is not null && !hasOffer)
            yield return new(nameof(OfferId), HelpProblem.Offer);
        else if (HelpKind.Find(Kind) is null)
            yield return new(nameof(Kind), HelpProblem.Kind);
        else if (before is { IsOpen: true })
            yield return new(nameof(Kind), HelpProblem.Open);
        else if (known.Count(help => help.Step == HelpStep.Proposed) >= HelpRoad.MostProposed)
            yield return new(nameof(Kind), HelpProblem.Most);
        if (Own.Length == 0 && before is { Reason: { } reason, EndedOn: { } day })
            yield return new(nameof(Own), HelpProblem.Again) { Reason = reason, Day = day };
        if (HelpFault.TooLong(nameof(Own), Own) is { } tooLong)
            yield return tooLong;
        if (OneLine.Problem(When, PersonDetails.LongestLine) is not null)
            yield return new(nameof(When), HelpProblem.Line);
        if (!MayBeNext(Next, today))
            yield return new(nameof(Next), HelpProblem.Next);
    }

    internal ArrangedHelp Of(long caregiverId, Offer? offer, DateOnly today, DateOnly? nextOn) =>
        new()
        {
            CaregiverId = caregiverId,
            KindCode = Kind,
            Words = Own,
            WantedFor = When,
            OfferId = offer?.Id,
            WithWhom = offer?.Name ?? "",
            Step = HelpStep.Proposed,
            StepOn = today,
            NextOn = nextOn,
            ProposedOn = today,
        };

    internal static bool MayBeNext(DateOnly? next, DateOnly today) =>
        next is null || (next > today && next <= today.AddYears(1));
}

/// <summary>The next step of help, as a coordinator types it.</summary>
public sealed record TypedStep
{
    public HelpVerdict? Helped { get; init; }
    public HelpStep? Step { get; init; }
    public HelpReason? Reason { get; init; }
    public string Who { get; init; } = "";

    /// <summary>Today if omitted.</summary>
    public DateOnly? Day { get; init; }
    public string Note { get; init; } = "";
    public DateOnly? Next { get; init; }

    internal IEnumerable<HelpFault> Faults(ArrangedHelp help, bool isAfterCare, DateOnly today)
    {
        if (Step is not { } step || !HelpRoad.After(help, isAfterCare).Contains(step))
            yield return new(nameof(Step), HelpProblem.Step);
        else if (
            HelpRoad.ReasonsFor(help.Kind, step) is { Count: > 0 } reasons
            && !(Reason is { } reason && reasons.Contains(reason))
        )
            yield return new(nameof(Reason), HelpProblem.Reason);
        if (OneLine.Problem(Who, PersonDetails.LongestLine) is not null)
            yield return new(nameof(Who), HelpProblem.Line);
        else if (Step == HelpStep.Matched && Who.Length == 0 && help.WithWhom.Length == 0)
            yield return new(nameof(Who), HelpProblem.Who);
        if ((Day ?? today) is var on && (on < help.StepOn || on > today))
            yield return new(nameof(Day), HelpProblem.Day) { Day = help.StepOn };
        if (HelpFault.TooLong(nameof(Note), Note) is { } tooLong)
            yield return tooLong;
        if (!(Step is { } last && HelpRoad.IsEnd(last)) && !TypedHelp.MayBeNext(Next, today))
            yield return new(nameof(Next), HelpProblem.Next);
    }

    /// <remarks>Only if it has no faults.</remarks>
    internal NewStep Of(ArrangedHelp help, DateOnly? nextOn, bool isAfterCare, DateOnly today) =>
        new(
            Step!.Value,
            Day ?? today,
            nextOn,
            HelpRoad.ReasonsFor(help.Kind, Step.Value).Count > 0 ? Reason : null,
            Who,
            Helped,
            Note
        )
        {
            IsAfterCare = isAfterCare,
        };
}

/// <summary>A problem in a form about help, which prevents storing any of it.</summary>
/// <param name="Field">The form field.</param>
public sealed record HelpFault(string Field, HelpProblem Problem)
{
    /// <summary>The earliest allowed day, or the day on which it did not go ahead.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>Why it did not go ahead.</summary>
    public HelpReason? Reason { get; init; }

    /// <summary>How many characters too many.</summary>
    public int Count { get; init; }

    internal static HelpFault? TooLong(string field, string note) =>
        note.Length > Typed.LongestNote
            ? new(field, HelpProblem.TooLong) { Count = note.Length - Typed.LongestNote }
            : null;
}

public enum HelpProblem
{
    Kind,

    /// <summary>The offer is no longer in the directory.</summary>
    Offer,

    /// <summary>The same kind of help is open already.</summary>
    Open,

    /// <summary>The maximum number of proposals is waiting (<see cref="HelpRoad.MostProposed"/>).</summary>
    Most,

    /// <summary>It did not go ahead before, and nobody said what is different now.</summary>
    Again,
    Line,
    TooLong,
    Next,
    Step,
    Reason,
    Who,
    Day,

    /// <summary>Somebody else took a step since the form was shown.</summary>
    News,
}
