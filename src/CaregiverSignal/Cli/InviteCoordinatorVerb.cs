using System.CommandLine;
using System.Globalization;
using CaregiverSignal.Files;
using CaregiverSignal.Hosting;
using CaregiverSignal.Invitations;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.Mail.RestoreGuard;
using CaregiverSignal.People;
using CaregiverSignal.Record;
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
    private static readonly TimeSpan Life = TimeSpan.FromHours(24);

    public static Command Create()
    {
        var email = new Argument<string>("email") { Description = "The coordinator's mail address, as in people.csv." };
        var name = new Option<string?>("--name") { Description = "The name that caregivers read under their mail." };
        var deputy = new Option<string?>("--deputy")
        {
            Description =
                "The mail address of the deputy, who steps in when a red signal stays unseen; invite them as well.",
        };
        var isOperator = new Option<bool>("--operator")
        {
            Description = "Can also see what became of each mail, and act on it, at /beheer/post.",
        };
        var mail = new Option<bool>("--mail")
        {
            Description = "Mail the link to them instead of printing it. Whoever reads that mailbox first comes in.",
        };
        var command = new Command(
            "invite-coordinator",
            "Print or mail a one-time sign-in link, valid for 24 hours. Who was not invited cannot sign in."
        )
        {
            email,
            name,
            deputy,
            isOperator,
            mail,
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
                            parsed.GetValue(deputy),
                            parsed.GetValue(isOperator),
                            parsed.GetValue(mail)
                        )
                    )
            )
        );
        return command;
    }

    private static int Run(ParseResult parsed, Installation installation, Database database, Asked asked)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var wrong = new[] { asked.Email, asked.Deputy }
            .Where(address => address is not null && !Address.TryParse(address, out _))
            .ToList();
        List<Fault> faults =
        [
            .. wrong.Select(address => new Fault(
                "invite-coordinator",
                OneLine.Shown(address!),
                "is not one mail address, as naam@example.org"
            )),
        ];
        if (asked.Name is not null && OneLine.Problem(asked.Name, LongestName) is { } problem)
            faults.Add(new Fault("invite-coordinator", "--name", problem));
        if (faults.Count > 0)
            return Verbs.Report(faults, error);

        using var services = new ServiceCollection()
            .AddCaregiverSignal(installation, database, Installation.ClockOf(database))
            .BuildServiceProvider();
        var time = services.GetRequiredService<SiteTime>();
        var (now, until) = (time.Now, time.Now + Life);
        var recorder = services.GetRequiredService<Recorder>();
        var (key, deputy, isHeld) = database.Write(transaction =>
        {
            var id = CoordinatorTable.IdOf(transaction, asked.Email, now);
            CoordinatorTable.MarkInvited(transaction, id, now);
            LinkTable.RevokeSignIns(transaction, id, now);
            recorder.Add(transaction, Actor.CommandLine, Deed.Invite, what: Thing.Of("coordinator", id));
            if (asked.Name is not null)
                CoordinatorTable.SetName(transaction, id, asked.Name);
            if (asked.IsOperator)
                CoordinatorTable.SetOperator(transaction, id);
            if (asked.Deputy is not null)
                CoordinatorTable.SetDeputy(transaction, id, CoordinatorTable.IdOf(transaction, asked.Deputy, now));
            var link = LinkTable.AddSignIn(transaction, id, now, until);
            if (asked.IsMailed)
            {
                services
                    .GetRequiredService<SignInMails>()
                    .QueueWelcome(
                        transaction,
                        CoordinatorTable.Get(transaction, id)!,
                        link,
                        until,
                        InWords(time, until)
                    );
            }

            return (
                link,
                asked.Deputy is null ? null : CoordinatorTable.ByEmail(transaction, asked.Deputy),
                SendHold.WhyHeld(transaction, now) is not (null or HoldReason.DayLimit)
            );
        });

        if (asked.IsMailed)
        {
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Invited {OneLine.Shown(asked.Email)} by mail, which goes with the next of the service or of tick. The link works once, until {time.Local(until):yyyy-MM-dd HH:mm}."
                )
            );
            if (isHeld)
                error.WriteLine("Mail is held now: this one goes only when resume-mail comes before that time.");
        }
        else
        {
            output.WriteLine($"{installation.Settings.Site.BaseUrl}/i/{key.Clear}");
            error.WriteLine("The link works once, within 24 hours. Hand it over in a way you trust.");
        }

        if (deputy is { MaySignIn: false })
        {
            error.WriteLine(
                $"{OneLine.Shown(deputy.Email)} cannot sign in yet, so somebody else hears in their place. Invite them as well: invite-coordinator {OneLine.Shown(deputy.Email)}"
            );
        }

        return CommandLine.Success;
    }

    private static string InWords(SiteTime time, DateTimeOffset at) =>
        $"{Texts.Day(time.DayOf(at))}, {time.Local(at).ToString("H.mm", Texts.Dutch)} uur";

    private sealed record Asked(string Email, string? Name, string? Deputy, bool IsOperator, bool IsMailed);
}
