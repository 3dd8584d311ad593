using System.CommandLine;
using CaregiverSignal.Hosting;
using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Staff.SignIn;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Cli;

/// <summary>
/// The verb <c>reset-sign-in</c>: for somebody who lost their telephone. It removes their passkeys and codes, signs
/// them out, and prints a new link.
/// </summary>
public static class ResetSignInVerb
{
    private const string Name = "reset-sign-in";

    public static Command Create()
    {
        var email = new Argument<string>("email") { Description = "The coordinator's mail address." };
        var yes = new Option<bool>("--yes") { Description = "Do not ask." };
        var command = new Command(
            Name,
            "Let somebody who lost their telephone begin anew: ends sessions, removes passkeys and codes, prints a new link. Asks first."
        )
        {
            email,
            yes,
        };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(parsed =>
            Verbs.WithStore(
                parsed,
                alone: false,
                makes: false,
                run: (installation, database) =>
                    Run(parsed, installation, database, parsed.GetRequiredValue(email), parsed.GetValue(yes))
            )
        );
        return command;
    }

    private static int Run(ParseResult parsed, Installation installation, Database database, string email, bool yes)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        if (Find(database, email) is null)
            return Verbs.Report([StaffArguments.Unknown(Name, email)], error);
        var shown = OneLine.Shown(email);
        if (
            !yes
            && !StaffArguments.Agrees(
                error,
                $"{shown} is signed out everywhere, and their passkeys and codes stop working. Are you sure that it is they who ask?"
            )
        )
        {
            error.WriteLine("Nothing was changed.");
            return CommandLine.Failure;
        }

        using var services = new ServiceCollection()
            .AddCaregiverSignal(installation, database, Installation.ClockOf(database))
            .BuildServiceProvider();
        var reset = database.Write(transaction =>
            CoordinatorTable.ByEmail(transaction, email) is { MaySignIn: true } account
                ? services.GetRequiredService<ResetSignIn>().Run(transaction, account, Actor.CommandLine)
                : null
        );
        if (reset is null)
            return Verbs.Report([StaffArguments.Unknown(Name, email)], error);
        output.WriteLine($"{installation.Settings.Site.BaseUrl}/i/{reset.Link.Clear}");
        error.WriteLine(
            $"Ended: {Verbs.Counted(reset.Ended.Sessions, "session")}, {Verbs.Counted(reset.Ended.Links, "link")}. {shown} hears of it by mail. The new link works once, within 24 hours. Hand it over in a way you trust."
        );
        return CommandLine.Success;
    }

    private static Coordinator? Find(Database database, string email) =>
        database.Read(transaction => CoordinatorTable.ByEmail(transaction, email)) is { MaySignIn: true } account
            ? account
            : null;
}
