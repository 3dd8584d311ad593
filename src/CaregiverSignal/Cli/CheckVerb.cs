using System.CommandLine;
using System.Globalization;
using CaregiverSignal.Configuration;
using CaregiverSignal.FollowUp;
using CaregiverSignal.Mail;
using CaregiverSignal.People;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Signals;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace CaregiverSignal.Cli;

/// <summary>Looks at everything the service stands on, a line each; exit 1 when one fails. A warning fails nothing.</summary>
public static class CheckVerb
{
    private const long LeastFreeBytes = 200L * 1024 * 1024;
    private const int MostReturned = 1000;

    private static readonly TimeSpan LookedBack = TimeSpan.FromDays(7);

    public static Command Create()
    {
        var mail = new Option<string?>("--mail") { HelpName = "ADDRESS", Description = "Send one test message there instead, show the whole conversation with the relay, and the DNS records that mail needs." };
        var headers = new Option<string?>("--headers") { HelpName = "FILE", Description = "Read a message of ours as it arrived, saved with all its headers, and say what SPF, DKIM and DMARC came to there." };
        var command = new Command("check", "Look at configuration, store, mail, questionnaires, disk and clock: one line each, exit 1 when one fails.") { mail, headers };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(parsed =>
            parsed.GetValue(mail) is { } to ? RunMail(parsed, to)
            : parsed.GetValue(headers) is { } file ? RunHeaders(parsed, file)
            : Run(parsed));
        return command;
    }

    private static int RunMail(ParseResult parsed, string to)
    {
        if (!Mail.Address.TryParse(to, out _)) return Verbs.Report([new Fault("check", "--mail", "is not one mail address, as naam@example.org")], parsed.InvocationConfiguration.Error);
        return Verbs.WithInstallation(parsed, installation =>
            CheckMail.Run(installation.Settings, to, TimeProvider.System, parsed.InvocationConfiguration.Output) ? CommandLine.Success : CommandLine.Failure);
    }

    private static int RunHeaders(ParseResult parsed, string file)
    {
        var error = parsed.InvocationConfiguration.Error;
        try
        {
            using var stream = File.OpenRead(file);
            return MimeReader.Read(ReadReturns.FirstBytes(stream)) is { } message
                ? Show(ReceivedHeaders.Of(message), parsed.InvocationConfiguration.Output)
                : Verbs.Report([new Fault(file, "", "is larger than a message of ours can be; allowed is 1 MiB")], error);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return Verbs.Report([new Fault(file, "", "cannot be read")], error);
        }
    }

    private static int Show(IReadOnlyList<CheckLine> lines, TextWriter output)
    {
        foreach (var line in lines) output.WriteLine(line);
        return lines.All(line => line.Good) ? CommandLine.Success : CommandLine.Failure;
    }

    private static int Run(ParseResult parsed)
    {
        var output = parsed.InvocationConfiguration.Output;
        if (Installation.Load(Verbs.Overrides(parsed), out var faults) is not { } installation)
        {
            foreach (var fault in faults) output.WriteLine($"FAIL  configuration  {fault}");
            return CommandLine.Failure;
        }

        var settings = installation.Settings;
        List<CheckLine> findings = [new("configuration", true, $"{settings.SupportPoint.Name}; links begin with {settings.Site.BaseUrl}; plan of {installation.Plan.Instruments.Count} questionnaires")];
        findings.AddRange(Address(installation));
        findings.AddRange(installation.Instruments.All.Select(Describe));
        findings.AddRange(Overlay(installation));
        findings.Add(Rules(settings.Signals));
        findings.Add(Guarded("store", () => Store(installation)));
        findings.Add(Guarded("mail", () => MailPlace(installation)));
        findings.Add(Guarded("mail held", () => Held(installation)));
        findings.Add(Guarded("mail ledger", () => Ledger(installation)));
        findings.Add(Guarded("disk", () => Disk(settings.Storage.DatabasePath)));
        findings.Add(Guarded("clock", () => Clock(installation)));
        return Show(findings, output);
    }

    /// <summary>In columns: version, words, numbers, licence.</summary>
    private static CheckLine Describe(Instrument instrument)
    {
        var words = instrument.CanBeAsked ? $"{instrument.Wording.StateName} words {instrument.Wording.Version}" : "no words yet";
        List<string> numbers = instrument.Supply is { } supply ? ["numbers " + supply.Set] : [];
        if (instrument.Unsupplied is [var only]) numbers.Add("wants " + only.Key);
        else if (instrument.Unsupplied.Count > 1) numbers.Add($"wants {instrument.Unsupplied.Count} scales");
        var name = $"{instrument.Key} version {instrument.Version}";
        return new CheckLine("questionnaire", true, $"{name,-21}  {words,-15}  {string.Join(", ", numbers),-14}  licence {Licence(instrument.Licence)}");
    }

