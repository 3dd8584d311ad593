using System.Globalization;
using CaregiverSignal.Caseload;
using CaregiverSignal.Configuration;
using CaregiverSignal.Files;
using CaregiverSignal.Hosting;
using CaregiverSignal.Invitations;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.People;
using CaregiverSignal.Staff.Credentials;
using CaregiverSignal.Storage;
using CaregiverSignal.Web.Sessions;
using Spectre.Console;

namespace CaregiverSignal.Cli.Checks;

/// <summary>What <c>check</c> looks at in the store.</summary>
public static class StoreChecks
{
    public static CheckLine Store(Database database)
    {
        database.Write(ProbeTable.Touch);
        var (engine, people, unreadable) = database.Read(transaction =>
            (
                ProbeTable.Version(transaction, database.Engine),
                CaregiverTable.CountTakingPart(transaction),
                Readability.Unreadable(transaction)
            )
        );
        var works =
            $"{database.Name}: writable, {database.Engine.Product} {engine}, schema {Migrations.Newest}, {people} people";
        return unreadable.Count == 0
            ? new CheckLine("store", true, works)
            : new CheckLine(
                "store",
                false,
                $"{works}; rows that cannot be read, so that nothing happens with them: {string.Join(", ", unreadable.Take(10).Select(one => $"{one.Kind} {one.Key}"))}{(unreadable.Count > 10 ? " …" : "")}"
            );
    }

    /// <summary>What was filled in on the pages of settings and cannot be read any more.</summary>
    public static IEnumerable<CheckLine> Pages(Installation installation, Database database) =>
        installation
            .InForce(database)
            .Aside.Select(fault => new CheckLine(
                "pages",
                true,
                $"{fault.Place} was filled in at {PageSettings.Home} and does not hold: it {fault.Message}",
                Warns: true
            ));

    /// <summary>The steps: what failed, what waits, and what is set aside, one line each.</summary>
    public static List<CheckLine> Steps(Installation installation, Database database)
    {
        var lines = new List<CheckLine>();
        var failed = CheckVerb.Guarded(
            "work",
            () =>
            {
                var time = installation.Settings.Site.TimeBy(Installation.ClockOf(database));
                var state = database.Read(transaction => WorkState.Read(transaction, time));
                lines.AddRange(
                    state.InWords(time).Select(words => new CheckLine("work", false, $"{words}; the log says where"))
                );
                var aside = state.Troubles.Count(one => !one.IsOfTheStep) - state.AsideForLong.Count();
                if (aside > 0)
                    lines.Add(
                        new CheckLine(
                            "work",
                            true,
                            $"{aside} items failed and wait an hour before they are tried again: the log says where",
                            Warns: true
                        )
                    );
                return new CheckLine(
                    "work",
                    true,
                    state.Due.Count == 0
                        ? "nothing waits"
                        : $"due now: {string.Join(", ", state.Due.Select(one => $"{one.Items} for '{one.Step}'"))}"
                );
            }
        );
        if (lines.Count == 0)
            lines.Add(failed);
        return lines;
    }

    /// <summary>Coordinators who have people and cannot look after them: nobody learns of those people.</summary>
    public static CheckLine Coordinators(Database database)
    {
        var (never, lacksAdministrator, invited) = database.Read(transaction =>
            (
                CoordinatorTable.NeverCameIn(transaction),
                CoordinatorTable.IsAnybodyInvited(transaction)
                    && CoordinatorTable.Administrators(transaction).Count == 0,
                CoordinatorTable.InvitedAdministrators(transaction)
            )
        );
        if (lacksAdministrator && invited.Count > 0)
            return new CheckLine(
                "coordinators",
                true,
                $"{string.Join(" and ", invited.Select(one => OneLine.Shown(one.Email)))} {(invited.Count == 1 ? "is administrator and has" : "are administrators and have")} not come in yet; a new link: invite-coordinator EMAIL",
                Warns: true
            );
        if (lacksAdministrator)
            return new CheckLine(
                "coordinators",
                true,
                "nobody who came in is an administrator, who invites and removes colleagues: invite-coordinator EMAIL --role administrator",
                Warns: true
            );
        return never.Count == 0
            ? new CheckLine("coordinators", true, "each who follows somebody has come in")
            : new CheckLine(
                "coordinators",
                true,
                $"{never.Count} who follow people {(never.All(one => one.NeverCame) ? "never came in" : "cannot look after them")}: {string.Join(", ", never.Take(5).Select(one => $"{one.Email} ({(one.People == 1 ? "1 person" : $"{one.People} people")})"))}{(never.Count > 5 ? " …" : "")}; see invite-coordinator",
                Warns: true
            );
    }

