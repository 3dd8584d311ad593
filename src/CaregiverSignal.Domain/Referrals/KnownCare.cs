using CaregiverSignal.People;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Referrals;

/// <summary>What is known about a caregiver, to decide which help fits; pure.</summary>
public sealed record KnownCare
{
    /// <summary>Months for which an answer or event counts: two rounds of the shipped plan (our choice).</summary>
    public const int HoldsMonths = 6;

    private static readonly EventKind[] Respite =
    [
        EventKind.RespiteStarted,
        EventKind.RespiteFailed,
        EventKind.RespiteEnded,
    ];

    public required DateOnly Today { get; init; }

    /// <summary>All help, also what was declined, failed or ended.</summary>
    public IReadOnlyList<ArrangedHelp> Help { get; init; } = [];

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<(EventKind Kind, DateOnly On)> Events { get; init; } = [];

    /// <summary>The newest answer to each question, as <c>wishes.take-over</c>.</summary>
    public IReadOnlyList<(string Question, int Value, DateOnly On)> Answers { get; init; } = [];

    /// <summary>Columns of people.csv with their value, as <c>relation=partner</c>; of each care they give.</summary>
    public IReadOnlyList<string> Details { get; init; } = [];

    public DateOnly? Born { get; init; }

    /// <summary>They care in several situations.</summary>
    public bool CaresForMore { get; init; }

    public bool IsLongAndIntensive { get; init; }

    /// <summary>A signal is open, or the CSI is at its cut-off.</summary>
    public bool IsStrained { get; init; }

    /// <summary>The support that they get fell, as <see cref="LessSupport"/> or <see cref="DwindlingSupport"/> has
    /// it.</summary>
    public bool HasLessSupport { get; init; }

    /// <summary>As <see cref="SupportIsMissed"/> has it.</summary>
    public bool MissesSupport { get; init; }

    /// <summary>More people went or moved off than came, since the circle was drawn before.</summary>
    public bool HasSmallerCircle { get; init; }

    /// <summary>All facts by their names in help-fits.json.</summary>
    public IReadOnlySet<string> Facts()
    {
        var since = Today.AddMonths(-HoldsMonths);
        var respite = Events.LastOrDefault(told => Respite.Contains(told.Kind)).Kind;
        // Unless the reason why other respite failed is known.
        var failed = respite == EventKind.RespiteFailed && !Help.Any(IsFailedRespite);
        return new HashSet<string>([
            .. Details,
            .. Answers
                .Where(answer => answer.On >= since)
                .Select(answer => FormattableString.Invariant($"{answer.Question}={answer.Value}")),
            .. Events.Where(told => told.On > since).Select(told => $"event={told.Kind}"),
            .. Help.Select(help => help.Reason).OfType<HelpReason>().Select(reason => $"help={reason.Code()}"),
            .. If(respite == EventKind.RespiteStarted, "respite=runs"),
            .. If(failed, "respite=failed"),
            .. If(CaresForMore, "situations=several"),
            .. If(IsLongAndIntensive, "care=long-and-intensive"),
            .. If(IsStrained, "strain=high"),
            .. If(HasLessSupport, "support=less"),
            .. If(MissesSupport, "support=missed"),
            .. If(HasSmallerCircle, "circle=smaller"),
            .. If(Born > Today.AddYears(-25) && !Minors.Is(Born, Today), "age=18-24"),
            .. If(Born <= Today.AddYears(-80), "age=80+"),
        ]);
    }

    private static string[] If(bool isSo, string fact) => isSo ? [fact] : [];

    private static bool IsFailedRespite(ArrangedHelp help) =>
        help.Step == HelpStep.Failed && help.Kind.Group == HelpGroup.Respite;
}
