using System.CommandLine;
using System.Globalization;
using CaregiverSignal.Backup;
using CaregiverSignal.Caseload;
using CaregiverSignal.Configuration;
using CaregiverSignal.Delivery;
using CaregiverSignal.Enrolments;
using CaregiverSignal.Export;
using CaregiverSignal.Files;
using CaregiverSignal.Hosting;
using CaregiverSignal.Invitations;
using CaregiverSignal.Mail;
using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.Mail.RestoreGuard;
using CaregiverSignal.Mail.Senders;
using CaregiverSignal.People;
using CaregiverSignal.Privacy;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Safety;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Staff.Credentials;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Sessions;
using Spectre.Console;

namespace CaregiverSignal.Cli;

/// <summary>
/// The verb <c>check</c>: checks everything that the service depends on, one line each; exit 1 when one fails. A
/// warning does not fail it.
/// </summary>
public static class CheckVerb
{
    private const int MostReturned = 1000;

    private static readonly Option<bool> All = new("--all")
    {
        Description = "Show each questionnaire: version, words, numbers, licence.",
    };

    private static readonly TimeSpan LookedBack = TimeSpan.FromDays(7);

    public static Command Create()
    {
        var mail = new Option<string?>("--mail")
        {
            HelpName = "ADDRESS",
            Description =
                "Send one test message there instead, show the whole conversation with the relay, and the DNS records that mail needs.",
        };
        var headers = new Option<string?>("--headers")
        {
            HelpName = "FILE",
            Description =
                "Read a message of ours as it arrived, saved with all its headers, and say what SPF, DKIM and DMARC came to there.",
        };
        var record = new Option<bool>("--record")
        {
            Description =
                "Read the record of who looked and who did what instead, and say whether each line is as it was written.",
        };
        var head = new Option<string?>("--since-head")
        {
            HelpName = "N:HASH",
            Description =
                "With --record: compare with a head that was kept elsewhere, as the log has one each day; only that shows that the end was cut off.",
        };
        var command = new Command(
            "check",
            "Look at configuration, store, mail, questionnaires, disk, clock, and what starting would mail: one line each, exit 1 when one fails."
        )
        {
            mail,
            headers,
            All,
            record,
            head,
        };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(parsed =>
            parsed.GetValue(mail) is { } to ? RunMail(parsed, to)
            : parsed.GetValue(headers) is { } file ? RunHeaders(parsed, file)
            : parsed.GetValue(record) || parsed.GetValue(head) is not null
                ? CheckRecord.Run(parsed, parsed.GetValue(head))
            : Run(parsed)
        );
        return command;
    }

    private static int RunMail(ParseResult parsed, string to)
    {
        if (!Address.TryParse(to, out _))
            return Verbs.Report(
                [new Fault("check", "--mail", "is not one mail address, as naam@example.org")],
                parsed.InvocationConfiguration.Error
            );
        return Verbs.WithInstallation(
            parsed,
            installation =>
                CheckMail.Run(installation.Settings, to, TimeProvider.System, parsed.InvocationConfiguration.Output)
                    ? CommandLine.Success
                    : CommandLine.Failure
        );
    }

    private static int RunHeaders(ParseResult parsed, string file)
    {
        var error = parsed.InvocationConfiguration.Error;
        try
        {
            using var stream = File.OpenRead(file);
            return MimeReader.Read(ReadReturns.FirstBytes(stream)) is { } message
                ? Show(ReceivedHeaders.Of(message), parsed.InvocationConfiguration.Output)
                : Verbs.Report(
                    [new Fault(file, "", "is larger than a message of ours can be; allowed is 1 MiB")],
                    error
                );
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return Verbs.Report([new Fault(file, "", "cannot be read")], error);
        }
    }

    private static int Show(IReadOnlyList<CheckLine> lines, TextWriter output)
    {
        var isTerminal = ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;
        foreach (var line in lines)
        {
            if (isTerminal)
                AnsiConsole.MarkupLine(line.Marked());
            else
                output.WriteLine(line);
        }

        return lines.All(line => line.Good) ? CommandLine.Success : CommandLine.Failure;
    }

