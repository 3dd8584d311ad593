using System.CommandLine;
using CaregiverSignal.FollowUp;
using CaregiverSignal.Mail;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Cli;

/// <summary>Takes in one returned message from standard input: for a mail server's pipe.</summary>
public static class BounceVerb
{
    /// <summary>EX_TEMPFAIL of sysexits.h: the mail server keeps the message and tries again. On 1 or 2 it would send it back.</summary>
    public const int TryAgain = 75;

    public static Command Create()
    {
        var recipient = new Option<string?>("--recipient") { Description = "The address the message came to, as the mail server knows it; without it the message's own headers are looked at." };
        var command = new Command("bounce", "Read one returned message from standard input. Exits 0 whatever it is, and 75 when it could not be kept and must be offered again.") { recipient };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(parsed => Run(parsed, Console.OpenStandardInput(), parsed.GetValue(recipient)));
        return command;
    }

    private static int Run(ParseResult parsed, Stream input, string? recipient)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var message = ReadReturns.FirstBytes(input);
        // A pipe that closes early is a failure to the server that writes into it.
        input.CopyTo(Stream.Null);
        var code = Verbs.WithStore(parsed, alone: false, (installation, database) =>
        {
            using var services = new ServiceCollection().AddCaregiverSignal(installation, database, Installation.ClockOf(database)).BuildServiceProvider();
            try
            {
                var verdict = services.GetRequiredService<TakeInReturn>().Take(message, recipient);
                output.WriteLine($"{ReturnTable.CodeOf(verdict.Class)}: {verdict.Note}");
                return CommandLine.Success;
            }
            catch (StorageException problem)
            {
                error.WriteLine(problem.Message);
                return TryAgain;
            }
        });
        return code == CommandLine.Success ? code : TryAgain;
    }
}
