using System.Runtime.InteropServices;

namespace CaregiverSignal.Demo;

/// <summary>Prints working links when a demo's pages open, and at each key after that.</summary>
public static class TourKeys
{
    /// <summary>Prints where to begin, and what to press.</summary>
    public static void Introduce(Tour tour, TextWriter output, bool listens)
    {
        output.WriteLine();
        output.WriteLine("Look around");
        output.WriteLine("  begin here, it leads past everything in ten minutes:");
        output.WriteLine($"    {tour.Start}");
        PrintSignIn(tour, output);
        var (lead, address) = tour.SignInAsLead();
        output.WriteLine($"  as team lead {lead}, who sees the team, passes people on and reads the register:");
        output.WriteLine($"    {address}");
        PrintQuestions(tour, output);
        if (listens)
            output.WriteLine("  Enter gives a new link for the coordinator; c and Enter one for a caregiver.");
        output.WriteLine();
    }

    /// <summary>Answers each typed line until the input ends.</summary>
    public static void Listen(Tour tour, TextReader typed, TextWriter output)
    {
        while (typed.ReadLine() is { } line)
        {
            if (line.Trim().StartsWith('c'))
                PrintQuestions(tour, output);
            else
                PrintSignIn(tour, output);
            output.Flush();
        }
    }

    /// <summary>Whether somebody at a terminal can press a key for this program.</summary>
    /// <remarks>A background program that reads from its terminal is suspended.</remarks>
    public static bool CanListen() =>
        !Console.IsInputRedirected && (OperatingSystem.IsWindows() || ForegroundGroup(0) == OwnGroup());

    private static void PrintSignIn(Tour tour, TextWriter output)
    {
        var (name, address) = tour.SignIn();
        output.WriteLine($"  as coordinator {name} (this link works once):");
        output.WriteLine($"    {address}");
    }

    private static void PrintQuestions(Tour tour, TextWriter output)
    {
        if (tour.Questions() is not var (name, address))
        {
            output.WriteLine("  Everybody who was asked has answered; the next questions go out on another day.");
            return;
        }

        output.WriteLine($"  as caregiver {name}, by the link in a mail that waits for an answer:");
        output.WriteLine($"    {address}");
    }

    [DllImport("libc", EntryPoint = "tcgetpgrp"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ForegroundGroup(int terminal);

    [DllImport("libc", EntryPoint = "getpgrp"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int OwnGroup();
}
