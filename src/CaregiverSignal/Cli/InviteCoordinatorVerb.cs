using System.CommandLine;
using System.Globalization;
using CaregiverSignal.Files;
using CaregiverSignal.Hosting;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.Mail.RestoreGuard;
using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Staff;
using CaregiverSignal.Staff.Accounts;
using CaregiverSignal.Staff.SignIn;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Cli;

/// <summary>
/// The verb <c>invite-coordinator</c>: prints or mails a one-time link to sign in with; after that they can request
/// links themselves.
/// </summary>
public static class InviteCoordinatorVerb
{
    private const int LongestName = 100;
    private const string NoTeam = "none";

    public static Command Create()
    {
        var email = new Argument<string>("email") { Description = "The coordinator's mail address, as in people.csv." };
        var name = new Option<string?>("--name") { Description = "The name that caregivers read under their mail." };
        var role = new Option<StaffRole[]>("--role")
        {
            HelpName = "ROLE",
            Description =
                "What the account may do, exactly: coordinator (people), team-lead (a coordinator of the whole team), administrator (accounts, no people) or operator (mail, no people). Give it several times for several roles. Without it a new account is a coordinator, and the first one an administrator too.",
            CustomParser = given =>
            {
                foreach (var token in given.Tokens.Where(token => Codes.Find<StaffRole>(token.Value) is null))
                    given.AddError(
                        $"--role: '{OneLine.Shown(token.Value)}' is no role; allowed is {string.Join(", ", Codes.All<StaffRole>())}"
                    );
                return [.. given.Tokens.Select(token => Codes.Find<StaffRole>(token.Value)).OfType<StaffRole>()];
            },
        };
        var team = new Option<string?>("--team")
        {
            HelpName = "NAME",
            Description =
                "The team whose people they see besides their own; made when it is not there yet. Write none to take them out of a team.",
        };
        var mail = new Option<bool>("--mail")
        {
            Description = "Mail the link to them instead of printing it. Whoever reads that mailbox first comes in.",
        };
        var reset = new Option<bool>("--reset-factors")
        {
            Description =
                "For who lost their telephone: also remove their passkeys and codes. They hear of it by mail.",
        };
        var command = new Command(
            "invite-coordinator",
            "Print or mail a one-time sign-in link, valid for 24 hours. Who was not invited cannot sign in; who was gets a new link, and their sessions end."
        )
        {
            email,
            name,
            role,
            team,
            mail,
            reset,
        };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(parsed =>
            Verbs.WithStore(
                parsed,
                alone: false,
                (installation, database) =>
                    Run(
                        parsed,
                        installation,
                        database,
                        new Asked(
                            parsed.GetRequiredValue(email),
                            parsed.GetValue(name),
                            parsed.GetValue(role) ?? [],
                            parsed.GetValue(team),
                            parsed.GetValue(mail),
                            parsed.GetValue(reset)
                        )
                    )
            )
        );
        return command;
    }

    private static int Run(ParseResult parsed, Installation installation, Database database, Asked asked)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        List<Fault> faults = Address.TryParse(asked.Email, out _)
            ? []
            :
            [
                new Fault(
                    "invite-coordinator",
                    OneLine.Shown(asked.Email),
                    "is not one mail address, as naam@example.org"
                ),
            ];
        foreach (var (option, given) in new[] { ("--name", asked.Name), ("--team", asked.Team) })
        {
            if (given is not null && OneLine.Problem(given, LongestName) is { } problem)
                faults.Add(new Fault("invite-coordinator", option, FormattableString.Invariant(problem)));
        }

        if (faults.Count > 0)
            return Verbs.Report(faults, error);

        using var services = new ServiceCollection()
            .AddCaregiverSignal(installation, database, Installation.ClockOf(database))
            .BuildServiceProvider();
        var time = services.GetRequiredService<SiteTime>();
        var now = time.Now;
        var inviting = services.GetRequiredService<Inviting>();
        var reset = services.GetRequiredService<ResetSignIn>();
        var (invitation, account, isHeld, ended) = database.Write(transaction =>
        {
            var usual = Inviting.UsualRoles(transaction);
            var isNew = CoordinatorTable.ByEmail(transaction, asked.Email) is not { MaySignIn: true };
            var id = CoordinatorTable.IdOf(transaction, asked.Email, now);
            if (asked.Name is not null)
                CoordinatorTable.SetName(transaction, id, asked.Name);
            if (asked.Roles.Count > 0 || isNew)
                CoordinatorTable.SetRoles(transaction, id, asked.Roles.Count > 0 ? asked.Roles : usual);
            if (asked.Team is not null)
                CoordinatorTable.SetTeam(
                    transaction,
                    id,
                    asked.Team == NoTeam ? null : TeamTable.Named(transaction, asked.Team, now).Id
                );
            int? ended = null;
            if (!isNew)
                ended = asked.ResetsFactors
                    ? reset.Run(transaction, CoordinatorTable.Get(transaction, id)!, Actor.CommandLine).Links
                    : Removing.EndSessions(transaction, id, now);
            return (
                inviting.Invite(transaction, id, Actor.CommandLine, asked.IsMailed),
                CoordinatorTable.Get(transaction, id)!,
                SendHold.WhyHeld(transaction) is not null,
                ended
            );
        });

        if (asked.IsMailed)
        {
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Invited {OneLine.Shown(asked.Email)} by mail, which goes with the next of the service or of tick. The link works once, until {time.Local(invitation.Until):yyyy-MM-dd HH:mm}."
                )
            );
            if (isHeld)
                error.WriteLine("Mail is held now: this one goes only when resume-mail comes before that time.");
        }
        else
        {
            output.WriteLine($"{installation.Settings.Site.BaseUrl}/i/{invitation.Key.Clear}");
            error.WriteLine("The link works once, within 24 hours. Hand it over in a way you trust.");
            if (account.IsAdministrator)
                error.WriteLine(
                    $"{OneLine.Shown(account.Email)} is an administrator, and invites others at {installation.Settings.Site.BaseUrl}{StaffRoutes.Accounts}."
                );
        }

        if (ended is not null)
        {
            error.WriteLine(
                $"Signed out everywhere; {Verbs.Counted(ended.Value, "link")} ended. "
                    + (
                        asked.ResetsFactors
                            ? $"Passkeys and codes are removed; {OneLine.Shown(asked.Email)} hears of it by mail."
                            : "Passkeys and codes still count; for who lost them: invite-coordinator EMAIL --reset-factors"
                    )
            );
        }

        return CommandLine.Success;
    }

    private sealed record Asked(
        string Email,
        string? Name,
        IReadOnlyList<StaffRole> Roles,
        string? Team,
        bool IsMailed,
        bool ResetsFactors
    );
}
