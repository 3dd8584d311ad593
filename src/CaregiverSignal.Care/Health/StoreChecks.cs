using CaregiverSignal.AuditLogs;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Concerns;
using CaregiverSignal.Configuration;
using CaregiverSignal.Delivery;
using CaregiverSignal.Files;
using CaregiverSignal.Invitations;
using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.Mail.RestoreGuard;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Staff.Credentials;

namespace CaregiverSignal.Health;

public static class StoreChecks
{
    private static readonly TimeSpan LookedBack = TimeSpan.FromDays(7);

    private const int MostShown = 10;

    /// <summary>So many lines are read within a few seconds (measured).</summary>
    private const int MostOnAPage = 50_000;

    /// <returns>What was found, and the store, which is open from here on; null for none.</returns>
    public static async Task<(CheckLine Found, Database? Database)> OpenAsync(
        Installation installation,
        CancellationToken stop = default
    )
    {
        installation.RefuseLost();
        var engine = installation.Settings.Storage.Engine;
        if (!engine.Exists)
            return (CheckLine.Ok($"{engine.Name}: none yet; the first start makes it"), null);
        if (!StoreKeys.AreIn(engine.Folder))
            return (
                CheckLine.Fail(
                    $"{StoreKeys.FolderIn(engine.Folder)}: has no key, and with one {engine.Name} was written. Put the folder back from a backup; nothing starts without it"
                ),
                null
            );
        var database = await installation.OpenDatabaseAsync(stop);
        return (await WorksAsync(database, stop), database);
    }

    /// <summary>What it holds, and whether each row can be read.</summary>
    public static async Task<CheckLine> WorksAsync(Database database, CancellationToken stop = default)
    {
        var engine = database.Engine;
        var (version, people, unreadable) = await database.ReadAsync(
            async transaction =>
                (
                    await ProbeTable.Version(transaction, engine),
                    await CaregiverTable.CountTakingPart(transaction),
                    await Unreadable(transaction)
                ),
            stop
        );
        var works = $"{engine.Name}: {engine.Product} {version}, schema {Migrations.Own}, {people} people";
        return unreadable.Count == 0
            ? CheckLine.Ok(works)
            : CheckLine.Fail(
                $"{works}; rows that cannot be read, so that nothing happens with them: {First(unreadable.Select(row => $"{row.Kind} {row.Key}"))}"
            );
    }

    /// <summary>Rows that no job can read, such as one with an impossible date: every job skips the person
    /// concerned.</summary>
    /// <remarks>It reads all participants and all open items, so only <c>check</c> does it.</remarks>
    private static async Task<IReadOnlyList<UnreadableRow>> Unreadable(Transaction transaction)
    {
        await CaregiverTable.AllTakingPart(transaction);
        await CheckInTable.AllOpen(transaction);
        await SignalTable.AllOpen(transaction);
        await ConcernReportTable.Open(transaction, untouched: int.MaxValue, takenUp: int.MaxValue);
        return transaction.Unreadable;
    }

    /// <param name="probes">Those of the running service; null for none.</param>
    public static async Task<IEnumerable<CheckLine>> AllAsync(
        Installation installation,
        Database database,
        PagePaths pages,
        Probes? probes = null,
        CancellationToken stop = default
    ) =>
        [
            .. Pages(installation.Settings),
            .. (
                (probes is null ? null : await probes.LookAsync(stop))
                ?? await ProbedAsync(installation, database, pages, stop)
            ).SelectMany(CheckLine.Of),
            await CheckLine.GuardedAsync("coordinators", () => CoordinatorsAsync(database, stop), stop),
            await CheckLine.GuardedAsync("signatures", () => SignaturesAsync(database, stop), stop),
            await CheckLine.GuardedAsync(
                "audit log",
                () => AuditLogAsync(installation, database, isInService: probes is not null, stop: stop),
                stop
            ),
            await CheckLine.GuardedAsync("keys", () => KeysAsync(database, stop), stop),
            await CheckLine.GuardedAsync("mail ledger", () => LedgerAsync(database, stop), stop),
            await CheckLine.GuardedAsync(
                "backup",
                () => LastBackupOfAsync(installation, database, isInService: probes is not null, stop: stop),
                stop
            ),
            await CheckLine.GuardedAsync("starting now", () => StartingAsync(installation, database, stop), stop),
        ];

