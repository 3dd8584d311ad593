using System.CommandLine;
using CaregiverSignal.Configuration;
using CaregiverSignal.Files;
using CaregiverSignal.Hosting;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.Storage;
using Spectre.Console;

namespace CaregiverSignal.Cli.Checks;

/// <summary>
/// The verb <c>check</c>: checks everything that the service depends on, one line each; exit 1 when one fails. A
/// warning does not fail it.
/// </summary>
public static class CheckVerb
{
    private static readonly Option<bool> All = new("--all")
    {
        Description = "Show each questionnaire: version, words, numbers, licence.",
    };

    public static Command Create()
    {
        var mail = new Option<string?>("--mail")
        {
            HelpName = "ADDRESS",
            Description =
                "Send one test message there instead, show the whole conversation with the relay, and the DNS records that mail needs.",
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
            All,
            record,
            head,
        };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(parsed =>
            parsed.GetValue(mail) is { } to ? RunMail(parsed, to)
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

        // The store first: what was filled in on the pages holds from then on, and is what the other lines are about.
        Database? opened = null;
        var store = Guarded(
            "store",
            () =>
            {
                installation.RefuseLost();
                var engine = installation.Settings.Storage.Engine;
                return engine.Exists
                    ? StoreChecks.Store(opened = installation.OpenDatabase())
                    : new CheckLine("store", true, $"{engine.Name}: none yet; the first start makes it");
            }
        );
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
        findings.Add(SettingsChecks.Privacy(settings.Privacy));
        findings.Add(SettingsChecks.Safety(settings.Safety));
        findings.Add(SettingsChecks.Enrolment(settings));
        findings.AddRange(SettingsChecks.Questionnaires(installation, parsed.GetValue(All)));
        findings.AddRange(SettingsChecks.Overlay(installation));
        findings.Add(SettingsChecks.Rules(settings.Signals));
        findings.Add(store);
        findings.Add(Guarded("folders", () => MachineChecks.Folders(installation)));
        findings.AddRange(database is null ? WithoutStore(installation) : WithStore(installation, database));
        return Show(findings, output);
    }

    private static List<CheckLine> WithStore(Installation installation, Database database) =>
        [
            .. StoreChecks.Pages(installation, database),
            .. StoreChecks.Steps(installation, database),
            Guarded("coordinators", () => StoreChecks.Coordinators(database)),
            Guarded("followed", () => StoreChecks.Everybody(installation, database)),
            Guarded("marks", () => StoreChecks.Marks(database)),
            Guarded("keys", () => StoreChecks.Keys(database)),
            Guarded("mail", () => MailChecks.Place(installation, database)),
            .. Inbox(installation),
            Guarded("mail held", () => MailChecks.Held(installation, database)),
            Guarded("mail ledger", () => MailChecks.Ledger(database)),
            Guarded("backup", () => MachineChecks.Backup(database)),
            Guarded("exports", () => MachineChecks.Exports(installation)),
            Guarded("disk", () => MachineChecks.Disk(database.Engine.Folder)),
            Guarded("at rest", () => StoreChecks.AtRest(installation.Settings, database)),
            Guarded("holidays", () => MachineChecks.Holidays(MachineChecks.TodayOf(installation, database))),
            Guarded("clock", () => MachineChecks.Clock(installation, database)),
            Guarded("starting now", () => MailChecks.Starting(installation, database)),
        ];

    private static IEnumerable<CheckLine> Inbox(Installation installation) =>
        installation.Settings.Mail.Inbox is { } inbox ? [MailChecks.Inbox(inbox)] : [];

    /// <summary>What can be looked at when the store cannot be used.</summary>
    private static IEnumerable<CheckLine> WithoutStore(Installation installation) =>
        [
            Guarded("mail", () => MailChecks.Place(installation, database: null)),
            Guarded("disk", () => MachineChecks.Disk(installation.Settings.Storage.Engine.Folder)),
        ];

    public static CheckLine Guarded(string subject, Func<CheckLine> look)
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
