using System.CommandLine;
using CaregiverSignal.Invitations;
using CaregiverSignal.Mail;
using CaregiverSignal.People;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Cli;

/// <summary>Prints a one-time link with which a coordinator comes in for the first time.</summary>
public static class InviteCoordinatorVerb
{
    private const int LongestName = 100;
    private static readonly TimeSpan Life = TimeSpan.FromHours(24);

    public static Command Create()
    {
        var email = new Argument<string>("email") { Description = "The coordinator's mail address, as in people.csv." };
        var name = new Option<string?>("--name") { Description = "The name that caregivers read under their mail." };
        var deputy = new Option<string?>("--deputy") { Description = "The mail address of who steps in when a red signal stays unseen." };
        var isOperator = new Option<bool>("--operator") { Description = "May also see and mend what became of each mail, at /beheer/post." };
        var command = new Command("invite-coordinator", "Print a one-time sign-in link, valid for 24 hours.") { email, name, deputy, isOperator };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(parsed => Verbs.WithStore(parsed, alone: false, (installation, database) =>
            Run(parsed, installation, database, parsed.GetRequiredValue(email), parsed.GetValue(name), parsed.GetValue(deputy), parsed.GetValue(isOperator))));
        return command;
    }

    private static int Run(ParseResult parsed, Installation installation, Database database, string email, string? name, string? deputy, bool isOperator)
    {
        var wrong = new[] { email, deputy }.Where(address => address is not null && !Address.TryParse(address, out _)).ToList();
        List<Fault> faults = [.. wrong.Select(address => new Fault("invite-coordinator", OneLine.Shown(address!), "is not one mail address, as naam@example.org"))];
        if (name is not null && OneLine.Problem(name, LongestName) is { } problem) faults.Add(new Fault("invite-coordinator", "--name", problem));
        if (faults.Count > 0) return Verbs.Report(faults, parsed.InvocationConfiguration.Error);

        var now = Installation.ClockOf(database).GetUtcNow();
        var key = database.Write(work =>
        {
            var id = CoordinatorTable.IdOf(work, email, now);
            if (name is not null) CoordinatorTable.SetName(work, id, name);
            if (isOperator) CoordinatorTable.SetOperator(work, id);
            if (deputy is not null) CoordinatorTable.SetDeputy(work, id, CoordinatorTable.IdOf(work, deputy, now));
            return LinkTable.AddSignIn(work, id, now, now + Life);
        });
        parsed.InvocationConfiguration.Output.WriteLine($"{installation.Settings.Site.BaseUrl}/i/{key.Clear}");
        parsed.InvocationConfiguration.Error.WriteLine("The link works once, within 24 hours. Hand it over in a way you trust.");
        return CommandLine.Success;
    }
}
