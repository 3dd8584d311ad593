using CaregiverSignal.AuditLogs;
using CaregiverSignal.Configuration;
using CaregiverSignal.Erasure;
using CaregiverSignal.Forms;
using CaregiverSignal.Invitations;
using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.People;

namespace CaregiverSignal.OwnPage;

/// <summary>Caregivers' visits to their own page, from the link they ask for to leaving, and the door to everything
/// there.</summary>
/// <remarks>May be shared between threads. Each view is in the audit log before it is shown, each change in the same
/// commit.</remarks>
public sealed class OwnVisits(
    Database database,
    OwnPageMails mails,
    CurrentSettings settings,
    AuditWriter auditWriter,
    JobTrigger jobTrigger,
    SiteTime time
)
{
    /// <summary>How long a visit may stay idle (our choice: short, on a screen that others use).</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan TouchEvery = TimeSpan.FromMinutes(1);

    /// <summary>Sends a link to everybody with this address or number.</summary>
    /// <param name="isSent">False if nothing is sent there now.</param>
    public Task AskLinkAsync(string to, bool isNumber, bool isSent, Actor stranger) =>
        database.WriteAsync(async transaction =>
        {
            List<Caregiver> reached =
            [
                .. !isSent || await ReturnTable.IsStopped(transaction, to) ? []
                : isNumber
                    ? (await CaregiverTable.BySms(transaction, to)).Where(caregiver => caregiver.IsSentOn(time.Today))
                : (await CaregiverTable.ByEmail(transaction, to)).Where(caregiver => caregiver.IsMailedOn(time.Today)),
            ];
            foreach (var caregiver in reached)
            {
                await mails.QueueLink(transaction, caregiver);
                await auditWriter.Add(transaction, stranger, AuditAction.Ask.Of(AuditTarget.Link), caregiver.Id);
            }

            if (reached.Count == 0)
                await auditWriter.Add(
                    transaction,
                    stranger,
                    AuditAction.Ask.Of(AuditTarget.Link),
                    outcome: Outcome.Refused
                );
        });

    public Task<OwnLink> LinkOfAsync(string key, OwnBrowser browser, CancellationToken stop = default) =>
        database.ReadAsync(transaction => LinkOf(transaction, key, browser), stop);

    /// <summary>Opens the page in a browser, or confirms a new address: older links end, and the old address is
    /// notified.</summary>
    public Task<UsedLink> UseLinkAsync(string key, OwnBrowser browser) =>
        database.WriteAsync(async transaction =>
        {
            if (await OwnVisitTable.OfLink(transaction, key, time.Now) is not { } visit)
                return new UsedLink(await LinkOf(transaction, key, browser));
            if (visit.NewEmail is { } email)
            {
                await Move(transaction, visit, email, browser.By);
                return new(OwnLink.Confirmed);
            }

            await auditWriter.Add(transaction, browser.By, AuditAction.Open.Of(AuditTarget.OwnPage), visit.CaregiverId);
            return new(OwnLink.Over, await OwnVisitTable.Open(transaction, visit, time.Now, OwnPageMails.VisitLife));
        });

    /// <summary>Whether a caregiver has a page open, for a page that shows nothing of them.</summary>
    public Task<Behind<bool>> IsOpenAsync(OwnBrowser browser) =>
        LookAsync(browser, null, null, (_, _) => Task.FromResult(true));

    public Task<Behind<CodeAsked>> CodeAsync(OwnBrowser browser) => LookAsync(browser, null, null, AskCode);

    /// <inheritdoc cref="OwnPageMails.SendCode"/>
    public Task<Behind<bool>> SendCodeAsync(OwnBrowser browser) =>
        ChangeAsync(
            browser,
            null,
            async (transaction, visit) =>
            {
                await auditWriter.Add(transaction, visit.By, AuditAction.Ask.Of(AuditTarget.Link), visit.Caregiver.Id);
                transaction.Afterwards(jobTrigger.Request);
                return await mails.SendCode(transaction, visit.Caregiver);
            }
        );

    /// <summary>Opens earlier tellings to a caregiver with a code.</summary>
    /// <returns>Null once it is open; otherwise what to ask again.</returns>
    public Task<Behind<CodeAsked?>> ProveAsync(OwnBrowser browser, string code) =>
        ChangeAsync(
            browser,
            null,
            async (transaction, visit) =>
            {
                // Sent again, as its answer was lost.
                if (visit.Row.ProvedAt is not null)
                    return null;
                var id = visit.Caregiver.Id;
                var isRight =
                    visit.Caregiver.MailReaders != MailReaders.ShowNothing
                    && await PageCodeTable.Use(transaction, visit.Row, code, time.Now);
                Outcome? refused = isRight ? null : Outcome.Refused;
                await auditWriter.Add(
                    transaction,
                    visit.By,
                    AuditAction.Open.Of(AuditTarget.OwnPage),
                    id,
                    outcome: refused
                );
                if (!isRight)
                    return await AskCode(transaction, visit);
                await OwnVisitTable.Prove(transaction, visit.Row, time.Now);
                return null;
            }
        );

    /// <inheritdoc cref="ErasureRequest"/>
    public Task<Behind<bool>> AskErasureAsync(OwnBrowser browser) =>
        ChangeAsync(
            browser,
            null,
            async (transaction, visit) =>
            {
                await ErasureRequest.Ask(transaction, visit.Caregiver.Id, time);
                await auditWriter.Add(
                    transaction,
                    visit.By,
                    AuditAction.Ask.Of(AuditTarget.Keeping),
                    visit.Caregiver.Id
                );
                transaction.Afterwards(jobTrigger.Request);
                return true;
            }
        );

    /// <inheritdoc cref="ErasureRequest.TakeBack"/>
    public Task<Behind<bool>> TakeBackErasureAsync(OwnBrowser browser) =>
        ChangeAsync(
            browser,
            null,
            async (transaction, visit) =>
            {
                if (
                    !await ErasureRequest.TakeBack(
                        transaction,
                        visit.Caregiver,
                        ReportedBy.Caregiver,
                        settings.SupportPoint.Language,
                        time,
                        doneBy: null
                    )
                )
                    return false;
                await auditWriter.Add(
                    transaction,
                    visit.By,
                    AuditAction.TakeBack.Of(AuditTarget.Keeping),
                    visit.Caregiver.Id
                );
                return true;
            },
            alsoErased: true
        );

    public Task EndAsync(OwnBrowser browser) =>
        database.WriteAsync(async transaction =>
        {
            if (await Find(transaction, browser) is { } visit)
                await OwnVisitTable.End(transaction, visit.Row.Id);
        });

    /// <summary>Reads what a page shows; the look is recorded before it is shown.</summary>
    /// <param name="needs">The earlier tellings it shows; null for none.</param>
    /// <param name="auditEntry">Null for a page that shows nothing of them: a question.</param>
    /// <param name="alsoErased">Whether it is available to a caregiver who asked to be erased.</param>
    internal async Task<Behind<TPage>> LookAsync<TPage>(
        OwnBrowser browser,
        ToldBefore? needs,
        AuditEntry? auditEntry,
        Func<Transaction, MyVisit, Task<TPage>> show,
        bool alsoErased = false
    )
    {
        var (visit, page) = await database.ReadAsync(async transaction =>
        {
            var found = await Find(transaction, browser);
            return (found, await BehindAsync(found, needs, alsoErased, async open => await show(transaction, open)));
        });
        if (visit is not null)
            await database.WriteAsync(async transaction =>
            {
                await Touch(transaction, visit);
                if (page.Door == Door.Open && auditEntry is { } look)
                    await auditWriter.Add(transaction, visit.By, look, visit.Caregiver.Id);
            });
        return page;
    }

    /// <inheritdoc cref="LookAsync"/>
    internal Task<Behind<TDone>> ChangeAsync<TDone>(
        OwnBrowser browser,
        ToldBefore? needs,
        Func<Transaction, MyVisit, Task<TDone>> change,
        bool alsoErased = false
    ) =>
        database.WriteAsync(async transaction =>
        {
            var found = await Find(transaction, browser);
            if (found is not null)
                await Touch(transaction, found);
            return await BehindAsync(found, needs, alsoErased, async visit => await change(transaction, visit));
        });

    internal async Task<MyVisit?> Find(Transaction transaction, OwnBrowser browser) =>
        browser.Key is { } key && await OwnVisitTable.Of(transaction, key, time.Now, Idle) is { } row
            ? new MyVisit(
                row,
                (await CaregiverTable.Get(transaction, row.CaregiverId))!,
                browser.By,
                await ErasureRequest.AskedAt(transaction, row.CaregiverId) is not null
            )
            : null;

    private static async Task<Behind<T>> BehindAsync<T>(
        MyVisit? visit,
        ToldBefore? needs,
        bool alsoErased,
        Func<MyVisit, Task<T>> show,
        CancellationToken stop = default
    ) =>
        visit is null ? new(Door.NoVisit)
        : visit.IsToBeErased && !alsoErased ? new(Door.ToBeErased)
        : needs is { } what && !visit.Opens(what) ? new(Door.NeedsCode)
        : new(Door.Open, await show(visit));

    private async Task Touch(Transaction transaction, MyVisit visit)
    {
        if (visit.Row.IsUnseen || time.Now - visit.Row.SeenAt >= TouchEvery)
            await OwnVisitTable.Touch(transaction, visit.Row.Id, time.Now);
    }

    private async Task<CodeAsked> AskCode(Transaction transaction, MyVisit visit) =>
        new(
            settings.Mail.Sms is not null && visit.Caregiver.Channel != Channel.Sms,
            await CoordinatorTable.NameFor(transaction, visit.Caregiver, settings.SupportPoint)
        );

    private async Task<OwnLink> LinkOf(Transaction transaction, string key, OwnBrowser browser) =>
        await OwnVisitTable.OfLink(transaction, key, time.Now) is { } visit
            ? visit.NewEmail is null
                ? OwnLink.Opens
                : OwnLink.Confirms
            : await OwnVisitTable.Known(transaction, key) is not { } known
                ? OwnLink.Unknown
                : known.HasConfirmed && known.OverAt > time.Now
                    ? OwnLink.Confirmed
                    : known.Id == (await Find(transaction, browser))?.Row.Id
                        ? OwnLink.IsOpenHere
                        : OwnLink.Over;

    private async Task Move(Transaction transaction, OwnVisit visit, string email, Actor by)
    {
        var left = (await CaregiverTable.Get(transaction, visit.CaregiverId))!;
        var details = await PersonDetailsTable.Of(transaction, left.Id);
        await AddressCorrection.Save(
            transaction,
            left.Id,
            details with
            {
                Email = email,
            },
            by: null,
            time,
            onOwnPage: true
        );
        await OwnVisitTable.Confirm(transaction, visit, time.Now);
        await auditWriter.Add(transaction, by, AuditAction.Change.Of(AuditTarget.Details), left.Id);
        if (left.Email is not null)
            await mails.QueueDone(transaction, left, visit.Id, isLeft: true);
    }
}

