using System.Globalization;
using Spectre.Console;

namespace CaregiverSignal.Cli;

/// <summary>
/// Shows the progress of long work on standard error, only at a terminal, and removes itself at the end.
/// </summary>
internal static class ProgressBar
{
    /// <param name="bytes">How many bytes there are to read; null when that is not known, and then the bar counts
    /// them.</param>
    /// <param name="work">The work; it reports now and then how many bytes it has read.</param>
    public static void Run(TextWriter error, string what, long? bytes, Action<Action<long>> work)
    {
        if (Console.IsErrorRedirected || !ReferenceEquals(error, Console.Error))
        {
            work(_ => { });
            return;
        }

        ProgressColumn[] columns = bytes is null
            ? [new TaskDescriptionColumn(), new SpinnerColumn()]
            : [new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()];
        // Without Interactive, a pipe on standard input would count as not being at a terminal.
        AnsiConsole
            .Create(
                new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error), Interactive = InteractionSupport.Yes }
            )
            .Progress()
            .AutoClear(true)
            .Columns(columns)
            .Start(progress =>
            {
                var task = progress.AddTask(what, maxValue: bytes ?? 1);
                task.IsIndeterminate = bytes is null;
                work(read =>
                {
                    if (bytes is null)
                        task.Description = string.Create(
                            CultureInfo.InvariantCulture,
                            $"{what}, {read / 1_000_000} MB"
                        );
                    else
                        task.Value = read;
                });
            });
    }
}
