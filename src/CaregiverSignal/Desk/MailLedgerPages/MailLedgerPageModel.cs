using CaregiverSignal.Delivery;
using CaregiverSignal.Mail.Ledger;

namespace CaregiverSignal.Desk.MailLedgerPages;

public sealed record MailLedgerPageModel
{
    public required StaffShell Shell { get; init; }

    /// <summary>Why nothing is mailed; null while mail goes.</summary>
    public required string? Held { get; init; }

    /// <summary>The state of the relay, in sentences.</summary>
    public required IReadOnlyList<string> Relay { get; init; }

    /// <summary>Whether the relay is left alone for now, or the daily limit is reached.</summary>
    public required bool IsTroubled { get; init; }

    public required IReadOnlyList<LedgerGroup> Groups { get; init; }

    /// <summary>Returned messages that changed nothing: by kind, then the newest to look at.</summary>
    public required IReadOnlyList<string> Returned { get; init; }

    public required IReadOnlyList<FactLine> ReturnedNewest { get; init; }

    public static readonly Texts Words = Texts.Of(typeof(MailLedgerPage));
}

/// <param name="Cut">A sentence when there are more than are shown.</param>
public sealed record LedgerGroup(string Id, string Title, string? Cut, IReadOnlyList<LedgerLine> Rows);

/// <param name="Late">When it should have arrived; null when it is not late.</param>
public sealed record LedgerLine(
    string Id,
    string Kind,
    string Domain,
    string Age,
    string? Late,
    string Is,
    string Next,
    bool MayGoAgain
)
{
    public static LedgerLine Of(MailLedgerRow mail, LedgerWords words, MailKinds kinds) =>
        new(
            mail.Id,
            kinds.Word(mail.Kind, "Name"),
            Plainly.Shown(mail.RecipientDomain),
            words.Age(mail),
            words.Late(mail),
            $"{words.Is(mail)} {words.Why(mail)}".TrimEnd(),
            words.Next(mail),
            mail.MayGoAgain
        );
}

/// <summary>One mail, and what came back of it.</summary>
/// <param name="Saved">What was just decided.</param>
/// <param name="IsUnchanged">Whether that is not possible any more.</param>
public sealed record LedgerMailModel(
    StaffShell Shell,
    string? Saved,
    bool IsUnchanged,
    LedgerLine Mail,
    IReadOnlyList<FactLine> Facts,
    IReadOnlyList<FactLine> Returns,
    bool MayHaveArrived
);