    private static int Run(ParseResult parsed)
    {
        var output = parsed.InvocationConfiguration.Output;
        if (Installation.Load(Verbs.Overrides(parsed), out var faults) is not { } installation)
        {
            foreach (var fault in faults)
                output.WriteLine($"FAIL  configuration  {fault}");
            return CommandLine.Failure;
        }

        // The store first: what was changed in the browser holds from then on, and is what the other lines are about.
        Database? opened = null;
        var store = Guarded("store", () => Store(opened = installation.OpenDatabase()));
        using var database = opened;
        var settings = installation.Settings;
        List<CheckLine> findings =
        [
            new(
                "configuration",
                true,
                $"{settings.SupportPoint.Name}; links begin with {settings.Site.BaseUrl}; plan of {installation.Plan.Instruments.Count} questionnaires"
            ),
        ];
        findings.AddRange(
            Hazard
                .Of(settings, installation.ListensEncrypted)
                .Select(one => new CheckLine("settings", !one.Stops, $"{one.Key} {one.Message}", Warns: true))
        );
        findings.Add(Privacy(settings.Privacy));
        findings.Add(Safety(settings.Safety));
        findings.Add(Enrolment(settings));
        findings.AddRange(Questionnaires(installation, parsed.GetValue(All)));
        findings.AddRange(Overlay(installation));
        findings.Add(Rules(settings.Signals));
        findings.Add(store);
        findings.Add(Guarded("folders", () => Folders(installation)));
        findings.AddRange(database is null ? WithoutStore(installation) : WithStore(installation, database));
        return Show(findings, output);
    }

    private static List<CheckLine> WithStore(Installation installation, Database database) =>
        [
            .. Changed(installation, database),
            .. Steps(installation, database),
            Guarded("coordinators", () => Coordinators(database)),
            Guarded("followed", () => Everybody(installation, database)),
            Guarded("marks", () => Marks(database)),
            Guarded("mail", () => MailPlace(installation, database)),
            Guarded("mail held", () => Held(installation, database)),
            Guarded("mail ledger", () => Ledger(database)),
            Guarded("backup", () => Backup(installation, database)),
            Guarded("exports", () => Exports(installation)),
            Guarded("disk", () => Disk(database.Engine.Folder)),
            Guarded("at rest", () => AtRest(installation.Settings, database)),
            Guarded("holidays", () => Holidays(TodayOf(installation, database))),
            Guarded("clock", () => Clock(installation, database)),
            Guarded("starting now", () => Starting(installation, database)),
        ];

    /// <summary>
    /// How many settings hold as they were changed in the browser, and those that no longer go with the installation's
    /// own.
    /// </summary>
    private static IEnumerable<CheckLine> Changed(Installation installation, Database database)
    {
        SettingsInForce? inForce = null;
        var taken = Guarded(
            "changed",
            () =>
            {
                inForce = installation.InForce(database);
                return new CheckLine(
                    "changed",
                    true,
                    inForce.Count == 0
                        ? "no setting was changed in the browser"
                        : $"in the browser, over the installation's own: {string.Join(", ", inForce.Keys)}"
                );
            }
        );
        return
        [
            taken,
            .. (inForce?.Aside ?? []).Select(fault => new CheckLine(
                "changed",
                true,
                $"{fault.Place} was changed in the browser and does not hold, as it no longer goes with the other settings: it {fault.Message}",
                Warns: true
            )),
        ];
    }

    /// <summary>What can be looked at when the store cannot be used.</summary>
    private static IEnumerable<CheckLine> WithoutStore(Installation installation)
    {
        if (installation.Settings.Mail.Mode == MailMode.Folder)
            yield return Guarded("mail", () => MailFolder(installation.Settings.Mail.Folder));
        yield return Guarded("disk", () => Disk(installation.Settings.Storage.Engine.Folder));
    }