/// <summary>A browser that may have an own page open.</summary>
/// <param name="Key">The key in its cookie; null without one.</param>
/// <param name="By">The actor in the audit log.</param>
public sealed record OwnBrowser(string? Key, Actor By);

/// <summary>What stands in front of an own page.</summary>
public enum Door
{
    Open,
    NoVisit,

    /// <summary>The link alone does not open it.</summary>
    NeedsCode,

    /// <summary>They asked to be erased: the page only lets them take that back.</summary>
    ToBeErased,
}

/// <param name="Value">What is shown or was done; only behind an open door.</param>
public readonly record struct Behind<T>(Door Door, T? Value = default);

/// <summary>Where a mailed link to an own page leads.</summary>
public enum OwnLink
{
    Unknown,
    Over,

    /// <summary>This browser has the page open already.</summary>
    IsOpenHere,

    /// <summary>It just confirmed an address.</summary>
    Confirmed,
    Opens,

    /// <summary>It confirms an address, and opens nothing.</summary>
    Confirms,
}

/// <param name="Key">The clear key of a new visit, for the cookie; null for none.</param>
public sealed record UsedLink(OwnLink Link, string? Key = null);

/// <param name="CanSend">Whether text messages can be sent while their own links come another way.</param>
/// <param name="Coordinator">The colleague who reads out a code.</param>
public sealed record CodeAsked(bool CanSend, string Coordinator);

/// <summary>A caregiver on their own page.</summary>
/// <param name="By">The actor in the audit log.</param>
public sealed record MyVisit(OwnVisit Row, Caregiver Caregiver, Actor By, bool IsToBeErased)
{
    /// <inheritdoc cref="BehindMail.Opens"/>
    public bool Opens(ToldBefore what) => Caregiver.MailReaders.Opens(what, isProved: Row.ProvedAt is not null);

    /// <summary>From when on their own tellings are shown, and can be taken back.</summary>
    public DateTimeOffset ToldSince => Opens(ToldBefore.Words) ? DateTimeOffset.MinValue : Row.OpenedAt!.Value;

    /// <summary>The earlier reports that these pages show.</summary>
    public Came Came => new(CameFrom.OwnPage, Opens(ToldBefore.Arranged), ToldSince);
}
