using CaregiverSignal.Erasure;
using CaregiverSignal.Invitations;
using CaregiverSignal.Mail.Inbound;

namespace CaregiverSignal.OwnPage;

/// <summary>
/// Visits of caregivers to their own page, from the link that they ask for to leaving; and the door of all that is
/// there.
/// </summary>
/// <remarks>
/// May be shared between threads. A look is in the audit log before it is shown, a change in the same commit.
/// </remarks>
public sealed class OwnVisits(
    Database database,
    OwnPageMails mails,
    CurrentSettings settings,
    AuditWriter auditWriter,
    JobTrigger jobTrigger,
    SiteTime time
)
{
    /// <summary>How long a visit lies idle (our choice: short on a screen that others use).</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan TouchEvery = TimeSpan.FromMinutes(1);

    /// <summary>Sends a link to everybody whose address or number it is.</summary>
    /// <param name="isSent">False where nothing goes there now.</param>
    public Task AskLinkAsync(string to, bool isNumber, bool isSent, Actor stranger) =>
        database.WriteAsync(transaction =>
        {
            List<Caregiver> reached =
            [
                .. !isSent || ReturnTable.IsStopped(transaction, to) ? []
                : isNumber ? CaregiverTable.BySms(transaction, to).Where(caregiver => caregiver.IsSentOn(time.Today))
                : CaregiverTable.ByEmail(transaction, to).Where(caregiver => caregiver.IsMailedOn(time.Today)),
            ];
            foreach (var caregiver in reached)
            {
                mails.QueueLink(transaction, caregiver);
                auditWriter.Add(transaction, stranger, AuditAction.Ask.Of(AuditTarget.Link), caregiver.Id);
            }

            if (reached.Count == 0)
                auditWriter.Add(transaction, stranger, AuditAction.Ask.Of(AuditTarget.Link), outcome: Outcome.Refused);
        });

    public OwnLink LinkOf(string key, OwnBrowser browser) =>
        database.Read(transaction => LinkOf(transaction, key, browser));

    /// <summary>Opens the page in a browser, or confirms another address: older links end, and the old address is
    /// told.</summary>
    /// <returns>The clear key of a visit that begins, for the cookie; without it, what the link led to.</returns>
    public Task<(OwnLink Link, string? Key)> UseLinkAsync(string key, OwnBrowser browser) =>
        database.WriteAsync(transaction =>
        {
            if (OwnVisitTable.OfLink(transaction, key, time.Now) is not { } visit)
                return (LinkOf(transaction, key, browser), null);
            if (visit.NewEmail is { } email)
            {
                Move(transaction, visit, email, browser.By);
                return (OwnLink.Confirmed, null);
            }

            auditWriter.Add(transaction, browser.By, AuditAction.Open.Of(AuditTarget.OwnPage), visit.CaregiverId);
            return (OwnLink.Over, OwnVisitTable.Open(transaction, visit, time.Now, OwnPageMails.VisitLife));
        });

    /// <summary>Whether somebody has a page open, for a page that shows nothing of them.</summary>
    public Task<Behind<bool>> IsOpenAsync(OwnBrowser browser) => LookAsync(browser, null, null, (_, _) => true);

    public Task<Behind<CodeAsked>> CodeAsync(OwnBrowser browser) => LookAsync(browser, null, null, AskCode);

    /// <inheritdoc cref="OwnPageMails.SendCode"/>
    public Task<Behind<bool>> SendCodeAsync(OwnBrowser browser) =>
        ChangeAsync(
            browser,
            null,
            (transaction, visit) =>
            {
                auditWriter.Add(transaction, visit.By, AuditAction.Ask.Of(AuditTarget.Link), visit.Caregiver.Id);
                transaction.Afterwards(jobTrigger.Request);
                return mails.SendCode(transaction, visit.Caregiver);
            }
        );

    /// <summary>Opens what was told before to who has a code.</summary>
    /// <returns>Null once it is open; else what is asked again.</returns>
    public Task<Behind<CodeAsked?>> ProveAsync(OwnBrowser browser, string code) =>
        ChangeAsync(
            browser,
            null,
            (transaction, visit) =>
            {
                // Sent again, as its answer was lost.
                if (visit.Row.ProvedAt is not null)
                    return null;
                var id = visit.Caregiver.Id;
                var isRight =
                    visit.Caregiver.MailReaders != MailReaders.ShowNothing
                    && PageCodeTable.Use(transaction, visit.Row, code, time.Now);
                Outcome? refused = isRight ? null : Outcome.Refused;
                auditWriter.Add(transaction, visit.By, AuditAction.Open.Of(AuditTarget.OwnPage), id, outcome: refused);
                if (!isRight)
                    return AskCode(transaction, visit);
                OwnVisitTable.Prove(transaction, visit.Row, time.Now);
                return null;
            }
        );

    /// <inheritdoc cref="ErasureRequest"/>
    public Task<Behind<bool>> AskErasureAsync(OwnBrowser browser) =>
        ChangeAsync(
            browser,
            null,
            (transaction, visit) =>
            {
                ErasureRequest.Ask(transaction, visit.Caregiver.Id, time);
                auditWriter.Add(transaction, visit.By, AuditAction.Ask.Of(AuditTarget.Keeping), visit.Caregiver.Id);
                transaction.Afterwards(jobTrigger.Request);
                return true;
            }
        );

    /// <inheritdoc cref="ErasureRequest.TakeBack"/>
    public Task<Behind<bool>> TakeBackErasureAsync(OwnBrowser browser) =>
        ChangeAsync(
            browser,
            null,
            (transaction, visit) =>
            {
                if (
                    !ErasureRequest.TakeBack(
                        transaction,
                        visit.Caregiver,
                        ReportedBy.Caregiver,
                        settings.SupportPoint.Language,
                        time,
                        doneBy: null
                    )
                )
                    return false;
                auditWriter.Add(
                    transaction,
                    visit.By,
                    AuditAction.TakeBack.Of(AuditTarget.Keeping),
                    visit.Caregiver.Id
                );
                return true;
            },
            alsoErased: true
        );

    /// <summary>Ends the visit of a browser.</summary>
    public Task EndAsync(OwnBrowser browser) =>
        database.WriteAsync(transaction =>
        {
            if (Find(transaction, browser) is { } visit)
                OwnVisitTable.End(transaction, visit.Row.Id);
        });

    /// <summary>Reads what a page shows; the look is recorded before it is shown.</summary>
    /// <param name="needs">What it shows of what was told before; null for none.</param>
    /// <param name="auditEntry">Null for a page that shows nothing of them: a question.</param>
    /// <param name="alsoErased">It is there too for who asked to be erased.</param>
    internal async Task<Behind<TPage>> LookAsync<TPage>(
        OwnBrowser browser,
        ToldBefore? needs,
        AuditEntry? auditEntry,
        Func<Transaction, MyVisit, TPage> show,
        bool alsoErased = false
    )
    {
        var (visit, page) = database.Read(transaction =>
        {
            var found = Find(transaction, browser);
            return (found, Behind(found, needs, alsoErased, open => show(transaction, open)));
        });
        if (visit is not null)
            await database.WriteAsync(transaction =>
            {
                Touch(transaction, visit);
                if (page.Door == Door.Open && auditEntry is { } look)
                    auditWriter.Add(transaction, visit.By, look, visit.Caregiver.Id);
            });
        return page;
    }

    /// <inheritdoc cref="LookAsync"/>
    internal Task<Behind<TDone>> ChangeAsync<TDone>(
        OwnBrowser browser,
        ToldBefore? needs,
        Func<Transaction, MyVisit, TDone> change,
        bool alsoErased = false
    ) =>
        database.WriteAsync(transaction =>
        {
            var found = Find(transaction, browser);
            if (found is not null)
                Touch(transaction, found);
            return Behind(found, needs, alsoErased, visit => change(transaction, visit));
        });

    internal MyVisit? Find(Transaction transaction, OwnBrowser browser) =>
        browser.Key is { } key && OwnVisitTable.Of(transaction, key, time.Now, Idle) is { } row
            ? new MyVisit(
                row,
                CaregiverTable.Get(transaction, row.CaregiverId)!,
                browser.By,
                ErasureRequest.AskedAt(transaction, row.CaregiverId) is not null
            )
            : null;

    private static Behind<T> Behind<T>(MyVisit? visit, ToldBefore? needs, bool alsoErased, Func<MyVisit, T> show) =>
        visit is null ? new(Door.NoVisit)
        : visit.IsToBeErased && !alsoErased ? new(Door.ToBeErased)
        : needs is { } what && !visit.Opens(what) ? new(Door.NeedsCode)
        : new(Door.Open, show(visit));

    private void Touch(Transaction transaction, MyVisit visit)
    {
        if (visit.Row.IsUnseen || time.Now - visit.Row.SeenAt >= TouchEvery)
            OwnVisitTable.Touch(transaction, visit.Row.Id, time.Now);
    }

    private CodeAsked AskCode(Transaction transaction, MyVisit visit) =>
        new(
            settings.Mail.Sms is not null && visit.Caregiver.Channel != Channel.Sms,
            CoordinatorTable.NameFor(transaction, visit.Caregiver, settings.SupportPoint)
        );

    private OwnLink LinkOf(Transaction transaction, string key, OwnBrowser browser) =>
        OwnVisitTable.OfLink(transaction, key, time.Now) is { } visit
            ? visit.NewEmail is null
                ? OwnLink.Opens
                : OwnLink.Confirms
            : OwnVisitTable.Known(transaction, key) is not { } known
                ? OwnLink.Unknown
                : known.HasConfirmed && known.OverAt > time.Now
                    ? OwnLink.Confirmed
                    : known.Id == Find(transaction, browser)?.Row.Id
                        ? OwnLink.IsOpenHere
                        : OwnLink.Over;

    private void Move(Transaction transaction, OwnVisit visit, string email, Actor by)
    {
        var left = CaregiverTable.Get(transaction, visit.CaregiverId)!;
        var details = PersonDetailsTable.Of(transaction, left.Id);
        AddressCorrection.Save(transaction, left.Id, details with { Email = email }, by: null, time, onOwnPage: true);
        OwnVisitTable.Confirm(transaction, visit, time.Now);
        auditWriter.Add(transaction, by, AuditAction.Change.Of(AuditTarget.Details), left.Id);
        if (left.Email is not null)
            mails.QueueDone(transaction, left, visit.Id, isLeft: true);
    }
}

