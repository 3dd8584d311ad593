namespace CaregiverSignal.Mail.Ledger;

/// <summary>A kind of message, declared by the folder that sends it. The ledger stores the properties it needs with
/// each message, so that messages of another program version go out as intended.</summary>
/// <param name="Code">The name in the store, in the log and on the command line; it never changes.</param>
/// <param name="Priority">The lowest number is sent first; <c>docs/mail.md</c> lists all in order (our choice).</param>
/// <param name="Words">Its Dutch name in the ledger, <c>Kind.Name</c>. Where the demo names it, also its file name,
/// <c>Kind.File</c>.</param>
public sealed record MailKind(string Code, int Priority, Texts? Words = null)
{
    /// <summary>Whether it ignores the caregivers' sending hours, pace and daily limit.</summary>
    public bool Urgent { get; init; }

    /// <summary>Whether somebody asked for it and waits. Requests are limited elsewhere, and the message is not sent
    /// after its time.</summary>
    public bool OnRequest { get; init; }

    /// <summary>Whether it announces a check-in: somebody it never reached was not asked.</summary>
    public bool Asks { get; init; }
}

/// <summary>All kinds of message, for pages that show messages.</summary>
public sealed class MailKinds(params IReadOnlyList<MailKind> all)
{
    public IReadOnlyList<MailKind> All => all;

    /// <summary>The kind's name in Dutch, or its code when the kind is unknown here or has no such word.</summary>
    /// <param name="word"><c>Name</c> or <c>File</c>.</param>
    public string Word(string code, string word) =>
        all.FirstOrDefault(kind => kind.Code == code)?.Words is { } words && words.Has("Kind." + word)
            ? words["Kind." + word]
            : code;
}
