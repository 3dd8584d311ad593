using System.CommandLine;
using CaregiverSignal.Checks;
using CaregiverSignal.Demo;
using CaregiverSignal.Files;
using CaregiverSignal.Health;
using CaregiverSignal.Hosting;
using CaregiverSignal.Import;
using CaregiverSignal.Mail.Letters;

namespace CaregiverSignal.Commands.Checks;

/// <summary>The verb <c>check</c>: one line for everything that the service depends on; exits with 1 if a check fails.
/// Warnings do not fail it. It changes nothing, apart from writing one mark to test the database.</summary>
public static class CheckVerb
{
    public static Command Create()
    {
        var mail = new Option<string?>("--mail")
        {
            HelpName = "ADDRESS",
            Description = "Send one test message there instead, and show the whole conversation with the relay.",
        };
        var settings = new Option<bool>("--settings")
        {
            Description = "Show instead what each setting is, without secrets, and where it came from.",
        };
        var live = new Option<bool>("--live")
        {
            Description =
                "Ask instead the service that runs here whether it is alive, at the address in Urls; exit 1 when it is not.",
        };
        var texts = new Option<bool>("--texts")
        {
            Description = "Show instead what each language lacks of the texts in Dutch; exit 1 when one lacks any.",
        };
        var components = new PathOption("--components", PathUse.ReadsFolder)
        {
            HelpName = "FOLDER",
            Arity = ArgumentArity.ZeroOrOne,
            Description =
                "Show instead what the program is made of, with versions, licences and hashes (CycloneDX); of the one in a folder where that is another machine's.",
        };
        var command = new Command(
            "check",
            "Look at configuration, store, mail, questionnaires, disk, clock, and what starting would mail: one line each, exit 1 when one fails."
        )
        {
            mail,
            settings,
            live,
            texts,
            components,
        };
        command.SetAction(async parsed =>
            parsed.GetValue(mail) is { } to ? await RunMailAsync(parsed, to)
            : parsed.GetValue(settings) ? await CheckSettings.RunAsync(parsed)
            : parsed.GetValue(live) ? CheckLive.Run(parsed)
            : parsed.GetResult(components) is not null
                ? CheckComponents.Run(parsed.GetValue(components), parsed.InvocationConfiguration.Output)
            : parsed.GetValue(texts) ? RunTexts(parsed.InvocationConfiguration.Output)
            : await RunAsync(parsed)
        );
        return command;
    }

    private static int RunTexts(TextWriter output)
    {
        var lacks = false;
        foreach (var language in Enum.GetValues<Language>().Where(language => language != Language.Dutch))
        {
            var faults = Translations
                .FaultsOf(
                    language,
                    [
                        typeof(Texts).Assembly,
                        typeof(Letter).Assembly,
                        typeof(CaregiverAccess).Assembly,
                        typeof(Imports).Assembly,
                        typeof(Simulation).Assembly,
                        typeof(CheckVerb).Assembly,
                    ]
                )
                .ToList();
            foreach (var fault in faults)
                output.WriteLine($"{language.Code()} {fault}");
            output.WriteLine(
                $"{language.Code()} {(faults.Count == 0 ? "lacks nothing" : English.Counted(faults.Count, "text") + " to look at")}"
            );
            lacks |= faults.Count > 0;
        }

        return lacks ? CommandLine.Failure : CommandLine.Success;
    }

    private static async Task<int> RunMailAsync(ParseResult parsed, string to, CancellationToken stop = default)
    {
        if (!Address.TryParse(to, out _))
            return Verbs.Report(
                [new Fault("check", "--mail", "is not one mail address, as naam@example.org")],
                parsed.InvocationConfiguration.Error
            );
        return await Verbs.WithInstallationAsync(
            parsed,
            async installation =>
            {
                var output = parsed.InvocationConfiguration.Output;
                if (
                    await CheckLine.GuardedAsync("store", () => TakeInAsync(installation, stop), stop) is
                    { Good: false } unread
                )
                    output.WriteLine(unread);
                return await CheckMail.RunAsync(installation.Settings.Now, to, TimeProvider.System, output, stop)
                    ? CommandLine.Success
                    : CommandLine.Failure;
            },
            sends: true,
            stop: stop
        );
    }

    /// <summary>The settings made on the pages apply, as for the service.</summary>
    private static async Task<CheckLine> TakeInAsync(Installation installation, CancellationToken stop = default)
    {
        if (installation.Settings.Storage.Engine.Exists)
            (await installation.OpenToReadAsync(stop)).Dispose();
        return CheckLine.Ok("can be read");
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken stop = default)
    {
        var output = parsed.InvocationConfiguration.Output;
        if (Installation.Load(Verbs.Overrides(parsed), out var faults) is not { } installation)
        {
            foreach (var fault in faults)
                output.WriteLine(CheckLine.Fail("configuration", fault.ToString()));
            return CommandLine.Failure;
        }

        // The database first: the settings made on the pages apply from then on, and the other lines are about them.
        Database? opened = null;
        var store = await CheckLine.GuardedAsync(
            "store",
            async () =>
            {
                (var found, opened) = await StoreChecks.OpenAsync(installation, stop);
                return found;
            },
            stop
        );
        using var database = opened;
        var addresses = await Listening.TryAsync(installation, stop) is { } why
            ? CheckLine.Fail("addresses", why)
            : CheckLine.Ok("addresses", "the pages can open there, or are open");
        var mail = await CheckLine.GuardedAsync(
            "mail",
            () => MailChecks.PlaceAsync(installation, database, stop),
            stop
        );
        List<CheckLine> lines =
        [
            .. await AllChecks.OfAsync(installation, database, probes: null, new(addresses, store, mail), stop: stop),
            .. CheckLive.Beside(installation),
        ];
        foreach (var line in lines)
            output.WriteLine(line);
        return lines.TrueForAll(line => line.Good) ? CommandLine.Success : CommandLine.Failure;
    }
}