/// <summary>A browser that may have somebody's own page open.</summary>
/// <param name="Key">What its cookie has; null without one.</param>
/// <param name="By">Who the audit log says did what is done there.</param>
public sealed record OwnBrowser(string? Key, Actor By);

/// <summary>What stands before an own page.</summary>
public enum Door
{
    Open,
    NoVisit,

    /// <summary>The link alone does not open it.</summary>
    NeedsCode,

    /// <summary>They asked to be erased: there is nothing here but to take that back.</summary>
    ToBeErased,
}

/// <param name="Value">What is shown or was done; only behind an open door.</param>
public readonly record struct Behind<T>(Door Door, T? Value = default);

/// <summary>What a mailed link to an own page leads to.</summary>
public enum OwnLink
{
    Unknown,
    Over,

    /// <summary>This browser has the page open that it opened.</summary>
    IsOpenHere,

    /// <summary>It confirmed an address just now.</summary>
    Confirmed,
    Opens,

    /// <summary>It confirms an address, and opens nothing.</summary>
    Confirms,
}

/// <param name="CanSend">Text messages can be sent, and their own links do not come by them.</param>
/// <param name="Coordinator">Who reads a code out.</param>
public sealed record CodeAsked(bool CanSend, string Coordinator);

/// <summary>A caregiver on their own page.</summary>
/// <param name="By">Who the audit log says did what was done here.</param>
public sealed record MyVisit(OwnVisit Row, Caregiver Caregiver, Actor By, bool IsToBeErased)
{
    /// <inheritdoc cref="BehindMail.Opens"/>
    public bool Opens(ToldBefore what) => Caregiver.MailReaders.Opens(what, isProved: Row.ProvedAt is not null);

    /// <summary>From when on what they told themselves is theirs to see and to take back.</summary>
    public DateTimeOffset ToldSince => Opens(ToldBefore.Words) ? DateTimeOffset.MinValue : Row.OpenedAt!.Value;
}
