using System.CommandLine;
using System.Globalization;
using CaregiverSignal.Hosting;
using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Staff.Accounts;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Cli;

/// <summary>
/// The verb <c>end-sessions</c>: ends the sessions of one colleague or of all, and their unused sign-in links.
/// </summary>
public static class EndSessionsVerb
{
    public static Command Create()
    {
        var email = new Argument<string?>("email")
        {
            Description = "The coordinator's mail address; everybody's sessions when left out.",
            Arity = ArgumentArity.ZeroOrOne,
            DefaultValueFactory = _ => null,
            CustomParser = given =>
            {
                // A setting, such as --Storage:Connection=…, is not an address.
                if (given.Tokens[0].Value is var word && !word.StartsWith("--", StringComparison.Ordinal))
                    return word;
                given.OnlyTake(0);
                return null;
            },
        };
        var command = new Command(
            "end-sessions",
            "End a coordinator's sessions, or everybody's, and the unused sign-in links; they can sign in again."
        )
        {
            email,
        };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(parsed =>
            Verbs.WithStore(
                parsed,
                alone: false,
                makes: false,
                run: (_, database) => Run(parsed, database, parsed.GetValue(email))
            )
        );
        return command;
    }

    private static int Run(ParseResult parsed, Database database, string? email)
    {
        var clock = Installation.ClockOf(database);
        var (now, recorder) = (clock.GetUtcNow(), new Recorder(database, clock));
        var (isKnown, ended) = database.Write(transaction =>
        {
            var coordinator = email is null ? null : CoordinatorTable.ByEmail(transaction, email);
            if (email is not null && coordinator is null)
                return (false, new EndedSessions(0, 0));
            recorder.Add(
                transaction,
                Actor.CommandLine,
                Deed.EndSessions,
                what: coordinator is null ? null : Thing.Of("coordinator", coordinator.Id)
            );
            return (true, Removing.EndSessions(transaction, coordinator?.Id, now));
        });
        if (!isKnown)
            return Verbs.Report([StaffArguments.Unknown("end-sessions", email!)], parsed.InvocationConfiguration.Error);
        parsed.InvocationConfiguration.Output.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"Ended: {ended.Sessions} sessions, {ended.Links} links.")
        );
        return CommandLine.Success;
    }
}
