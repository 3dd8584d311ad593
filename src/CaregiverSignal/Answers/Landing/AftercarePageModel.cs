using CaregiverSignal.Answers.Form;
using CaregiverSignal.People;
using CaregiverSignal.Web;

namespace CaregiverSignal.Answers.Landing;

/// <summary>
/// The page behind the link of a mail in aftercare: kind words first, then a few questions, then the end.
/// </summary>
public sealed record AftercarePageModel
{
    public required SupportPointSettings Support { get; init; }

    public required string Action { get; init; }

    public required string Coordinator { get; init; }

    /// <summary>An admission or a death.</summary>
    public required EventKind After { get; init; }

    /// <summary>Whether nothing was asked since.</summary>
    public required bool IsFirst { get; init; }

    public required IReadOnlyList<FormPage> Questions { get; init; }

    /// <summary>The days on which a call can be asked for.</summary>
    public required IReadOnlyList<DateOnly> CallDays { get; init; }

    /// <summary>What was sent from here and cannot be stored; null when the page is opened.</summary>
    public PageAnswers? Given { get; init; }
}
