using Spectre.Console;

namespace CaregiverSignal.Commands;

/// <summary>
/// Shows the progress of long work on standard error, only at a terminal, and removes itself at the end.
/// </summary>
internal static class ProgressBar
{
    /// <param name="all">How much there is to do; null when that is not known.</param>
    /// <param name="work">The work; it reports now and then how much is done.</param>
    public static void Run(TextWriter error, string what, long? all, Action<Action<long>> work)
    {
        if (Console.IsErrorRedirected || !ReferenceEquals(error, Console.Error))
        {
            work(_ => { });
            return;
        }

        Show(error, what, all, work);
    }

    private static void Show(TextWriter error, string what, long? all, Action<Action<long>> work)
    {
        ProgressColumn[] columns = all is null
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
                var task = progress.AddTask(what, maxValue: all ?? 1);
                task.IsIndeterminate = all is null;
                work(done => task.Value = done);
            });
    }
}
