using System.Globalization;

namespace CaregiverSignal.Bench;

/// <summary>What a run of filling in forms showed.</summary>
/// <param name="Forms">Sent a second.</param>
/// <param name="Processor">Milliseconds of a processor for each form, in the programs that are measured: other work on
/// the machine changes them little.</param>
/// <param name="Server">The same for the server that has the store; null for SQLite.</param>
public sealed record Run(double Forms, double Processor, double? Server)
{
    public static async Task<Run> MeasureAsync(
        IReadOnlyList<Target> targets,
        Filling filling,
        PostgresServer? server,
        Options options
    )
    {
        var (before, serverBefore) = (targets.Sum(target => target.Processor), server?.Processor);
        var forms = await Load.RunAsync(targets, filling, options.Connections, options.Seconds);
        var all = forms * options.Seconds / 1000;
        return new Run(
            forms,
            (targets.Sum(target => target.Processor) - before) / all,
            (server?.Processor - serverBefore) / all
        );
    }

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Forms:N0} forms/s ({Processor:0.00} ms of a processor each{(Server is { } server ? $" and {server:0.00} ms of the server's" : "")})"
        );
}
