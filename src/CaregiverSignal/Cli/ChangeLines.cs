using System.Globalization;
using System.Text;
using CaregiverSignal.Files;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Trends;
using CsvHelper;

namespace CaregiverSignal.Cli;

/// <summary>
/// The lines of <c>score --change-table</c>: each pair of values with its verdict, and how often each verdict occurs.
/// </summary>
/// <param name="sem">The standard error of measurement, in points of the scale.</param>
internal sealed class ChangeLines(string instrument, Scale scale, double sem, bool asCsv) : TableLines(asCsv)
{
    private readonly int[] verdicts = new int[3];
    private readonly int[] limits = new int[4];
    private (int From, int To) place;
    private double? from;
    private double? to;
    private int notJudged;

    public override IReadOnlyList<string> Required { get; } = ["from", "to"];

    public override (string One, string Done) Words => ("pair", "judged");

    protected override string[] CsvHeader => ["id", "from", "to", "difference", "rci", "verdict", "limit"];

    protected override void Find(CsvTable table) => place = (table.PlaceOf("from"), table.PlaceOf("to"));

    protected override bool Read(CsvLine row, Action<Fault> fault) =>
        ReadValue(row, "from", place.From, fault, out from) & ReadValue(row, "to", place.To, fault, out to);

    public override IEnumerable<string> Summary()
    {
        yield return Text(
            $"{Rows} {(Rows == 1 ? "pair" : "pairs")}: {verdicts[(int)Verdict.Improved]} improved, {verdicts[(int)Verdict.Unchanged]} unchanged, {verdicts[(int)Verdict.Worsened]} worsened{(notJudged > 0 ? $", {notJudged} not judged, as a value is missing" : "")}."
        );
        yield return Text(
            $"A change of more than {ReliableChange.Between(scale.Min, scale.Max, sem).SmallestDetectable:0.###} points counts (95%; error of measurement {sem:0.###})."
        );
        foreach (
            var (limit, cannot) in new[]
            {
                (Limit.Worst, "reliable worsening"),
                (Limit.Best, "reliable improvement"),
                (Limit.Both, "reliable change at all"),
            }
        )
        {
            if (limits[(int)limit] is var some and > 0)
                yield return Text(
                    $"{some} began so near the {EndOf(limit)} of the scale that no {cannot} could be shown."
                );
        }
    }

    protected override void WriteJson(CsvLine row)
    {
        var verdict = Judge();
        Json.WriteStartObject();
        Json.WriteString("id"u8, Id(row));
        WriteNumber("from"u8, from);
        WriteNumber("to"u8, to);
        WriteNumber("difference"u8, Rounded(verdict?.Change.Difference));
        WriteNumber("rci"u8, Rounded(verdict?.Change.Rci));
        if (verdict is null)
            Json.WriteNull("verdict"u8);
        else
            Json.WriteString("verdict"u8, NameOf(verdict.Verdict));
        if (verdict is { Limit: not Limit.None })
            Json.WriteString("limit"u8, NameOf(verdict.Limit));
        Json.WriteEndObject();
    }

    protected override void WriteCsv(CsvLine row, CsvWriter csv)
    {
        var verdict = Judge();
        csv.WriteField(SpreadsheetCell.Guarded(Id(row)));
        csv.WriteField(from, default);
        csv.WriteField(to, default);
        csv.WriteField(Rounded(verdict?.Change.Difference), default);
        csv.WriteField(Rounded(verdict?.Change.Rci), default);
        csv.WriteField(verdict is null ? "" : NameOf(verdict.Verdict));
        csv.WriteField(verdict is null ? "" : NameOf(verdict.Limit));
        csv.EndRecord();
    }

    private string EndOf(Limit limit) =>
        limit == Limit.Both ? "ends"
        : (limit == Limit.Worst) == (scale.Direction == Direction.HigherIsWorse) ? "top"
        : "bottom";

    private bool ReadValue(CsvLine row, string column, int at, Action<Fault> fault, out double? value)
    {
        value = null;
        var cell = row.Cell(at);
        if (cell.Length == 0)
            return true;
        const NumberStyles Decimal = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (
            double.TryParse(cell, Decimal, CultureInfo.InvariantCulture, out var read)
            && read >= scale.Min
            && read <= scale.Max
        )
        {
            value = read;
            return true;
        }
        fault(
            row.Wrong(
                column,
                $"'{OneLine.Shown(Encoding.UTF8.GetString(cell))}' is not allowed; {instrument} {scale.Key} is {scale.Min} to {scale.Max}, with a decimal point, or empty when it is not known"
            )
        );
        return false;
    }

    /// <summary>Null when a value is missing.</summary>
    private ChangeVerdict? Judge()
    {
        if (from is not { } before || to is not { } after)
        {
            notJudged++;
            return null;
        }
        var verdict = ChangeVerdict.Of(before, after, scale, sem);
        verdicts[(int)verdict.Verdict]++;
        limits[(int)verdict.Limit]++;
        return verdict;
    }

    private void WriteNumber(ReadOnlySpan<byte> name, double? value)
    {
        if (value is { } known)
            Json.WriteNumber(name, known);
        else
            Json.WriteNull(name);
    }

    // Adding zero turns minus zero into zero.
    private static double? Rounded(double? value) => value is { } known ? Math.Round(known, 3) + 0.0 : null;

    private static string NameOf(Verdict verdict) =>
        verdict switch
        {
            Verdict.Improved => "improved",
            Verdict.Worsened => "worsened",
            _ => "unchanged",
        };

    private static string NameOf(Limit limit) =>
        limit switch
        {
            Limit.Worst => "worst",
            Limit.Best => "best",
            Limit.Both => "both",
            _ => "",
        };

    private static string Text(FormattableString message) => FormattableString.Invariant(message);
}
