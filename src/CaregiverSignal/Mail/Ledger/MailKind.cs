namespace CaregiverSignal.Mail.Ledger;

/// <summary>
/// A kind of mail, declared once, in the file of the room that sends it. The ledger stores what it needs of it with
/// each mail, so that it knows no kind by name, and a mail of another version of the program goes out as it was meant
/// (docs/adr/0033).
/// </summary>
/// <param name="Code">In the store, in the log and on the command line; it never changes.</param>
/// <param name="Priority">Which mail goes first when several wait: the lowest number; see
/// <see cref="MailPriority"/>.</param>
/// <param name="Words">Its Dutch name in the ledger, <c>Kind.Name</c>. Where the demo names it: the name of its files,
/// <c>Kind.File</c>, and in English what is counted, <c>Kind.Counted</c>.</param>
public sealed record MailKind(string Code, int Priority, Texts? Words = null)
{
    /// <summary>It goes outside the caregivers' window, pace and day's limit.</summary>
    public bool Urgent { get; init; }

    /// <summary>
    /// Somebody asked for it, and waits. How many may be asked for is limited where they are asked for, and it is not
    /// sent again after its time.
    /// </summary>
    public bool OnRequest { get; init; }

    /// <summary>Somebody hears of a check-in by it: where it never went, they were not asked.</summary>
    public bool Asks { get; init; }

    /// <summary>
    /// How many hours a mail that the relay puts off is tried; null until it makes no sense any more (mail.md 1.6).
    /// </summary>
    public int? TriedForHours { get; init; }
}

/// <summary>The kinds that this program sends, for who shows mail to people.</summary>
public sealed class MailKinds(params IReadOnlyList<MailKind> all)
{
    public IReadOnlyList<MailKind> All => all;

    /// <summary>In Dutch; the code where the kind is not known here, or has no such word.</summary>
    /// <param name="word"><c>Name</c> or <c>File</c>.</param>
    public string Word(string code, string word) =>
        all.FirstOrDefault(kind => kind.Code == code)?.Words is { } words && words.Has("Kind." + word)
            ? words["Kind." + word]
            : code;
}
