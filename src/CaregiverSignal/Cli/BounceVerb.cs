using System.CommandLine;
using CaregiverSignal.Delivery;
using CaregiverSignal.Hosting;

namespace CaregiverSignal.Cli;

/// <summary>The verb <c>bounce</c>: reads one returned message from standard input, for a mail server's pipe.</summary>
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
                "The address that the message came to, as the mail server knows it; otherwise the message's own headers are used.",
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
        // The input is read to its end: to the mail server a pipe that closes early is a failure.
        input.CopyTo(Stream.Null);
        // In a new store, made by mistake, no message would match a mail of ours.
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
                parsed.InvocationConfiguration.Output.WriteLine($"{verdict.Class.Code()}: {verdict.Note.Code()}");
                return CommandLine.Success;
            }
        );
    }
}
