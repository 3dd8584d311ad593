using CaregiverSignal.Delivery;
using CaregiverSignal.Mail.Ledger;

namespace CaregiverSignal.Desk.MailLedgerPages;

public sealed record MailLedgerPageModel
{
    public required StaffShell Shell { get; init; }

    /// <summary>Why nothing is mailed; null while mail goes.</summary>
    public required string? Held { get; init; }

    /// <summary>What was just decided.</summary>
    public required string? Saved { get; init; }

    /// <summary>Whether that was nothing: somebody was before them, or it is no longer possible.</summary>
    public bool IsUnchanged { get; init; }

    /// <summary>The state of the relay, in sentences.</summary>
    public required IReadOnlyList<string> Relay { get; init; }

    /// <summary>Whether the relay is left alone for now, or the daily send limit is reached.</summary>
    public required bool IsTroubled { get; init; }

    /// <summary>Whether the relay can be tried before its time.</summary>
    public required bool MayTry { get; init; }

    public required string Summary { get; init; }

    public required IReadOnlyList<LedgerGroup> Groups { get; init; }

    /// <summary>Returned messages that changed nothing: by kind, then the newest to look at.</summary>
    public required IReadOnlyList<string> Returned { get; init; }

    public required IReadOnlyList<LedgerMoment> ReturnedNewest { get; init; }

    public static readonly Texts Words = Texts.Of(typeof(MailLedgerPage));

    private static readonly string[] Decisions = ["opnieuw", "opgeven", "aangekomen", "proberen", "veranderd"];

    /// <summary>How many of each there are; what there is none of is left out.</summary>
    public static string SummaryOf(IReadOnlyDictionary<string, int> counts) =>
        counts.Values.All(count => count == 0)
            ? Words["Count.none"]
            : string.Join(
                ' ',
                MailLedgerTable
                    .Groups.Where(group => counts.GetValueOrDefault(group) > 0)
                    .Select(group => Words["Count." + group, ("n", Counted(counts[group]))])
            );

    private static string Counted(int count) =>
        count > MailLedgerTable.MostCounted
            ? Words["MoreThan", ("n", Texts.Number(MailLedgerTable.MostCounted))]
            : Texts.Number(count);

    /// <summary>The decision in the address of one that was not possible any more.</summary>
    public const string Unchanged = "veranderd";

    /// <summary>The words for the decision in the address; null when it names none.</summary>
    public static string? SavedOf(string decision) => Decisions.Contains(decision) ? Words["Saved." + decision] : null;
}

/// <param name="Cut">A sentence when there are more than are shown.</param>
public sealed record LedgerGroup(string Id, string Title, string? Cut, IReadOnlyList<LedgerLine> Rows);

public sealed record LedgerLine
{
    public required string Id { get; init; }

    public required string Kind { get; init; }

    public required string Domain { get; init; }

    public required string Age { get; init; }

    /// <summary>When it should have arrived; null when it is not late.</summary>
    public required string? Late { get; init; }

    public required string Is { get; init; }

    public required string Why { get; init; }

    public required string Next { get; init; }

    public required bool MayGoAgain { get; init; }

    public required bool MayBeGivenUp { get; init; }

    public required bool MayHaveGone { get; init; }

    public static LedgerLine Of(MailLedgerRow mail, LedgerWords words, MailKinds kinds) =>
        new LedgerLine
        {
            Id = mail.Id,
            Kind = kinds.Word(mail.Kind, "Name"),
            Domain = Plainly.Shown(mail.RecipientDomain),
            Age = words.Age(mail),
            Late = words.Late(mail),
            Is = words.Is(mail),
            Why = words.Why(mail),
            Next = words.Next(mail),
            MayGoAgain = mail.MayGoAgain,
            MayBeGivenUp = mail.MayBeGivenUp,
            MayHaveGone = mail.MayHaveGone,
        };
}

/// <summary>One mail with its history.</summary>
/// <param name="IsUnchanged">Whether what was just decided is not possible any more.</param>
public sealed record LedgerMailModel(
    StaffShell Shell,
    string? Saved,
    bool IsUnchanged,
    LedgerLine Mail,
    IReadOnlyList<FactLine> Facts,
    IReadOnlyList<LedgerMoment> Attempts,
    IReadOnlyList<LedgerMoment> Returns
);

/// <summary>An event in a mail's history.</summary>
public sealed record LedgerMoment(string When, string Text);

/// <summary>The page that asks to confirm a decision.</summary>
/// <param name="Act"><c>opnieuw</c>, <c>opgeven</c>, <c>aangekomen</c> or <c>proberen</c>.</param>
/// <param name="Path">The address the answer is sent to; <paramref name="Back"/> is the page before.</param>
/// <param name="Facts">What it is about.</param>
/// <param name="Warnings">What follows from it, and what may go wrong.</param>
public sealed record LedgerAskModel(
    StaffShell Shell,
    string Act,
    string Path,
    string Back,
    IReadOnlyList<FactLine> Facts,
    IReadOnlyList<string> Warnings
);
