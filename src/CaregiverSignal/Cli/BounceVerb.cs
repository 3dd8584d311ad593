using System.CommandLine;
using CaregiverSignal.Delivery;
using CaregiverSignal.Hosting;

namespace CaregiverSignal.Cli;

/// <summary>Takes in one returned message from standard input: for a mail server's pipe.</summary>
public static class BounceVerb
{
    /// <summary>EX_TEMPFAIL of sysexits.h: the mail server keeps the message and tries again.</summary>
    public const int TryAgain = 75;

    private const string Name = "bounce";

    public static Command Create()
    {
        var recipient = new Option<string?>("--recipient")
        {
            Description =
                "The address the message came to, as the mail server knows it; without it the message's own headers are looked at.",
        };
        var command = new Command(
            Name,
            "Read one returned message from standard input. Exits 0 whatever it is, and 75 when it must be offered again."
        )
        {
            recipient,
        };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(parsed => Run(parsed, Console.OpenStandardInput(), parsed.GetValue(recipient)));
        return command;
    }

    public static bool IsMeant(ParseResult parsed) => parsed.CommandResult.Command.Name == Name;

    private static int Run(ParseResult parsed, Stream input, string? recipient)
    {
        var message = ReadReturns.FirstBytes(input);
        // A pipe that closes early is a failure to the server that writes into it.
        input.CopyTo(Stream.Null);
        // In a store of its own, made by mistake, every message would end as one that is about no mail of ours.
        return Verbs.WithStore(
            parsed,
            alone: false,
            makes: false,
            run: (installation, database) =>
            {
                using var services = new ServiceCollection()
                    .AddCaregiverSignal(installation, database, Installation.ClockOf(database))
                    .BuildServiceProvider();
                var verdict = services.GetRequiredService<TakeInReturn>().Take(message, recipient);
                parsed.InvocationConfiguration.Output.WriteLine($"{verdict.Class.Code()}: {verdict.Note}");
                return CommandLine.Success;
            }
        );
    }
}