    /// <summary>Its state and the first holder; the page of the questionnaire has the rest.</summary>
    private static string Licence(Licence licence)
    {
        var state = InstrumentPage.State(licence);
        return licence.State == LicenceState.Ours ? state : $"{state}: {licence.Holder.Split([" / ", ";", ",", " ("], StringSplitOptions.None)[0]}";
    }

    /// <summary>The version that findings get, and the limits that are not the shipped ones.</summary>
    private static CheckLine Rules(RuleSettings settings)
    {
        var rules = RuleSet.Of(settings);
        var limits = RuleSet.LimitsIn(rules.Limits).Select(limit => string.Create(CultureInfo.InvariantCulture, $"{limit.Key} {limit.Value}")).DefaultIfEmpty("all limits as shipped");
        return new CheckLine("rules", true, $"version {rules.Version}: {string.Join(", ", limits)}");
    }

    /// <summary>Where what is missing is laid.</summary>
    private static IEnumerable<CheckLine> Overlay(Installation installation)
    {
        var folder = Path.GetFullPath(installation.Settings.Questionnaires.Overlay);
        if (!Directory.Exists(folder) && !string.IsNullOrWhiteSpace(installation.Configuration["Questionnaires:Overlay"]))
        {
            yield return new CheckLine("overlay", true, $"{folder} is not there (setting Questionnaires:Overlay); only shipped words and numbers are used", Warns: true);
            yield break;
        }
        var wants = installation.Instruments.All.Count(one => !one.CanBeAsked || one.Unsupplied.Count > 0);
        if (wants == 0) yield break;
        var wish = wants == 1 ? "1 questionnaire wants one" : $"{wants} questionnaires want some";
        yield return new CheckLine("overlay", true, $"{folder}{(Directory.Exists(folder) ? "" : " (not there)")}: for KEY-vN.wording.json and KEY-vN.scales.json; {wish}");
    }

    private static CheckLine Store(Installation installation)
    {
        using var database = installation.OpenDatabase();
        database.Write(ProbeTable.Touch);
        var (engine, people, aside) = database.Read(work => (ProbeTable.Engine(work), CaregiverTable.CountTakingPart(work), AsideTable.Count(work)));
        var works = $"{database.Path}: writable, SQLite {engine}, schema {Migrations.Newest}, {people} people";
        return aside == 0
            ? new CheckLine("store", true, works)
            : new CheckLine("store", true, $"{works}; {aside} items failed and wait an hour before they are tried again: the log says where", Warns: true);
    }

    /// <summary>What is unwise about the address people come to.</summary>
    private static IEnumerable<CheckLine> Address(Installation installation)
    {
        var site = installation.Settings.Site;
        if (!site.IsHttps && !new Uri(site.BaseUrl).IsLoopback)
        {
            yield return new CheckLine("address", true, "Site:BaseUrl is http, so links and answers travel unencrypted; use https", Warns: true);
        }

        var listensEncrypted = installation.Configuration["Urls"]?.Contains("https:", StringComparison.OrdinalIgnoreCase) == true
            || installation.Configuration.GetSection("Kestrel:Endpoints").GetChildren().Any();
        if (site.IsHttps && !listensEncrypted && site.Proxies.Count == 0)
        {
            yield return new CheckLine("address", true, "Site:Proxies is empty, so behind a proxy all readers share one limit on wrong tries; name the proxy's address", Warns: true);
        }
    }

    private static CheckLine MailPlace(Installation installation)
    {
        var mail = installation.Settings.Mail;
        if (mail.Mode == MailMode.Smtp) return Relay(installation, mail.Relay);
        FolderSender.MakeFolder(mail.Folder);
        var folder = new DirectoryInfo(mail.Folder);
        var probe = Path.Combine(folder.FullName, ".writable");
        File.WriteAllText(probe, "");
        File.Delete(probe);
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        var isOpen = !OperatingSystem.IsWindows() && (File.GetUnixFileMode(folder.FullName) & Others) != 0;
        return isOpen
            ? new CheckLine("mail", true, $"folder {folder.FullName}: writable, but others on this machine can look into it, and its mails hold links that work; chmod 700 keeps them out", Warns: true)
            : new CheckLine("mail", true, $"folder {folder.FullName}: writable; the mails in it hold links that work");
    }

    /// <remarks>A sign-in that was refused counts as one of the service's, and none is tried while it waits after one: wrong tries lock accounts.</remarks>
    private static CheckLine Relay(Installation installation, SmtpSettings settings)
    {
        using var database = installation.OpenDatabase();
        var now = Installation.ClockOf(database).GetUtcNow();
        var (relay, state) = ($"relay {settings.Host} port {settings.Port}", database.Read(RelayTable.Get));
        if (state.Stage == "auth" && Breaker.IsOpen(state, now)) return new CheckLine("mail", false, $"{relay} refused the sign-in, and is not tried again before {state.PausedUntil:yyyy-MM-ddTHH:mm:ssZ}, as wrong tries lock accounts; check --mail ADDRESS tries at once");

        var outcome = LookAtRelay(settings).GetAwaiter().GetResult();
        if (outcome.Result == SendResult.Sent) return new CheckLine("mail", true, $"{relay} takes mail ({Security(settings)})");
        if (outcome.Note == SendNote.SignInRefused) database.Write(work => RelayTable.Set(work, Breaker.After(RelayTable.Get(work), new LeasedMail(), outcome, new RecentRefusals(0, 0), now)));
        return new CheckLine("mail", false, $"{relay}: {outcome.Note ?? "refused"}, at {outcome.Stage} {outcome.Code} {outcome.Enhanced}".TrimEnd());
    }

    private static CheckLine Held(Installation installation)
    {
        using var database = installation.OpenDatabase();
        var clock = Installation.ClockOf(database);
        var (file, time) = (new FenceFile(installation.Settings.Mail.FenceFile, clock), new SiteTime(clock, installation.Settings.Site.TimeZone));
        return new RestoreFence(database, file, time, NullLogger<RestoreFence>.Instance).Look() is { } why
            ? new CheckLine("mail held", false, $"nothing is mailed: {why.InWords()}; see resume-mail")
            : new CheckLine("mail held", true, $"no; {file.Path} tells this store from its copies");
    }

    /// <summary>What of the mail somebody has to look at.</summary>
    private static CheckLine Ledger(Installation installation)
    {
        using var database = installation.OpenDatabase();
        var now = Installation.ClockOf(database).GetUtcNow();
        var (late, unsure, returned) = database.Read(work => (
            MailTable.CountLate(work, now),
            PostTable.CountByGroup(work, now).GetValueOrDefault("unsure"),
            PostTable.IdleReturns(work, now - LookedBack, MostReturned).Count));
        if (late > 0) return new CheckLine("mail ledger", false, $"alerts not with the relay in time, or that came back: {late}; see mail");
        return unsure + returned == 0
            ? new CheckLine("mail ledger", true, "no alert is late, and the fate of every mail is known")
            : new CheckLine("mail ledger", true, $"mails whose fate is unknown: {unsure} (see mail); came back in a week, and to look at: {returned} (see mail --returned)", Warns: true);
    }

    private static string Security(SmtpSettings relay) => relay.Security switch
    {
        SmtpSecurity.None => "none: clear text, on this machine only",
        SmtpSecurity.Tls => "tls",
        _ => "starttls",
    };

    private static async Task<SendOutcome> LookAtRelay(SmtpSettings relay)
    {
        await using var sender = new SmtpSender(relay, TimeProvider.System);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        return CheckMail.PatienceEnded(await sender.LookAsync(patience.Token));
    }

    private static CheckLine Disk(string path)
    {
        var free = new DriveInfo(Path.GetFullPath(path)).AvailableFreeSpace;
        return new CheckLine("disk", free >= LeastFreeBytes, string.Create(CultureInfo.InvariantCulture, $"{free / 1024 / 1024:N0} MB free; {LeastFreeBytes / 1024 / 1024} MB are needed"));
    }

    private static CheckLine Clock(Installation installation)
    {
        using var database = installation.OpenDatabase();
        var clock = Installation.ClockOf(database);
        var time = new SiteTime(clock, installation.Settings.Site.TimeZone);
        var last = database.Read(SiteClockTable.Get);
        var local = time.Local(time.Now).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        if (last is { Simulated: true }) return new CheckLine("clock", true, $"simulated, {local} in {time.Zone.Id}");
        var back = last is not null && last.At > time.Now.AddMinutes(5);
        return new CheckLine("clock", !back, back ? $"{local}, which is before {last!.At:yyyy-MM-ddTHH:mm:ssZ}, when this store last worked" : $"{local} in {time.Zone.Id}");
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
