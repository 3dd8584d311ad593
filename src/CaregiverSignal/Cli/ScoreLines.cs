using System.Globalization;
using System.Text;
using System.Text.Json;
using CaregiverSignal.Files;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Scores;
using CsvHelper;

namespace CaregiverSignal.Cli;

/// <summary>The lines of <c>score</c>: each response with the values of its scales.</summary>
internal sealed class ScoreLines : TableLines
{
    private readonly Instrument instrument;
    private readonly ItemCodes[] items;
    private readonly JsonEncodedText key;
    private readonly JsonEncodedText[] itemKeys;
    private readonly JsonEncodedText[] scaleKeys;
    private readonly string?[] sets;
    private readonly int[] places;
    private readonly short[] codes;
    private readonly ScaleValue[] values;

    public ScoreLines(Instrument instrument, bool asCsv)
        : base(asCsv)
    {
        this.instrument = instrument;
        Required = [.. instrument.Items.Select(item => item.Key)];
        items = [.. instrument.Items.Select(item => new ItemCodes(item))];
        key = JsonEncodedText.Encode(instrument.Key);
        itemKeys = [.. instrument.Items.Select(item => JsonEncodedText.Encode(item.Key))];
        scaleKeys = [.. instrument.Scales.Select(scale => JsonEncodedText.Encode(scale.Key))];
        sets = [.. instrument.Scales.Select(scale => instrument.SetOf(scale.Key))];
        places = new int[items.Length];
        codes = new short[items.Length];
        values = new ScaleValue[instrument.Scales.Count];
    }

    public override IReadOnlyList<string> Required { get; }

    public override (string One, string Done) Words => ("response", "scored");

    protected override string[] CsvHeader => ["id", "scale", "value", "low", "high", "band"];

    protected override void Find(CsvTable table)
    {
        for (var n = 0; n < items.Length; n++)
            places[n] = table.PlaceOf(items[n].Item.Key);
    }

    protected override bool Read(CsvLine row, Action<Fault> fault)
    {
        var isGood = true;
        for (var n = 0; n < items.Length; n++)
        {
            var cell = row.Cell(places[n]);
            if (cell.Length == 0)
                codes[n] = Scoring.Skipped;
            else if (items[n].IsCode(cell, out var code))
                codes[n] = code;
            else
            {
                isGood = false;
                fault(
                    row.Wrong(
                        items[n].Item.Key,
                        $"'{OneLine.Shown(Encoding.UTF8.GetString(cell))}' is not allowed; allowed is {items[n].Item.Allowed}, or empty when skipped"
                    )
                );
            }
        }
        return isGood;
    }

    public override IEnumerable<string> Summary()
    {
        if (instrument.IsUnscored)
            yield return $"{instrument.Key} is not scored: its answers stand for themselves.";
        if (instrument.IsUnscored || instrument.Scales.Count > 0)
            yield break;
        yield return $"{instrument.Key} has no scores yet, as nobody supplied how its scales are made:";
        foreach (var reason in instrument.Unsupplied.GroupBy(scale => scale.Why))
        {
            yield return $"  {string.Join(", ", reason.Select(scale => scale.Key))}: {reason.Key}.";
        }
        yield return $"Lay {instrument.Key}-v{instrument.Version}.scales.json in the overlay folder; the schema scales.schema.json says what is in it.";
    }

    protected override void WriteJson(CsvLine row)
    {
        Scoring.Score(instrument, codes, values);
        Json.WriteStartObject();
        Json.WriteString("id"u8, Id(row));
        Json.WriteString("instrument"u8, key);
        Json.WriteNumber("version"u8, instrument.Version);
        Json.WriteStartObject("scales"u8);
        for (var n = 0; n < values.Length; n++)
            WriteScale(n);
        Json.WriteEndObject();
        Json.WriteStartArray("missing"u8);
        for (var n = 0; n < codes.Length; n++)
        {
            if (codes[n] == Scoring.Skipped)
                Json.WriteStringValue(itemKeys[n]);
        }
        Json.WriteEndArray();
        Json.WriteEndObject();
    }

    protected override void WriteCsv(CsvLine row, CsvWriter csv)
    {
        Scoring.Score(instrument, codes, values);
        foreach (ref readonly var value in values.AsSpan())
        {
            csv.WriteField(SpreadsheetCell.Guarded(Id(row)));
            csv.WriteField(value.Scale);
            csv.WriteField(value.Value, default);
            csv.WriteField(value.Low, default);
            csv.WriteField(value.High, default);
            csv.WriteField(value.Band);
            csv.EndRecord();
        }
    }

    private void WriteScale(int n)
    {
        var value = values[n];
        Json.WriteStartObject(scaleKeys[n]);
        if (value.Value is { } certain)
            Json.WriteNumber("value"u8, certain);
        else
            Json.WriteNull("value"u8);
        Json.WriteNumber("low"u8, value.Low);
        Json.WriteNumber("high"u8, value.High);
        if (value.Band is not null)
            Json.WriteString("band"u8, value.Band);
        if (value.IsEstimate)
            Json.WriteString("rule"u8, "person-mean"u8);
        if (sets[n] is { } set)
            Json.WriteString("set"u8, set);
        Json.WriteEndObject();
    }

    /// <summary>An item with its codes in a form that is quick to look up.</summary>
    private readonly record struct ItemCodes(Item Item)
    {
        private readonly bool[] allowed =
        [
            .. Enumerable.Range(Item.Lowest, Item.Highest - Item.Lowest + 1).Select(Item.Allows),
        ];

        public bool IsCode(ReadOnlySpan<byte> cell, out short code)
        {
            code = 0;
            int value;
            if (cell.Length == 1 && char.IsAsciiDigit((char)cell[0]))
                value = cell[0] - '0';
            else if (!int.TryParse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value))
                return false;
            if (value < Item.Lowest || value > Item.Highest || !allowed[value - Item.Lowest])
                return false;
            code = (short)value;
            return true;
        }
    }
}
