using System.CommandLine;
using System.Globalization;
using CaregiverSignal.Desk.Absence;
using CaregiverSignal.Files;
using CaregiverSignal.Hosting;
using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Staff.Accounts;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Cli;

/// <summary>
/// The verb <c>absent</c>: records for a colleague who cannot do so that they are away, and who stands in.
/// </summary>
public static class AbsentVerb
{
    private const string Name = "absent";

    public static Command Create()
    {
        var email = new Argument<string>("email") { Description = "The mail address of the coordinator who is away." };
        var deputy = new Option<string?>("--deputy")
        {
            HelpName = "EMAIL",
            Description =
                "The coordinator who stands in, sees their people and gets their mail meanwhile; must have signed in once.",
        };
        var from = Day("--from", "The first day away; today when left out.");
        var until = Day("--until", "The last day away.");
        var back = new Option<bool>("--back")
        {
            Description = "They are there again: ends every absence, also one to come.",
        };
        var command = new Command(
            Name,
            "Record that a coordinator is away until a day, and who stands in. Coordinators can do so themselves at /afwezig."
        )
        {
            email,
            deputy,
            from,
            until,
            back,
        };
        command.TreatUnmatchedTokensAsErrors = false;
        command.Validators.Add(parsed =>
        {
            var isRight = IsGiven(back)
                ? !IsGiven(deputy) && !IsGiven(from) && !IsGiven(until)
                : IsGiven(deputy) && IsGiven(until);
            if (!isRight)
                parsed.AddError("Give --deputy EMAIL and --until DAY, or --back alone.");

            bool IsGiven(Option option) => parsed.GetResult(option) is { Implicit: false };
        });
        command.SetAction(parsed =>
            Verbs.WithStore(
                parsed,
                alone: false,
                makes: false,
                run: (installation, database) =>
                {
                    var time = installation.Settings.Site.TimeBy(Installation.ClockOf(database));
                    return parsed.GetValue(back)
                        ? Back(parsed, database, time, parsed.GetRequiredValue(email))
                        : Away(
                            parsed,
                            database,
                            time,
                            parsed.GetRequiredValue(email),
                            parsed.GetValue(deputy)!,
                            parsed.GetValue(from) ?? time.Today,
                            parsed.GetValue(until)!.Value
                        );
                }
            )
        );
        return command;
    }

    private static int Away(
        ParseResult parsed,
        Database database,
        SiteTime time,
        string email,
        string deputy,
        DateOnly from,
        DateOnly last
    )
    {
        var recorder = new Recorder(database, time.Provider);
        var faults = database.Write(transaction =>
        {
            var (owner, standIn) = (
                CoordinatorTable.ByEmail(transaction, email),
                CoordinatorTable.ByEmail(transaction, deputy)
            );
            var found = new List<Fault>();
            if (owner is null)
                found.Add(StaffArguments.Unknown(Name, email));
            if (standIn is not { IsThere: true })
                found.Add(
                    new Fault(
                        Name,
                        "--deputy",
                        $"{OneLine.Shown(deputy)} {(standIn?.EnrolledAt is null ? "has never come in; use invite-coordinator first" : "is no coordinator; see invite-coordinator --role")}"
                    )
                );
            else if (standIn.Id == owner?.Id)
                found.Add(new Fault(Name, "--deputy", $"{OneLine.Shown(deputy)} is the one who is away"));
            else if (
                StandingInTable
                    .AbsencesOf(transaction, standIn.Id, time.Today)
                    .FirstOrDefault(one => one.Overlaps(from, last.AddDays(1))) is
                { } away
            )
                found.Add(
                    new Fault(
                        Name,
                        "--deputy",
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{OneLine.Shown(deputy)} is away from {away.FromOn:yyyy-MM-dd} up to and including {away.UntilOn.AddDays(-1):yyyy-MM-dd}; choose another, or other days"
                        )
                    )
                );
            if (from < time.Today)
                found.Add(
                    new Fault(
                        Name,
                        "--from",
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{from:yyyy-MM-dd} is past; allowed is {time.Today:yyyy-MM-dd} and later"
                        )
                    )
                );
            if (last < from || last >= from.AddDays(AbsenceForm.LongestDays))
                found.Add(
                    new Fault(
                        Name,
                        "--until",
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{last:yyyy-MM-dd} is not allowed; allowed is {from:yyyy-MM-dd} to {from.AddDays(AbsenceForm.LongestDays - 1):yyyy-MM-dd}"
                        )
                    )
                );
            if (found.Count > 0)
                return found;
            StandingInTable.AddAbsence(transaction, owner!.Id, standIn!.Id, from, last.AddDays(1), null, time.Now);
            recorder.Add(transaction, Actor.CommandLine, Deed.Away, what: Thing.Of("coordinator", owner.Id));
            return found;
        });
        if (faults.Count > 0)
            return Verbs.Report(faults, parsed.InvocationConfiguration.Error);
        parsed.InvocationConfiguration.Output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{OneLine.Shown(deputy)} stands in for {OneLine.Shown(email)} from {from:yyyy-MM-dd} up to and including {last:yyyy-MM-dd}."
            )
        );
        return CommandLine.Success;
    }

    private static int Back(ParseResult parsed, Database database, SiteTime time, string email)
    {
        var recorder = new Recorder(database, time.Provider);
        var ended = database.Write(transaction =>
        {
            if (CoordinatorTable.ByEmail(transaction, email) is not { } owner)
                return (int?)null;
            recorder.Add(transaction, Actor.CommandLine, Deed.Back, what: Thing.Of("coordinator", owner.Id));
            return StandingInTable.EndAbsences(transaction, owner.Id, time.Today, time.Now);
        });
        if (ended is null)
            return Verbs.Report([StaffArguments.Unknown(Name, email)], parsed.InvocationConfiguration.Error);
        parsed.InvocationConfiguration.Output.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"Ended: {ended} absences of {OneLine.Shown(email)}.")
        );
        return CommandLine.Success;
    }

    private static Option<DateOnly?> Day(string name, string description) =>
        new(name)
        {
            HelpName = "DAY",
            Description = description,
            CustomParser = given =>
            {
                var text = given.Tokens.Count == 1 ? given.Tokens[0].Value : "";
                if (
                    DateOnly.TryParseExact(
                        text,
                        "yyyy-MM-dd",
                        CultureInfo.InvariantCulture,
                        DateTimeStyles.None,
                        out var day
                    )
                )
                    return day;
                given.AddError($"{name}: '{text}' is not a day; write 2026-03-31");
                return null;
            },
        };
}
