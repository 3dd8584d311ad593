using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CaregiverSignal.Files;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Scores;

namespace CaregiverSignal.Commands;

/// <summary>Scores a table of responses row by row; nothing is printed unless every row is good.</summary>
/// <remarks>Until then the lines are in a file that nobody else can read, so that no row is kept in memory.</remarks>
internal sealed class TableScoring
{
    /// <summary>Further faults are only counted: a table of another shape has one in every cell.</summary>
    public const int MostReported = 1000;

    private const int Portion = 1 << 16;

    private readonly Instrument instrument;
    private readonly string[] itemKeys;
    private readonly HashSet<int>[] allowed;
    private readonly short[] codes;
    private readonly ScaleValue[] values;
    private readonly string?[] sets;
    private readonly List<Fault> faults = [];
    private long faultCount;
    private long rows;

    private TableScoring(Instrument instrument)
    {
        this.instrument = instrument;
        itemKeys = [.. instrument.Items.Select(item => item.Key)];
        allowed = [.. instrument.Items.Select(item => item.Codes.Select(code => code.Value).ToHashSet())];
        codes = new short[instrument.Items.Count];
        values = new ScaleValue[instrument.Scales.Count];
        sets = [.. instrument.Scales.Select(scale => instrument.SetOf(scale.Key))];
    }

    /// <param name="path">Null for standard input.</param>
    public static async Task<int> RunAsync(
        Instrument instrument,
        bool asCsv,
        string? path,
        Func<Stream> standardInput,
        TextWriter output,
        TextWriter error,
        CancellationToken stop = default
    )
    {
        var table = new TableScoring(instrument);
        using var lines = OwnerOnly.CreatePassing(Path.GetTempPath());
        using (var source = table.Open(path, standardInput))
            if (source is not null)
                await ProgressBar.RunAsync(
                    error,
                    "Scoring",
                    source.CanSeek ? source.Length : null,
                    progress =>
                    {
                        table.Read(source, path, asCsv, lines, progress);
                        return Task.CompletedTask;
                    }
                );
        if (table.faultCount > 0)
            return table.Refuse(error);
        lines.Position = 0;
        Print(lines, output);
        foreach (var line in table.Summary())
            error.WriteLine(line);
        return CommandLine.Success;
    }

    private Stream? Open(string? path, Func<Stream> standardInput)
    {
        try
        {
            return path is null ? standardInput() : FileKinds.OpenToRead(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            Report(new Fault(path ?? "standard input", "", "cannot be read: " + problem.Message));
            return null;
        }
    }

    private void Read(Stream source, string? path, bool asCsv, Stream lines, Action<long> progress)
    {
        var name = path is null ? "standard input" : Path.GetFileName(path);
        using var table = CsvTable.Open(source, name, itemKeys, ["id"], Report);
        if (table is null)
            return;
        var (items, idPlace) = (Array.ConvertAll(itemKeys, table.PlaceOf), table.PlaceOf("id"));
        using var csv = new StreamWriter(lines, bufferSize: Portion, leaveOpen: true);
        using var json = new Utf8JsonWriter(
            lines,
            new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
        );
        if (asCsv)
            csv.Write("id,scale,value,low,high,band\n");
        foreach (var row in table.Rows())
        {
            rows++;
            if (rows % 4096 == 0)
                progress(table.BytesRead);
            if (!ReadCodes(row, items) || faultCount > 0)
                continue;
            Scoring.Score(instrument, codes, values);
            var id = IdOf(row, idPlace);
            if (asCsv)
                WriteCsv(id, csv);
            else
            {
                json.Reset();
                WriteJson(id, json);
                json.Flush();
                lines.Write("\n"u8);
            }
        }

        rows = table.Count;
    }

    /// <summary>Reads a row's answers; false, with its faults reported, if one is bad.</summary>
    private bool ReadCodes(CsvLine row, int[] items)
    {
        var isGood = true;
        for (var place = 0; place < codes.Length; place++)
        {
            var cell = row.Cell(items[place]);
            if (cell.Length == 0)
                codes[place] = Scoring.Skipped;
            else if (
                int.TryParse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var code)
                && allowed[place].Contains(code)
            )
                codes[place] = (short)code;
            else
            {
                isGood = false;
                var item = instrument.Items[place];
                Report(
                    row.Wrong(
                        item.Key,
                        $"'{OneLine.Shown(cell.ToString())}' is not allowed; allowed is {item.Allowed}, or empty when skipped"
                    )
                );
            }
        }

        return isGood;
    }

