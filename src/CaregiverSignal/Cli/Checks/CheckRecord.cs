using System.CommandLine;
using System.Globalization;
using CaregiverSignal.Files;
using CaregiverSignal.Record;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Cli.Checks;

/// <summary>The look through the record: <c>check --record</c>.</summary>
public static class CheckRecord
{
    /// <param name="kept">A head that somebody kept; null when there is none to compare with.</param>
    public static int Run(ParseResult parsed, string? kept)
    {
        var streams = parsed.InvocationConfiguration;
        var head = kept is null ? null : KeptHead.Of(kept);
        if (kept is not null && head is null)
            return Verbs.Report(
                [
                    new Fault(
                        "check",
                        "--since-head",
                        "is not a line's number and the hash there, as 1234:5f0c… in the log"
                    ),
                ],
                streams.Error
            );
        return Verbs.WithStore(
            parsed,
            alone: false,
            makes: false,
            run: (_, database) => Show(database, head, streams.Output)
        );
    }

    private static int Show(Database database, KeptHead? head, TextWriter output)
    {
        var key = Recorder.KeyOf(database.Engine).Value;
        var verdict = database.Read(transaction =>
        {
            database.Engine.WaitLong(transaction);
            return RecordCheck.Of(transaction, key, head);
        });
        output.WriteLine(
            new CheckLine(
                "record",
                verdict.IsWhole,
                verdict.IsWhole
                    ? string.Create(
                        CultureInfo.InvariantCulture,
                        $"all {verdict.End.Lines} lines are as they were written, {verdict.End.Lines - verdict.Sealed.Lines} of them not sealed yet; head {verdict.End.Head}{(head is null ? "" : "; the head that was kept fits")}"
                    )
                    : string.Create(CultureInfo.InvariantCulture, $"line {verdict.Line} {verdict.Why}")
            )
        );
        return verdict.IsWhole ? CommandLine.Success : CommandLine.Failure;
    }
}
