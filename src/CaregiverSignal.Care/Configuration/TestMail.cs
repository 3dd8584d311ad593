using System.Security.Cryptography;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.Mail.Senders;
using MailKit;

namespace CaregiverSignal.Configuration;

/// <remarks>It signs in once and bypasses the outbox: a person requested it and sees the result.</remarks>
public static class TestMail
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly Texts Words = Texts.Of(typeof(TestMail));

    /// <param name="said">Receives the protocol conversation, for a person who watches it.</param>
    public static async Task<SendOutcome> SendAsync(
        Settings settings,
        string to,
        PagePaths pages,
        TimeProvider time,
        IProtocolLogger? said = null
    )
    {
        await using var sender = new RelaySender(settings.Mail.Relay, time, said);
        using var patience = new CancellationTokenSource(Patience, time);
        return PatienceEnded(await sender.SendAsync(Compose(settings, to, pages, time), patience.Token));
    }

    /// <summary>The outcome if the check timed out: nothing else can stop it.</summary>
    public static SendOutcome PatienceEnded(SendOutcome outcome) =>
        outcome.Note == SendNote.Stopped ? outcome with { Note = SendNote.TimedOut } : outcome;

    private static OutgoingMail Compose(Settings settings, string to, PagePaths pages, TimeProvider time)
    {
        var from = settings.Mail.From;
        var support = settings.SupportPoint;
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var letter = new Letter(
            support.Name,
            from,
            support.Email,
            to,
            null,
            Words["Subject"],
            [new Paragraph(Words["Body"]), new Paragraph(Words["Look"]), new Lines([support.Name])],
            // A dead link: it is there for the relay's signature, which must cover this header in invitations.
            settings.Site.BaseUrl
                + pages.Pause
                + id
        );
        return Composed(letter, time, id);
    }

    /// <summary>A message that bypasses the outbox.</summary>
    internal static OutgoingMail Composed(Letter letter, TimeProvider time, string? id = null)
    {
        id ??= Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var from = letter.FromAddress;
        return new OutgoingMail(
            id,
            from,
            letter.To,
            Composer.Compose(letter, $"<{id}@{from[(from.LastIndexOf('@') + 1)..]}>", id, time.GetUtcNow())
        );
    }
}
