using CaregiverSignal.Time;
using CaregiverSignal.Tips;

namespace CaregiverSignal.Desk.Tips;

/// <summary>One tip as a coordinator reads it, every text ready to show.</summary>
public sealed record TipPageModel
{
    public required StaffShell Shell { get; init; }

    public required long Id { get; init; }

    /// <summary>Whether somebody took it up, and who.</summary>
    public required string State { get; init; }

    public required bool IsOpen { get; init; }

    public required bool MayTakeUp { get; init; }

    public required bool IsOfMinor { get; init; }

    /// <summary>The reporter's words; null once they were deleted.</summary>
    public required string? Own { get; init; }

    /// <summary>The reporter's phone number; null when they left none.</summary>
    public required string? ReporterPhone { get; init; }

    public required IReadOnlyList<FactLine> Facts { get; init; }

    public required string? Note { get; init; }

    /// <summary>The form to close it.</summary>
    public required CloseForm Close { get; init; }

    /// <summary>What was just done; null when nothing was.</summary>
    public required string? Saved { get; init; }

    /// <summary>Whether that was nothing: somebody was before them, or it is no longer possible.</summary>
    public bool IsUnchanged { get; init; }

    public static readonly Texts Words = Texts.Of(typeof(TipPage));

    public static TipPageModel Of(Tip tip, StaffShell shell, CloseForm close, string? saved, SiteTime time) =>
        new TipPageModel
        {
            Shell = shell,
            Id = tip.Id,
            State = StateOf(tip, time),
            IsOpen = tip.ClosedAt is null,
            MayTakeUp = tip.TakenUpAt is null && tip.ClosedAt is null,
            IsOfMinor = tip.Minor == TipAnswer.Yes,
            Own = tip.Words is null ? null : Plainly.Shown(tip.Words),
            ReporterPhone = tip.ReporterPhone is null ? null : Plainly.Shown(tip.ReporterPhone),
            Facts = [.. FactsOf(tip, time)],
            Note = tip.Note is null ? null : Plainly.Shown(tip.Note),
            Close = close,
            Saved = saved,
        };

    /// <summary>"maandag 2 maart 2026, 10.00 uur".</summary>
    public static string Received(Tip tip, SiteTime time)
    {
        var at = time.Local(tip.ReceivedAt);
        return Words[
            "Received",
            ("dag", at.ToString("dddd d MMMM yyyy", Texts.Dutch)),
            ("tijd", at.ToString("HH.mm", Texts.Dutch))
        ];
    }

    public static string StateOf(Tip tip, SiteTime time) =>
        tip switch
        {
            { ClosedAt: { } closed } => Words[
                "State.closed",
                ("dag", Texts.Day(time.DayOf(closed))),
                ("wie", Plainly.Shown(tip.ClosedBy ?? "")),
                ("uitkomst", tip.Outcome is { } outcome ? Words["Outcome." + outcome.Code()] : "")
            ],
            { TakenUpAt: { } at } => Words[
                "State.taken",
                ("dag", Texts.Day(time.DayOf(at))),
                ("wie", Plainly.Shown(tip.TakenUpBy ?? ""))
            ],
            _ => Words["State.new"],
        };

    private static IEnumerable<FactLine> FactsOf(Tip tip, SiteTime time)
    {
        yield return new(Words["Fact.Received"], Received(tip, time));
        if (tip.ForgottenAt is { } at)
            yield return new(Words["Fact.Forgotten"], Texts.Day(time.DayOf(at)));
        yield return new(Words["Fact.Minor"], Words["Choice." + (tip.Minor?.Code() ?? "none")]);
        yield return new(Words["Fact.Knows"], Words["Choice." + (tip.Knows?.Code() ?? "none")]);
        if (tip.ForgottenAt is not null)
            yield break;
        yield return new(Words["Fact.About"], tip.About is null ? Words["Choice.none"] : Plainly.Shown(tip.About));
        yield return new(
            Words["Fact.Teller"],
            tip.ReporterName is { } name
                ? Plainly.Shown(name)
                : Words[tip.ReporterPhone is null && tip.ReporterEmail is null ? "Anonymous" : "Choice.none"]
        );
        if (tip.ReporterEmail is { } email)
            yield return new(Words["Fact.Email"], Plainly.Shown(email));
    }
}
