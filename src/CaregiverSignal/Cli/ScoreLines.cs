using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Scores;
using CsvHelper;

namespace CaregiverSignal.Cli;

/// <summary>The output of <c>score</c>, kept in a temporary file until it is known that no row was bad: nothing is printed half.</summary>
internal sealed class ScoreLines : IDisposable
{
    private readonly Instrument instrument;
    private readonly FileStream spool;
    private readonly CsvWriter? csv;
    private readonly ArrayBufferWriter<byte> line = new(1024);
    private readonly Utf8JsonWriter json;

    public ScoreLines(Instrument instrument, bool asCsv)
    {
        this.instrument = instrument;
        json = new Utf8JsonWriter(line, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = 65536,
            Options = FileOptions.DeleteOnClose,
        };
        // Answers of people: nobody else on the machine reads them while they wait.
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        spool = new FileStream(Path.Combine(Path.GetTempPath(), "caregiversignal-" + Path.GetRandomFileName()), options);
        if (!asCsv) return;
        csv = CsvWriter.Create(spool, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
        csv.WriteHeader("id", "scale", "value", "low", "high", "band");
    }

    public void Add(string id, IReadOnlyList<ScaleValue> values, IReadOnlyList<string> missing)
    {
        if (csv is null) AddJson(id, values, missing);
        else AddCsv(csv, id, values);
    }

    public void CopyTo(TextWriter output)
    {
        csv?.Flush();
        spool.Position = 0;
        using var reader = new StreamReader(spool, Encoding.UTF8, false, 65536, leaveOpen: true);
        var buffer = new char[65536];
        for (var count = reader.Read(buffer); count > 0; count = reader.Read(buffer)) output.Write(buffer, 0, count);
    }

    public void Dispose()
    {
        csv?.Dispose();
        json.Dispose();
        spool.Dispose();
    }

    private void AddJson(string id, IReadOnlyList<ScaleValue> values, IReadOnlyList<string> missing)
    {
        line.ResetWrittenCount();
        json.Reset();
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteString("instrument", instrument.Key);
        json.WriteNumber("version", instrument.Version);
        json.WriteStartObject("scales");
        foreach (var value in values)
        {
            json.WriteStartObject(value.Scale);
            if (value.Value is { } certain) json.WriteNumber("value", certain);
            else json.WriteNull("value");
            json.WriteNumber("low", value.Low);
            json.WriteNumber("high", value.High);
            if (value.Band is not null) json.WriteString("band", value.Band);
            json.WriteEndObject();
        }
        json.WriteEndObject();
        json.WriteStartArray("missing");
        foreach (var key in missing) json.WriteStringValue(key);
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        spool.Write(line.WrittenSpan);
        spool.WriteByte((byte)'\n');
    }

    private static void AddCsv(CsvWriter csv, string id, IReadOnlyList<ScaleValue> values)
    {
        foreach (var value in values)
        {
            csv.WriteRecord(id, value.Scale, Number(value.Value), Number(value.Low), Number(value.High), value.Band ?? "");
        }
    }

    private static string Number(double? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";
}
