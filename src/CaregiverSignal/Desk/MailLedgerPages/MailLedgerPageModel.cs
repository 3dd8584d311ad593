using CaregiverSignal.Delivery;
using CaregiverSignal.Mail.Ledger;

namespace CaregiverSignal.Desk.MailLedgerPages;

/// <param name="Held">Why nothing is mailed; null while mail goes.</param>
/// <param name="Saved">What was just decided.</param>
/// <param name="Relay">How the relay fares, in sentences.</param>
/// <param name="IsTroubled">The relay is left alone, or the day's limit is reached.</param>
/// <param name="MayTry">The relay can be tried before its time.</param>
/// <param name="Returned">What came back and changed nothing: by kind, then the newest to look at.</param>
public sealed record MailLedgerPageModel(
    StaffShell Shell,
    string? Held,
    string? Saved,
    IReadOnlyList<string> Relay,
    bool IsTroubled,
    bool MayTry,
    string Summary,
    IReadOnlyList<LedgerGroup> Groups,
    IReadOnlyList<string> Returned,
    IReadOnlyList<LedgerMoment> ReturnedNewest
)
{
    public static readonly Texts Words = Texts.Of(typeof(MailLedgerPage));

    private static readonly string[] Decisions = ["opnieuw", "opgeven", "aangekomen", "proberen", "veranderd"];

    public static string SummaryOf(IReadOnlyDictionary<string, int> counts) =>
        Words[
            "Summary",
            [.. MailLedgerTable.Groups.Select(group => (group, Texts.Number(counts.GetValueOrDefault(group))))]
        ];

    /// <summary>What was just decided, out of the address; null when it names nothing.</summary>
    public static string? SavedOf(string decision) => Decisions.Contains(decision) ? Words["Saved." + decision] : null;
}

/// <param name="Cut">Said when there are more than are shown.</param>
public sealed record LedgerGroup(string Id, string Title, string? Cut, IReadOnlyList<LedgerLine> Rows);

/// <param name="Late">When it should have been there; null while it is not late.</param>
public sealed record LedgerLine(
    string Id,
    string Kind,
    string Domain,
    string Age,
    string? Late,
    string Is,
    string Why,
    string Next,
    bool MayGoAgain,
    bool MayBeGivenUp,
    bool MayHaveGone
)
{
    public static LedgerLine Of(MailLedgerRow mail, LedgerWords words, MailKinds kinds) =>
        new LedgerLine(
            mail.Id,
            kinds.Word(mail.Kind, "Name"),
            Plainly.Shown(mail.RecipientDomain),
            words.Age(mail),
            words.Late(mail),
            words.Is(mail),
            words.Why(mail),
            words.Next(mail),
            mail.MayGoAgain,
            mail.MayBeGivenUp,
            mail.MayHaveGone
        );
}

/// <summary>One mail with its history.</summary>
public sealed record LedgerMailModel(
    StaffShell Shell,
    string? Saved,
    LedgerLine Mail,
    IReadOnlyList<FactLine> Facts,
    IReadOnlyList<LedgerMoment> Attempts,
    IReadOnlyList<LedgerMoment> Returns
);

/// <summary>Something that happened, and when.</summary>
public sealed record LedgerMoment(string When, string Text);

/// <summary>The page that asks before something is done.</summary>
/// <param name="Act"><c>opnieuw</c>, <c>opgeven</c>, <c>aangekomen</c> or <c>proberen</c>.</param>
/// <param name="Path">Where the answer goes; <paramref name="Back"/> is the page before.</param>
/// <param name="Facts">What it is about.</param>
/// <param name="Warnings">What follows from it, and what may go wrong by it.</param>
public sealed record LedgerAskModel(
    StaffShell Shell,
    string Act,
    string Path,
    string Back,
    IReadOnlyList<FactLine> Facts,
    IReadOnlyList<string> Warnings
);
