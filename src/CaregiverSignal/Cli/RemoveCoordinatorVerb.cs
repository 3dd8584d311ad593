using System.CommandLine;
using System.Globalization;
using CaregiverSignal.Files;
using CaregiverSignal.Hosting;
using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Staff.Accounts;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Cli;

/// <summary>
/// The verb <c>remove-coordinator</c>: removes a colleague's account at once, or only the operator's mark.
/// </summary>
public static class RemoveCoordinatorVerb
{
    private const string Name = "remove-coordinator";
    private const string Last = "--even-the-last";

    public static Command Create()
    {
        var email = new Argument<string>("email") { Description = "The coordinator's mail address." };
        var to = new Option<string?>("--to")
        {
            HelpName = "EMAIL",
            Description = "Who has their people, open signals and tips from now on; must have been invited.",
        };
        var onlyOperator = new Option<bool>("--only-operator")
        {
            Description = "Take only the operator's mark away: they stay a coordinator.",
        };
        var evenTheLast = new Option<bool>(Last)
        {
            Description =
                "Even if this leaves nobody who can sign in, or nobody who looks after the accounts or the mail.",
        };
        var yes = new Option<bool>("--yes") { Description = "Do not ask." };
        var command = new Command(
            Name,
            "Remove a coordinator's account at once: sessions and links end, and no more mail is sent there. Asks first."
        )
        {
            email,
            to,
            onlyOperator,
            evenTheLast,
            yes,
        };
        command.TreatUnmatchedTokensAsErrors = false;
        command.Validators.Add(parsed =>
        {
            if (parsed.GetValue(onlyOperator) && parsed.GetValue(to) is not null)
                parsed.AddError("--to gives people away, and --only-operator takes none.");
        });
        command.SetAction(parsed =>
            Verbs.WithStore(
                parsed,
                alone: false,
                makes: false,
                run: (installation, database) =>
                {
                    var time = installation.Settings.Site.TimeBy(Installation.ClockOf(database));
                    return Run(
                        parsed,
                        database,
                        time,
                        new Asked(
                            parsed.GetRequiredValue(email),
                            parsed.GetValue(to),
                            parsed.GetValue(onlyOperator),
                            parsed.GetValue(evenTheLast),
                            parsed.GetValue(yes)
                        )
                    );
                }
            )
        );
        return command;
    }

    private static int Run(ParseResult parsed, Database database, SiteTime time, Asked asked)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var found = database.Read(transaction => Find(transaction, asked));
        if (found.Faults.Count > 0)
            return Verbs.Report(found.Faults, error);
        var shown = OneLine.Shown(found.Coordinator!.Email);
        if (IsDone(found.Coordinator, asked))
        {
            output.WriteLine(
                $"{shown} {(asked.OnlyOperator ? "is no operator" : "was removed before")}: nothing to do."
            );
            return CommandLine.Success;
        }

