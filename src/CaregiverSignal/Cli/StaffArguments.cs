using CaregiverSignal.Files;

namespace CaregiverSignal.Cli;

/// <summary>What the verbs about coordinators share.</summary>
internal static class StaffArguments
{
    public static Fault Unknown(string verb, string email) => new(verb, OneLine.Shown(email), "is no coordinator here");

    /// <summary>Asks a yes-or-no question on standard error, and reads the answer from standard input.</summary>
    public static bool Agrees(TextWriter error, string question)
    {
        error.Write(question + " Type yes: ");
        return Console.In.ReadLine()?.Trim() == "yes";
    }
}
