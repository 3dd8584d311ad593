using System.Runtime.InteropServices;

namespace CaregiverSignal.Demo;

/// <summary>What a demo prints when its pages open, and at each key after it: links that work.</summary>
public static class TourKeys
{
    /// <summary>Where to begin, and what to press.</summary>
    public static void Introduce(Tour tour, TextWriter output, bool listens)
    {
        output.WriteLine();
        output.WriteLine("Look around");
        output.WriteLine("  begin here, it leads past everything in ten minutes:");
        output.WriteLine($"    {tour.Start}");
        PrintSignIn(tour, output);
        PrintQuestions(tour, output);
        if (listens)
            output.WriteLine("  Enter gives a new link for the coordinator; c and Enter one for a caregiver.");
        output.WriteLine();
    }

    /// <summary>Answers each line that is typed, until there are no more.</summary>
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
    /// <remarks>A program in the background that reads from its terminal is stopped by it.</remarks>
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
