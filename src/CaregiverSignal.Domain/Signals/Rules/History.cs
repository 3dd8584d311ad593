using CaregiverSignal.People;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Scores;

namespace CaregiverSignal.Signals.Rules;

/// <summary>All that the rules may know about one caregiver, up to and including <paramref name="Today"/>, oldest
/// first.</summary>
public sealed record History(
    DateOnly Today,
    IReadOnlyList<Wave> Waves,
    IReadOnlyList<HistoryEvent> Events,
    IReadOnlyList<Contact> Contacts
)
{
    /// <summary>The state in which the caregiver was enrolled, when no event gives it; null otherwise.</summary>
    public LifeStep? InitialState { get; init; }

    /// <summary>The first later day of which something is known already, as of an import; null without any.</summary>
    public DateOnly? NextOn { get; init; }
}

/// <summary>One check-in: when it was asked, when it was answered, and the values.</summary>
/// <param name="AskedOn">The day on which it was opened, in the support point's time zone.</param>
/// <param name="ClosesOn">The first day on which it can no longer be answered.</param>
/// <param name="AnsweredOn">Null when it was not answered, or not yet.</param>
/// <param name="WantsCall">The caregiver answered "yes, call me".</param>
public sealed record Wave(
    DateOnly AskedOn,
    DateOnly ClosesOn,
    DateOnly? AnsweredOn,
    bool WantsCall,
    IReadOnlyList<Measured> Values
)
{
    /// <summary>The raw codes by item; a skipped item has none.</summary>
    public IReadOnlyList<GivenAnswer> Answers { get; init; } = [];

    /// <summary>Whether it was asked by mail. A check-in by phone or on paper depends on the support point, so it is no
    /// silence.</summary>
    public bool ByMail { get; init; } = true;

    /// <summary>Whether leaving it unanswered means nothing: its mail did not arrive, or the caregiver was
    /// away.</summary>
    public bool IsExcused { get; init; }

    /// <summary>Whether one question was put to them, the one that opens each check-in, and nothing else unless they
    /// looked for it: what was not asked is not well.</summary>
    public bool IsLight { get; init; }

    /// <summary>Whether that question was all that was answered.</summary>
    internal bool IsFrontQuestionAlone =>
        Values.Any(value => value is { Kind: ObservationKind.Going, IsBlank: false })
        && Values.All(value => value.Kind == ObservationKind.Going || value.IsBlank);

    /// <summary>The same check-in as it was known before <see cref="AnsweredOn"/>, when part of it was answered on an
    /// earlier day.</summary>
    public Wave? Before { get; init; }
}

/// <summary>The raw code that was answered to an item.</summary>
public sealed record GivenAnswer(string Instrument, string Item, int Code);

/// <summary>One scale value of one instrument in a check-in.</summary>
public sealed record Measured(string Instrument, int Version, ScaleValue Value)
{
    /// <summary>What it is to the rules; null where they do not read it.</summary>
    public ObservationKind? Kind { get; } = Observations.KindOf(Instrument, Value.Scale);

    /// <summary>Whether nothing of it was answered: it can still be anything.</summary>
    internal bool IsBlank => Value.Value is null && !(Math.Abs(Kind?.FromLightest() ?? 0) > Value.High - Value.Low);

    /// <summary>The code that was answered to a question without a score.</summary>
    public static Measured Of(Instrument instrument, string item, int code) =>
        new(instrument.Key, instrument.Version, new ScaleValue(item, code, code, code, null));
}

/// <summary>An event, and who reported it.</summary>
public sealed record HistoryEvent(DateOnly Day, EventKind Kind, ReportedBy By)
{
    /// <summary>Whether the last care ended with it, where it is an admission or a death: who cares for others still
    /// cares.</summary>
    public bool EndsCare { get; init; } = true;

    /// <summary>The state that it leads to; null when it leads to none.</summary>
    public CaregiverStatus? StatusAfter => Kind.StatusAfter(EndsCare);
}

/// <summary>A contact or closing that a coordinator logged; until <paramref name="NextOn"/> the same state causes no
/// notification.</summary>
public sealed record Contact(DateOnly Day, bool Closes, DateOnly? NextOn)
{
    /// <summary>A closing for who wants no call, with what was done instead: it holds until the next red
    /// answer.</summary>
    public bool DoneInstead { get; init; }
}
