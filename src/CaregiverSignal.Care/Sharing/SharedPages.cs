using System.Globalization;
using System.Security.Cryptography;
using CaregiverSignal.AuditLogs;
using CaregiverSignal.Happenings;
using CaregiverSignal.People;

namespace CaregiverSignal.Sharing;

/// <summary>A professional reads exactly what a caregiver shares, using an emailed link and a code sent to the same
/// mailbox, which opens that link in that browser for half an hour.</summary>
/// <remarks>May be shared between threads. Each view, and each message to the coordinator, is in the audit
/// log.</remarks>
public sealed class SharedPages(
    Database database,
    SharedMails mails,
    ConsentLetters letters,
    AuditWriter auditWriter,
    JobTrigger jobTrigger,
    SiteTime time
)
{
    /// <summary>The most codes for one link in its lifetime (our choice).</summary>
    private const int MostCodes = 20;

    /// <summary>The most wrong tries for one code: six digits cannot be guessed in five tries.</summary>
    private const int MostWrong = 5;

    private static readonly TimeSpan CodeLife = TimeSpan.FromMinutes(15);

    /// <summary>How long the code opens the page (our choice: as long as writing up a visit takes).</summary>
    private static readonly TimeSpan OpenLife = TimeSpan.FromMinutes(30);

    /// <summary>Whether a key was ever ours, also where it opens nothing any more.</summary>
    public Task<bool> IsKnownAsync(string key, CancellationToken stop = default) =>
        database.ReadAsync(transaction => SharedLinkTable.IsKnown(transaction, key), stop);

    /// <param name="proof">The proof from <see cref="UseCodeAsync"/>, kept by the browser.</param>
    /// <returns>To read if the code was recently entered in this browser, otherwise to ask for a code; or
    /// dead.</returns>
    public Task<SharedStep> StepAsync(string key, string proof, CancellationToken stop = default) =>
        database.ReadAsync(
            async transaction =>
                await Find(transaction, key) is not { } link ? SharedStep.Dead
                : IsOpen(transaction, link, proof) ? SharedStep.Read
                : SharedStep.Ask,
            stop
        );

    /// <summary>What they may read once they have entered the code.</summary>
    /// <param name="network">The network they ask from, for the audit log.</param>
    /// <returns>Null if the link opens nothing, or no decision is in force any more.</returns>
    public Task<LetterFacts?> ReadAsync(string key, string proof, string? network) =>
        database.WriteAsync(async transaction =>
        {
            if (await Find(transaction, key) is not { } link || !IsOpen(transaction, link, proof))
                return null;
            var caregiver = (await CaregiverTable.Get(transaction, link.CaregiverId))!;
            var letter = await letters.Of(transaction, caregiver, link.ConsentId);
            if (letter is not null)
                await Record(transaction, AuditAction.Look.Of(AuditTarget.Shared, link.ConsentId), link, network);
            return letter;
        });

    /// <summary>Emails a new code, which replaces the previous one.</summary>
    /// <returns>To enter the code, too many, or dead.</returns>
    public Task<SharedStep> SendCodeAsync(string key) =>
        database.WriteAsync(async transaction =>
        {
            if (await Find(transaction, key) is not { } link)
                return SharedStep.Dead;
            var code = RandomNumberGenerator.GetInt32(1_000_000);
            var until = time.Now + CodeLife;
            if (await SharedLinkTable.SetCode(transaction, link, code, until, MostCodes) is not { } number)
                return SharedStep.TooMany;
            await mails.QueueCode(transaction, link, code.ToString("D6", CultureInfo.InvariantCulture), number, until);
            return SharedStep.Code;
        });

    public Task<UsedCode> UseCodeAsync(string key, string typed) =>
        database.WriteAsync(async transaction =>
            await Find(transaction, key) is not { } link ? new UsedCode(SharedStep.Dead)
            : !await SharedLinkTable.UseCode(transaction, link, typed, time.Now, MostWrong) ? new(SharedStep.Code)
            : new(
                SharedStep.Read,
                SharedLinkTable.OpenProof(transaction, link, (time.Now + OpenLife).ToUnixTimeSeconds())
            )
        );

    /// <summary>Stores a message to the coordinator from a professional who entered the code.</summary>
    /// <param name="note">Null if it cannot be accepted as typed.</param>
    public Task<SharedStep> TellAsync(string key, string proof, string? note, string? network) =>
        database.WriteAsync(async transaction =>
        {
            if (await Find(transaction, key) is not { } link)
                return SharedStep.Dead;
            if (!IsOpen(transaction, link, proof))
                return SharedStep.TooLate;
            if (note is null)
                return SharedStep.Tell;
            var consent = (await ConsentTable.Of(transaction, link.CaregiverId)).First(held =>
                held.Id == link.ConsentId
            );
            if (await Happen.Tell(transaction, ToldBy(consent, note), time))
                await Record(transaction, AuditAction.Tell.Of(AuditTarget.Change, link.ConsentId), link, network);
            transaction.Afterwards(jobTrigger.Request);
            return SharedStep.Told;
        });

    private Telling ToldBy(Consent consent, string note) =>
        new(consent.CaregiverId, [EventKind.Other], time.Today, Way.Professional) { Note = note, Consent = consent };

    private bool IsOpen(Transaction transaction, SharedLink link, string proof) =>
        SharedLinkTable.IsOpenProof(transaction, link, proof, time.Now);

    private Task<SharedLink?> Find(Transaction transaction, string key) =>
        SharedLinkTable.Find(transaction, key, time.Now, time.Today);

    private Task Record(Transaction transaction, AuditEntry auditEntry, SharedLink link, string? network) =>
        auditWriter.Add(
            transaction,
            new Actor(ActorRole.Professional, Ground: Ground.Consent, Network: network),
            auditEntry,
            link.CaregiverId
        );
}

/// <param name="Step">To read; to enter the code again if it is wrong; or dead.</param>
/// <param name="Proof">What the browser keeps; null unless they may read.</param>
public sealed record UsedCode(SharedStep Step, string? Proof = null);

/// <summary>A professional's step on the way to what they may read; each has its own texts.</summary>
public enum SharedStep
{
    Ask,
    Code,
    TooMany,

    /// <summary>They may read it: the code was entered in this browser.</summary>
    Read,

    /// <summary>They write to the coordinator.</summary>
    Tell,

    /// <summary>The message came too late and was not stored.</summary>
    TooLate,

    Told,

    /// <summary>The link opens nothing, whatever the reason.</summary>
    Dead,
}