        var question = asked.OnlyOperator
            ? $"{shown} will not mind the mail any more."
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{shown} is out at once{(found.To is null ? "" : $"; {found.People} people go to {OneLine.Shown(found.To.Email)}")}."
            );
        if (!asked.Yes && !StaffArguments.Agrees(error, question))
        {
            error.WriteLine("Nothing was changed.");
            return CommandLine.Failure;
        }

        var recorder = new Recorder(database, time.Provider);
        // Checked again: something may have changed since the question.
        var (again, removed) = database.Write(transaction =>
        {
            var now = Find(transaction, asked);
            if (now.Faults.Count > 0 || IsDone(now.Coordinator!, asked))
                return (now, (Removed?)null);
            recorder.Add(
                transaction,
                Actor.CommandLine,
                asked.OnlyOperator ? Deed.ChangeAccount : Deed.RemoveAccount,
                what: Thing.Of("coordinator", now.Coordinator!.Id)
            );
            if (!asked.OnlyOperator)
            {
                var done = Removing.Remove(transaction, now.Coordinator, now.To, time);
                foreach (var one in done.People)
                    recorder.Add(transaction, Actor.CommandLine, Deed.PassOn, one, Thing.Of("coordinator", now.To!.Id));
                return (now, done);
            }

            CoordinatorTable.SetOperator(transaction, now.Coordinator.Id, isOperator: false);
            return (now, null);
        });
        if (again.Faults.Count > 0)
            return Verbs.Report(again.Faults, error);
        if (removed is null)
        {
            output.WriteLine($"{shown} is no operator any more.");
            return CommandLine.Success;
        }

        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Removed {shown}: {removed.Ended.Sessions} sessions and {removed.Ended.Links} links ended."
            )
        );
        if (found.To is { } to)
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{OneLine.Shown(to.Email)} has {removed.People.Count} people more, and {removed.Tips} tips."
                )
            );
        else if (removed.Tips > 0)
            output.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"{removed.Tips} tips wait for the team again.")
            );
        foreach (var one in removed.DeputyOf)
            output.WriteLine(
                $"{OneLine.Shown(one)} has no deputy any more: name one with invite-coordinator {OneLine.Shown(one)} --deputy EMAIL."
            );
        foreach (var one in removed.PromisedTo)
            output.WriteLine(
                $"{OneLine.Shown(one)} is or will be away, and nobody stands in: absent {OneLine.Shown(one)} --deputy EMAIL --until DAY."
            );
        return CommandLine.Success;
    }

    private static bool IsDone(Coordinator coordinator, Asked asked) =>
        asked.OnlyOperator ? !coordinator.IsOperator : coordinator.RemovedAt is not null;

    /// <summary>Finds the coordinator and everything that stands in the way of the removal.</summary>
    private static Found Find(Transaction transaction, Asked asked)
    {
        if (CoordinatorTable.ByEmail(transaction, asked.Email) is not { } coordinator)
            return new Found(null, null, 0, [StaffArguments.Unknown(Name, asked.Email)]);
        if (IsDone(coordinator, asked))
            return new Found(coordinator, null, 0, []);
        var faults = new List<Fault>();
        var all = CoordinatorTable.All(transaction);
        var others = all.Where(one => one.Id != coordinator.Id).ToList();
        if (coordinator.IsOperator && !asked.EvenTheLast && !others.Any(one => one.IsOperator))
        {
            faults.Add(
                new Fault(
                    Name,
                    OneLine.Shown(coordinator.Email),
                    $"is the last operator, and nobody would see what becomes of the mail; {Last} says that this is meant"
                )
            );
        }

        if (asked.OnlyOperator)
            return new Found(coordinator, null, 0, faults);
        if (coordinator.IsAdministrator && !asked.EvenTheLast && !others.Any(one => one.IsAdministrator))
        {
            faults.Add(
                new Fault(
                    Name,
                    OneLine.Shown(coordinator.Email),
                    $"is the last administrator, and nobody could change an account in the browser; {Last} says that this is meant"
                )
            );
        }

        if (coordinator.IsThere && !asked.EvenTheLast && !others.Any(one => one.IsThere))
        {
            faults.Add(
                new Fault(
                    Name,
                    OneLine.Shown(coordinator.Email),
                    $"is the last coordinator who can come in; {Last} says that this is meant"
                )
            );
        }

        var to = asked.To is null ? null : CoordinatorTable.ByEmail(transaction, asked.To);
        var people = RemovalTable.CountPeople(transaction, coordinator.Id);
        if (asked.To is { } email && (to is not { MaySignIn: true, IsCoordinator: true } || to.Id == coordinator.Id))
        {
            faults.Add(
                new Fault(
                    Name,
                    "--to",
                    $"{OneLine.Shown(email)} {(to?.Id == coordinator.Id ? "is the one who goes" : to is { MaySignIn: true } ? "is no coordinator; see invite-coordinator --role" : "was not invited; use invite-coordinator first")}"
                )
            );
        }
        else if (to is null && people > 0)
        {
            faults.Add(
                new Fault(
                    Name,
                    OneLine.Shown(coordinator.Email),
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"has {people} people, who need somebody: name a colleague with --to EMAIL"
                    )
                )
            );
        }

        return new Found(coordinator, to, people, faults);
    }

    private sealed record Asked(string Email, string? To, bool OnlyOperator, bool EvenTheLast, bool Yes);

    private sealed record Found(Coordinator? Coordinator, Coordinator? To, int People, IReadOnlyList<Fault> Faults);
}
