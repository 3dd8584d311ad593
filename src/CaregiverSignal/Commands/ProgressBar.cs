using Spectre.Console;

namespace CaregiverSignal.Commands;

/// <summary>Shows the progress of long work on standard error, at a terminal only, and removes itself.</summary>
internal static class ProgressBar
{
    /// <param name="all">How much there is to do; null if unknown.</param>
    /// <param name="work">The work, which reports its progress now and then.</param>
    public static Task RunAsync(TextWriter error, string what, long? all, Func<Action<long>, Task> work)
    {
        if (Console.IsErrorRedirected || !ReferenceEquals(error, Console.Error))
            return work(_ => { });
        return ShowAsync(error, what, all, work);
    }

    private static Task ShowAsync(TextWriter error, string what, long? all, Func<Action<long>, Task> work)
    {
        ProgressColumn[] columns = all is null
            ? [new TaskDescriptionColumn(), new SpinnerColumn()]
            : [new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()];
        // Without Interactive, a pipe on standard input would count as not being at a terminal.
        return AnsiConsole
            .Create(
                new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error), Interactive = InteractionSupport.Yes }
            )
            .Progress()
            .AutoClear(true)
            .Columns(columns)
            .StartAsync(async progress =>
            {
                var task = progress.AddTask(what, maxValue: all ?? 1);
                task.IsIndeterminate = all is null;
                await work(done => task.Value = done);
            });
    }
}