    /// <summary>Values from the settings pages that can no longer be read.</summary>
    private static IEnumerable<CheckLine> Pages(CurrentSettings settings) =>
        settings.Rejected.Select(fault =>
            CheckLine.Warn(
                "pages",
                $"{fault.Place} was filled in at {PageSettings.Home} and does not hold: it {fault.Message}"
            )
        );

    private static async Task<List<HealthCheck>> ProbedAsync(
        Installation installation,
        Database database,
        PagePaths pages,
        CancellationToken stop = default
    )
    {
        using var parts = new ServiceCollection()
            .AddCare(installation, database, await StoreClock.OfAsync(database, stop), pages)
            .BuildServiceProvider();
        return await parts.GetRequiredService<Probes>().LookAsync(stop);
    }

    /// <summary>Coordinators who have caregivers and cannot look after them: nobody hears of those people.</summary>
    private static async Task<CheckLine> CoordinatorsAsync(Database database, CancellationToken stop = default)
    {
        var (never, isAnybodyInvited, administrators, invited) = await database.ReadAsync(
            async transaction =>
                (
                    await CoordinatorTable.NeverCameIn(transaction),
                    await CoordinatorTable.IsAnybodyInvited(transaction),
                    await CoordinatorTable.Administrators(transaction),
                    await CoordinatorTable.InvitedAdministrators(transaction)
                ),
            stop
        );
        if (isAnybodyInvited && administrators.Count == 0)
            return CheckLine.Warn(
                invited.Count == 0
                    ? "nobody who came in is an administrator, who invites and removes colleagues: invite-coordinator EMAIL --role administrator"
                    : $"no administrator came in yet ({First(invited.Select(coordinator => coordinator.Email))}); a new link: invite-coordinator EMAIL"
            );
        return never.Count == 0
            ? CheckLine.Ok("each who follows somebody has come in")
            : CheckLine.Warn(
                $"{never.Count} who follow people cannot look after them: {First(never.Select(person => $"{person.Email} ({English.People(person.People)})"))}; see invite-coordinator"
            );
    }

    /// <summary>Rows that grant access and were not written by this program.</summary>
    private static async Task<CheckLine> SignaturesAsync(Database database, CancellationToken stop = default)
    {
        var now = (await StoreClock.OfAsync(database, stop)).GetUtcNow();
        var wrong = await database.ReadAsync(
            async transaction =>
                (await CoordinatorTable.Tampered(transaction))
                    .Select(coordinator => $"the account {coordinator.Email}")
                    .Concat(
                        new (string What, int Count)[]
                        {
                            ("sign-in link", await LinkTable.CountTampered(transaction, now)),
                            ("passkey", await PasskeyTable.CountTampered(transaction)),
                        }
                            .Where(pair => pair.Count > 0)
                            .Select(pair => English.Counted(pair.Count, pair.What))
                    )
                    .ToList(),
            stop
        );
        return wrong.Count == 0
            ? CheckLine.Ok("every account, link and passkey is ours")
            : CheckLine.Fail(
                $"not written by this program, and not believed: {First(wrong)}; find out who can write the store, or put the right key back from a backup"
            );
    }

    /// <param name="isInService">Whether somebody waits for a page: then the newest lines are enough.</param>
    private static async Task<CheckLine> AuditLogAsync(
        Installation installation,
        Database database,
        bool isInService,
        CancellationToken stop = default
    )
    {
        var known = new GuardFile(installation.Settings.Now.GuardFile).Read();
        var (wrong, after, last) = await database.ReadAsync(
            async transaction =>
            {
                var end = await AuditTable.End(transaction);
                var after = Math.Max(end.Since, isInService ? end.Last - MostOnAPage : 0);
                var wrong =
                    await AuditProof.FirstWrong(transaction, after)
                    ?? await AuditWitness.FirstLacking(transaction, known);
                return (wrong, after, end.Last);
            },
            stop
        );
        return wrong is null
            ? CheckLine.Ok($"the lines {after + 1} to {last} are as they were written")
            : CheckLine.Fail(
                $"{wrong} by another tool: keep a copy of the store, and find out who can write it; see docs/security.md"
            );
    }