    /// <summary>What the last night's look found: people with whom nothing is agreed any more.</summary>
    public static CheckLine Everybody(Installation installation, Database database)
    {
        var today = MachineChecks.TodayOf(installation, database);
        return database.Read(FollowedTable.Last) switch
        {
            null => new CheckLine("followed", true, "nobody was looked at yet: the service does so each night"),
            var look when look.CheckedOn < today.AddDays(-1) => new CheckLine(
                "followed",
                true,
                $"nobody looked since {look.CheckedOn:yyyy-MM-dd} whether everybody has somebody and a day: is the service running, or does a step fail?",
                Warns: true
            ),
            { Unfollowed: 0 } look => new CheckLine(
                "followed",
                true,
                $"everybody had somebody and a day on {look.CheckedOn:yyyy-MM-dd}"
            ),
            var look => new CheckLine(
                "followed",
                true,
                $"{(look.Unfollowed == 1 ? "1 person has" : $"{look.Unfollowed} people have")} nothing agreed any more; their coordinators have a task, looked at on {look.CheckedOn:yyyy-MM-dd}",
                Warns: true
            ),
        };
    }

    /// <summary>
    /// The key in use among those of what is sealed, and older ones, which may go once nothing that is kept needs them.
    /// </summary>
    public static CheckLine Keys(Database database)
    {
        var keys = database.Engine.Keys;
        var ids = keys.Ids.ToList();
        var (inUse, kept) = database.Read(transaction =>
            (
                SharedKeyTable.InUse(transaction) ?? "",
                MailBytesTable.SealedWith(transaction).Concat(SharedKeyTable.SealedWith(transaction)).ToHashSet()
            )
        );
        kept.UnionWith(SealedKeys.SealedWith(database, Installation.ClockOf(database)));
        var place = ids.IndexOf(inUse);
        if (place < 0)
            return new CheckLine("keys", true, $"{keys.Path} does not have the key in use", Warns: true);
        List<string> parts = [$"{inUse} is in use, in line {place + 1} of {ids.Count} of {keys.Path}"];
        var idle = ids.Take(place).Where(id => !kept.Contains(id)).ToList();
        if (idle.Count < place)
            parts.Add($"{place - idle.Count} before it still open something");
        if (idle.Count > 0)
            parts.Add(
                $"nothing that is kept needs {string.Join(", ", idle.Select(id => $"{id} (line {ids.IndexOf(id) + 1})"))}: take it out of the file, on each node, once you keep no backup from before it was changed"
            );
        return new CheckLine("keys", true, string.Join("; ", parts), Warns: idle.Count > 0);
    }

    /// <summary>
    /// Rows that open something and were not written by this program, and where the key lies that tells.
    /// </summary>
    public static CheckLine Marks(Database database)
    {
        var now = Installation.ClockOf(database).GetUtcNow();
        var seal = database.Engine.Seal;
        if (!seal.HasKey)
            return database.Read(CoordinatorTable.AnyMarked)
                ? new CheckLine(
                    "marks",
                    false,
                    $"the key of the marks, in {seal.Place}, is gone, so no account is believed: put it back from a backup, or invite everybody anew"
                )
                : new CheckLine("marks", true, "nobody of the staff is invited yet");
        var (accounts, others) = database.Read(transaction =>
            (
                CoordinatorTable.Forged(transaction),
                new (string What, int Count)[]
                {
                    ("session", SessionTable.CountForged(transaction, now)),
                    ("sign-in link", LinkTable.CountForged(transaction, now)),
                    ("passkey", PasskeyTable.CountForged(transaction)),
                    ("authenticator", AuthenticatorTable.CountForged(transaction)),
                }
            )
        );
        List<string> wrong =
        [
            .. accounts.Select(one => $"the account {OneLine.Shown(one.Email)}"),
            .. others.Where(one => one.Count > 0).Select(one => Verbs.Counted(one.Count, one.What)),
        ];
        if (wrong.Count > 0)
            return new CheckLine(
                "marks",
                false,
                $"not written by this program, and not believed: {string.Join(", ", wrong.Take(10))}{(wrong.Count > 10 ? " …" : "")}; find out who can write the store, or put the right key back"
            );
        return new CheckLine(
            "marks",
            true,
            $"every account, session and passkey is ours; the key lies in {seal.Place}"
        );
    }

    /// <summary>What somebody who took the store's file, or a backup, would read.</summary>
    public static CheckLine AtRest(Settings settings, Database database)
    {
        var (bytes, open) = database.Read(MailBytesTable.CountOpenable);
        var disk =
            database.Engine.File is not { } file ? "its disk is the server's"
            : EncryptedDisk.Holds(file) ? "its disk is encrypted, which helps when it is stolen switched off"
            : "this machine does not encrypt its disk";
        var backup =
            database.Engine.File is null ? "a dump is the server's, and is not sealed by us"
            : settings.SealBackupsTo is { } key
                ? $"who takes a backup reads nothing, without the private key of {key.Name}"
            : "who takes a backup reads all of that, the keys and the mail that waits (see backup --make-key)";
        return new CheckLine(
            "at rest",
            bytes == open,
            string.Create(
                CultureInfo.InvariantCulture,
                $"who takes the store reads names, addresses, answers and words, but no link, mail or session; {disk}; {backup}"
            )
                + (
                    bytes == open
                        ? ""
                        : $"; {bytes - open} mails were sealed with a key that is not in {database.Engine.Keys.Path}"
                )
        );
    }
}