    /// <summary>One questionnaire in columns: version, words, numbers, licence.</summary>
    private static CheckLine Describe(Instrument instrument)
    {
        var words = instrument.CanBeAsked
            ? $"{instrument.Wording.StateName} words {instrument.Wording.Version}"
            : "no words yet";
        List<string> numbers = instrument.Supply is { } supply ? ["numbers " + supply.Set] : [];
        if (instrument.Unsupplied is [var only])
            numbers.Add("wants " + only.Key);
        else if (instrument.Unsupplied.Count > 1)
            numbers.Add($"wants {instrument.Unsupplied.Count} scales");
        var name = $"{instrument.Key} version {instrument.Version}";
        return new CheckLine(
            "questionnaire",
            true,
            $"{name, -21}  {words, -15}  {string.Join(", ", numbers), -14}  licence {Licence(instrument.Licence)}"
        );
    }

    /// <summary>The state of the licence and its first holder; the questionnaire's page has the rest.</summary>
    private static string Licence(Licence licence)
    {
        var state = InstrumentPage.State(licence);
        return licence.State == LicenceState.Ours
            ? state
            : $"{state}: {licence.Holder.Split([" / ", ";", ",", " ("], StringSplitOptions.None)[0]}";
    }

    /// <summary>The version that findings get, and the limits that are not the shipped ones.</summary>
    private static CheckLine Rules(RuleSettings settings)
    {
        var rules = RuleSet.Of(settings);
        var limits = RuleSet
            .LimitsIn(rules.Limits)
            .Select(limit => string.Create(CultureInfo.InvariantCulture, $"{limit.Key} {limit.Value}"))
            .DefaultIfEmpty("all limits as shipped");
        return new CheckLine("rules", true, $"version {rules.Version}: {string.Join(", ", limits)}");
    }

    /// <summary>The folder for the words and numbers that are missing.</summary>
    private static IEnumerable<CheckLine> Overlay(Installation installation)
    {
        var folder = Path.GetFullPath(installation.Settings.Questionnaires.Overlay);
        if (
            !Directory.Exists(folder)
            && !string.IsNullOrWhiteSpace(installation.Configuration["Questionnaires:Overlay"])
        )
        {
            yield return new CheckLine(
                "overlay",
                true,
                $"{folder} is not there (setting Questionnaires:Overlay); only shipped words and numbers are used",
                Warns: true
            );
            yield break;
        }
        var wants = installation.Instruments.All.Count(one => !one.CanBeAsked || one.Unsupplied.Count > 0);
        if (wants == 0)
            yield break;
        var wish = wants == 1 ? "1 questionnaire wants one" : $"{wants} questionnaires want some";
        yield return new CheckLine(
            "overlay",
            true,
            $"{folder}{(Directory.Exists(folder) ? "" : " (not there)")}: for KEY-vN.wording.json and KEY-vN.scales.json; {wish}"
        );
    }

    private static CheckLine Store(Database database)
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

    /// <summary>The steps: what failed, what waits, and what is set aside, one line each.</summary>
    private static List<CheckLine> Steps(Installation installation, Database database)
    {
        var lines = new List<CheckLine>();
        var failed = Guarded(
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

    /// <summary>
    /// Rows that open something and were not written by this program, and where the key lies that tells.
    /// </summary>
    private static CheckLine Marks(Database database)
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

    /// <summary>Coordinators who have people and cannot look after them: nobody learns of those people.</summary>
    private static CheckLine Coordinators(Database database)
    {
        var (never, lacksAdministrator) = database.Read(transaction =>
            (
                CoordinatorTable.NeverCameIn(transaction),
                CoordinatorTable.IsAnybodyInvited(transaction)
                    && CoordinatorTable.Administrators(transaction).Count == 0
            )
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
    private static CheckLine Everybody(Installation installation, Database database)
    {
        var today = TodayOf(installation, database);
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

    /// <summary>The mail that the service, or a tick, would send.</summary>
    private static CheckLine Starting(Installation installation, Database database)
    {
        var time = installation.Settings.Site.TimeBy(Installation.ClockOf(database));
        var now = database.Read(transaction => MailForecast.Read(transaction, time));
        var waits =
            installation.Settings.Mail.Window.Contains(time.Now, time) || !now.Mails.Any(one => one.ToCaregiver)
                ? ""
                : "; mail to caregivers waits for Mail:Window";
        return new CheckLine("starting now", true, now.InWords() + waits);
    }

    /// <summary>Folders that other accounts on this machine can read or write.</summary>
    private static CheckLine Folders(Installation installation)
    {
        var data = installation.Settings.Storage.Engine.Folder;
        var open = new[] { data, Path.Combine(data, "keys") }.Where(OwnerOnly.IsOpenToOthers).ToList();
        return open.Count == 0
            ? new CheckLine("folders", true, "store and keys are closed to other accounts")
            : new CheckLine(
                "folders",
                !open.Exists(OwnerOnly.IsWrittenByOthers),
                $"others on this machine can look into {string.Join(" and ", open)}; mend it with: chmod 700 {string.Join(' ', open)}",
                Warns: true
            );
    }

    /// <summary>Whether the privacy page says what only the support point can say.</summary>
    private static CheckLine Privacy(PrivacySettings said) =>
        said.Missing.Count == 0
            ? new CheckLine("privacy", true, $"the page {PageRoutes.Privacy} says what the law asks")
            : new CheckLine(
                "privacy",
                true,
                $"the page {PageRoutes.Privacy} asks people to call, as these are empty: {string.Join(", ", said.Missing.Select(name => "Privacy:" + name))}",
                Warns: true
            );

    /// <summary>Whether staff find whom to call when somebody is not safe.</summary>
    private static CheckLine Safety(SafetySettings said) =>
        said.Missing.Count == 0
            ? new CheckLine("safety", true, "the card on the case page has all numbers")
            : new CheckLine(
                "safety",
                true,
                $"the card on the case page says that these are not known: {string.Join(", ", said.Missing.Select(name => "Safety:" + name))}",
                Warns: true
            );

    /// <summary>Whether people may enrol themselves, and whether they reach the address on the card.</summary>
    private static CheckLine Enrolment(Settings settings)
    {
        var page = settings.Site.BaseUrl + EnrolmentEndpoints.Home;
        if (!settings.Enrolment.IsOpen)
            return new CheckLine(
                "enrolment",
                true,
                $"closed: the page {EnrolmentEndpoints.Home} gives the phone number (Enrolment:Open is false)"
            );
        return new CheckLine(
            "enrolment",
            true,
            new Uri(settings.Site.BaseUrl).IsLoopback
                ? $"open at {page}, which only this machine reaches: set Site:BaseUrl before you print a card"
                : $"open at {page}; cards to print at {settings.Site.BaseUrl}{EnrolmentEndpoints.Card}"
        );
    }

    /// <summary>The questionnaires: one line when all is well; on request a line each.</summary>
    private static IEnumerable<CheckLine> Questionnaires(Installation installation, bool each)
    {
        var all = installation.Instruments.All;
        return each
            ? all.Select(Describe)
            :
            [
                new CheckLine(
                    "questionnaire",
                    true,
                    $"{all.Count} in order, {all.Count(one => one.CanBeAsked)} with words, {installation.Plan.Instruments.Count} in the plan; --all shows each"
                ),
            ];
    }

    private static CheckLine MailPlace(Installation installation, Database database) =>
        installation.Settings.Mail is { Mode: MailMode.Smtp } mail
            ? Relay(database, mail.Relay)
            : MailFolder(installation.Settings.Mail.Folder);

    private static CheckLine MailFolder(string place)
    {
        OwnerOnly.MakeFolder(place);
        var folder = new DirectoryInfo(place);
        OwnerOnly.Replace(Path.Combine(folder.FullName, ".writable"), _ => { });
        File.Delete(Path.Combine(folder.FullName, ".writable"));
        return OwnerOnly.IsOpenToOthers(folder.FullName)
            ? new CheckLine(
                "mail",
                true,
                $"folder {folder.FullName}: writable, but others on this machine can look into it, and its mails hold links that work; chmod 700 keeps them out",
                Warns: true
            )
            : new CheckLine("mail", true, $"folder {folder.FullName}: writable; the mails in it hold links that work");
    }

    /// <remarks>
    /// Tries the relay. A refused sign-in counts as one of the service's, and none is tried while the service waits
    /// after one: repeated attempts lock accounts.
    /// </remarks>
    private static CheckLine Relay(Database database, SmtpSettings settings)
    {
        var now = Installation.ClockOf(database).GetUtcNow();
        var (relay, state) = ($"relay {settings.Host} port {settings.Port}", database.Read(RelayTable.Get));
        if (state.Stage == "auth" && Breaker.IsOpen(state, now))
            return new CheckLine(
                "mail",
                false,
                $"{relay} refused the sign-in, and is not tried again before {state.PausedUntil:yyyy-MM-ddTHH:mm:ssZ}, as wrong tries lock accounts; check --mail ADDRESS tries at once"
            );

        var outcome = LookAtRelay(settings).GetAwaiter().GetResult();
        if (outcome.Result == SendResult.Sent)
            return new CheckLine("mail", true, $"{relay} takes mail ({Security(settings)})");
        if (outcome.Note == SendNote.SignInRefused)
            database.Write(transaction =>
                RelayTable.Set(
                    transaction,
                    Breaker.After(RelayTable.Get(transaction), new LeasedMail(), outcome, new RecentRefusals(0, 0), now)
                )
            );
        return new CheckLine(
            "mail",
            false,
            $"{relay}: {outcome.Note?.Code() ?? "refused"}, at {outcome.Stage} {outcome.Code} {outcome.Enhanced}".TrimEnd()
        );
    }

    private static CheckLine Held(Installation installation, Database database)
    {
        var (why, isNew) = ((HoldReason?)null, false);
        Verbs.WithSendHold(
            installation.Settings,
            database,
            hold => (why, isNew) = (hold.ReasonAtStart(), hold.IsNewNode())
        );
        var file = Path.GetFullPath(installation.Settings.Mail.GuardFile);
        if (why is HoldReason.Copied && isNew)
            return new CheckLine(
                "mail held",
                true,
                "not now; this node has not served the store yet: start it while another is at work, as one that starts alone holds mail until resume-mail",
                Warns: true
            );
        return why is { } held
            ? new CheckLine("mail held", false, $"{held.Held()}; see resume-mail")
            : new CheckLine("mail held", true, $"no; {file} tells this store from its copies");
    }

    /// <summary>The mail that somebody has to look at.</summary>
    private static CheckLine Ledger(Database database)
    {
        var now = Installation.ClockOf(database).GetUtcNow();
        var (late, unsure, returned) = database.Read(transaction =>
            (
                ReturnTable.CountLate(transaction, now),
                MailLedgerTable.CountIn(transaction, "unsure", now),
                MailLedgerTable.IdleReturns(transaction, now - LookedBack, MostReturned).Count
            )
        );
        if (late > 0)
            return new CheckLine(
                "mail ledger",
                false,
                $"alerts not with the relay in time, or that came back: {late}; see mail"
            );
        return unsure + returned == 0
            ? new CheckLine("mail ledger", true, "no alert is late, and the fate of every mail is known")
            : new CheckLine(
                "mail ledger",
                true,
                $"mails whose fate is unknown: {unsure} (see mail); came back in a week, and to look at: {returned} (see mail --returned)",
                Warns: true
            );
    }

    private static string Security(SmtpSettings relay) =>
        relay.Security switch
        {
            SmtpSecurity.None => "none: clear text, on this machine only",
            SmtpSecurity.Tls => "tls",
            _ => "starttls",
        };

    private static async Task<SendOutcome> LookAtRelay(SmtpSettings relay)
    {
        await using var sender = new SmtpSender(relay, TimeProvider.System);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        return CheckMail.PatienceEnded(await sender.TestConnectionAsync(patience.Token));
    }

    /// <summary>The age of the last backup, by the machine's clock: a simulated one has no part in it.</summary>
    private static CheckLine Backup(Installation installation, Database database)
    {
        var within = installation.Settings.BackupWithin;
        if (database.Engine.File is not { } file)
            return new CheckLine("backup", true, "the server's own; see docs/operations.md");
        if (LastBackup.Of(file) is not { } last)
        {
            var people = database.Read(CaregiverTable.CountTakingPart);
            return people == 0
                ? new CheckLine("backup", true, "none yet, and nobody is in the store")
                : new CheckLine("backup", true, "none was made yet: see backup", Warns: within is not null);
        }

        var age = TimeProvider.System.GetUtcNow() - last.MadeAt;
        var gone = File.Exists(last.File) ? "" : ", which is no longer there";
        return new CheckLine(
            "backup",
            true,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{age.TotalHours:0} hours old ({last.MadeAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC): {last.File}, {DiskSpace.InWords(last.Bytes)}{gone}"
            ),
            Warns: age > within
        );
    }

    /// <summary>The exports on this machine that are still there: each is a second place with personal data.</summary>
    private static CheckLine Exports(Installation installation)
    {
        var exports = new ExportList(installation.Settings.Mail.GuardFile).ForgetGone();
        var now = TimeProvider.System.GetUtcNow();
        var held = exports.Where(one => one.HoldsErased).Select(one => OneLine.Whole(one.Folder)).ToList();
        var old = exports
            .Where(one => !one.HoldsErased && now - one.MadeAt > ExportList.Serves)
            .Select(one => OneLine.Whole(one.Folder))
            .ToList();
        List<string> parts = [exports.Count == 0 ? "none that is still there" : $"{exports.Count} still there"];
        if (held.Count > 0)
            parts.Add($"may have somebody who was erased, so delete it: {string.Join(", ", held)}");
        if (old.Count > 0)
            parts.Add(
                $"older than {ExportList.Serves.Days} days, so delete it if it has served: {string.Join(", ", old)}"
            );
        return new CheckLine("exports", true, string.Join("; ", parts), Warns: held.Count + old.Count > 0);
    }

    private static CheckLine Disk(string path)
    {
        var free = DiskSpace.FreeAt(path);
        return new CheckLine(
            "disk",
            free >= DiskSpace.LeastFreeBytes,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{free / 1024 / 1024:N0} MB free; {DiskSpace.LeastFreeBytes / 1024 / 1024} MB are needed"
            )
        );
    }

    /// <summary>What somebody who took the store's file, or a backup, would read.</summary>
    private static CheckLine AtRest(Settings settings, Database database)
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

    /// <summary>Whether there is time to ask for a version that knows more school holidays.</summary>
    public static CheckLine Holidays(DateOnly today)
    {
        var to = string.Create(CultureInfo.InvariantCulture, $"{SchoolHolidays.KnownTo:yyyy-MM-dd}");
        var lackedFrom = SchoolHolidays.KnownTo.AddMonths(-6);
        var by = string.Create(CultureInfo.InvariantCulture, $", by {lackedFrom:yyyy-MM-dd}");
        return today < SchoolHolidays.AskedForFrom
            ? new CheckLine(
                "holidays",
                true,
                $"school holidays are known to {to}; public ones are reckoned, without an end"
            )
            : new CheckLine(
                "holidays",
                true,
                $"school holidays are known to {to} and no further, and coordinators look half a year ahead: install a newer version that knows more{(today <= lackedFrom ? by : "")}; after {to} the page about help says that it knows none",
                Warns: true
            );
    }

    private static DateOnly TodayOf(Installation installation, Database database) =>
        installation.Settings.Site.TimeBy(Installation.ClockOf(database)).Today;

    private static CheckLine Clock(Installation installation, Database database)
    {
        var clock = Installation.ClockOf(database);
        var time = installation.Settings.Site.TimeBy(clock);
        var last = database.Read(SiteClockTable.Get);
        var local = time.Local(time.Now).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        if (last is { Simulated: true })
            return new CheckLine("clock", true, $"simulated, {local} in {time.Zone.Id}");
        var back = last is not null && last.At > time.Now.AddMinutes(5);
        return new CheckLine(
            "clock",
            !back,
            back
                ? $"{local}, which is before {time.Local(last!.At).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)}, when this store last worked"
                : $"{local} in {time.Zone.Id}"
        );
    }

    private static CheckLine Guarded(string subject, Func<CheckLine> look)
    {
        try
        {
            return look();
        }
        catch (Exception error) when (error is StorageException or IOException or UnauthorizedAccessException)
        {
            return new CheckLine(subject, false, error.Message);
        }
    }
}