    private static async Task<CheckLine> KeysAsync(Database database, CancellationToken stop = default)
    {
        var place = database.Engine.Keys.Folder;
        var mails = await database.ReadAsync(MailTable.CountOpenable, stop);
        return mails.Openable < mails.Kept
            ? CheckLine.Fail(
                $"{English.Counted(mails.Kept - mails.Openable, "mail")} sealed with a key that is not in {place}: put it back from a backup"
            )
            : CheckLine.Ok(place);
    }

    private static async Task<CheckLine> LedgerAsync(Database database, CancellationToken stop = default)
    {
        var now = (await StoreClock.OfAsync(database, stop)).GetUtcNow();
        var (unsure, ours, returned) = await database.ReadAsync(
            async transaction =>
                (
                    await MailLedgerTable.CountUnsure(transaction),
                    await ReturnTable.CountOurs(transaction, now - LookedBack),
                    await MailLedgerTable.CountIdleReturns(transaction, now - LookedBack)
                ),
            stop
        );
        return ours > 0
                ? CheckLine.Warn(
                    $"mails refused in a week because of our domain, relay or text, and not of the reader: {ours}; see docs/mail.md"
                )
            : unsure + returned > 0
                ? CheckLine.Warn(
                    $"mails that were perhaps sent: {unsure}; came back in a week, and to look at in the mailbox: {returned}; see docs/mail.md"
                )
            : CheckLine.Ok("every mail is known to be sent or not");
    }

    /// <summary>The age of the last backup, by the machine's clock, never a simulated one.</summary>
    /// <param name="isInService">Backups belong to another unit: the packaged service does not see outside its own
    /// folders, and says nothing about it.</param>
    private static async Task<CheckLine> LastBackupOfAsync(
        Installation installation,
        Database database,
        bool isInService,
        CancellationToken stop = default
    )
    {
        if (LastBackup.Of(database.Engine) is not { } last)
            return database.Engine.IsShared
                    ? CheckLine.Ok(
                        "none by 'backup' on this machine; are the server's own made? See docs/operations.md"
                    )
                : await database.ReadAsync(CaregiverTable.CountTakingPart, stop) == 0
                    ? CheckLine.Ok("none yet, and nobody is in the store")
                : CheckLine.Warn("none was made yet: see backup");
        var now = TimeProvider.System.GetUtcNow();
        var (age, isUnproved) = (now - last.MadeAt, last.IsUnprovedAt(now));
        var seal = installation.Settings.Now.SealBackupsTo is { } certificate
            ? $"backups are sealed to {certificate.Name}"
            : $"not sealed, so whoever has it reads all, and its keys let them in: lay {Path.Combine(database.Engine.Folder, BackupCertificate.FileName)} there";
        var unread = isInService ? null : last.WhyUnread();
        var hindrance = isInService ? null : last.Hindrance();
        return new CheckLine(
            "",
            true,
            FormattableString.Invariant(
                $"{age.TotalHours:0} hours old ({last.MadeAt.ToUniversalTime():yyyy-MM-dd HH:mm} UTC; {seal}): {last.File}, {DiskSpace.InWords(last.Bytes)}{(unread is null ? "" : $", {unread}")}{(isUnproved ? "; for a month none was read back: restore FILE --check" : "")}{(hindrance is null ? "" : $"; the next cannot be written there: {hindrance}")}"
            ),
            Warns: installation.Settings.Now.SealBackupsTo is null
                || isUnproved
                || hindrance is not null
                || age > LastBackup.LongestWithout
        );
    }

    private static async Task<CheckLine> StartingAsync(
        Installation installation,
        Database database,
        CancellationToken stop = default
    )
    {
        var today = installation.Settings.TimeBy(await StoreClock.OfAsync(database, stop)).Today;
        return CheckLine.Ok(
            $"asks {English.People((await AtStart.LookAsync(database, today, stop)).Due)} whose check-in is due"
        );
    }

    private static string First(IEnumerable<string> all)
    {
        var shown = all.Take(MostShown + 1).Select(OneLine.Shown).ToList();
        return string.Join(", ", shown.Take(MostShown)) + (shown.Count > MostShown ? " …" : "");
    }
}