    /// <summary>The row's own id, or its number among the rows, from 1.</summary>
    private string IdOf(CsvLine row, int place) =>
        place < 0 ? rows.ToString(CultureInfo.InvariantCulture) : SpreadsheetCell.Unguarded(row.Cell(place).ToString());

    private void WriteJson(string id, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, id);
        json.WriteString("instrument"u8, instrument.Key);
        json.WriteNumber("version"u8, instrument.Version);
        json.WriteStartObject("scales"u8);
        for (var place = 0; place < values.Length; place++)
            WriteScale(values[place], sets[place], json);
        json.WriteEndObject();
        json.WriteStartArray("missing"u8);
        for (var place = 0; place < codes.Length; place++)
        {
            if (codes[place] == Scoring.Skipped)
                json.WriteStringValue(itemKeys[place]);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteScale(ScaleValue value, string? set, Utf8JsonWriter json)
    {
        json.WriteStartObject(value.Scale);
        if (value.Value is { } certain)
            json.WriteNumber("value"u8, certain);
        else
            json.WriteNull("value"u8);
        json.WriteNumber("low"u8, value.Low);
        json.WriteNumber("high"u8, value.High);
        if (value.Band is not null)
            json.WriteString("band"u8, value.Band);
        if (value.IsEstimate)
            json.WriteString("rule"u8, "person-mean"u8);
        if (set is not null)
            json.WriteString("set"u8, set);
        json.WriteEndObject();
    }

    private void WriteCsv(string id, StreamWriter csv)
    {
        foreach (ref readonly var value in values.AsSpan())
            csv.Write(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{TableFile.Cell(id)},{value.Scale},{value.Value},{value.Low},{value.High},{value.Band}\n"
                )
            );
    }

    private static void Print(Stream lines, TextWriter output)
    {
        using var text = new StreamReader(lines, Encoding.UTF8, leaveOpen: true);
        var portion = new char[Portion];
        while (text.Read(portion) is > 0 and var read)
            output.Write(portion, 0, read);
        output.Flush();
    }

    private void Report(Fault fault)
    {
        if (faultCount++ < MostReported)
            faults.Add(fault);
    }

    private int Refuse(TextWriter error)
    {
        Verbs.Report(faults, error);
        if (faultCount > MostReported)
            error.WriteLine(FormattableString.Invariant($"… and {faultCount - MostReported} more."));
        if (rows > 0)
            error.WriteLine(
                $"{English.Counted(faultCount, "fault")} in {English.Counted(rows, "response")}; nothing was scored."
            );
        return CommandLine.Failure;
    }

    private IEnumerable<string> Summary()
    {
        if (instrument.IsUnscored)
            yield return $"{instrument.Key} is not scored: its answers stand for themselves.";
        if (instrument.IsUnscored || instrument.Scales.Count > 0)
            yield break;
        yield return $"{instrument.Key} has no scores yet, as nobody supplied how its scales are made:";
        foreach (var reason in instrument.Unsupplied.GroupBy(scale => scale.Why))
            yield return $"  {string.Join(", ", reason.Select(scale => scale.Key))}: {reason.Key}.";
        yield return $"Lay {instrument.Key}-v{instrument.Version}.scales.json in the overlay folder; the schema scales.schema.json says what is in it.";
    }
}
