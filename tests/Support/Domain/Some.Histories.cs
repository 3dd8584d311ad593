using System.Collections.Immutable;
using CaregiverSignal.Scores;
using CaregiverSignal.Trends;

namespace CaregiverSignal.Tests;

/// <summary>Any valid thing; a test names only what matters to it.</summary>
public static partial class Some
{
    public static DateOnly Date(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A history whose Today is its last day, or the given one.</summary>
    public static History History(params Wave[] waves) =>
        new(waves.Length == 0 ? Date("2026-01-01") : waves.Max(wave => wave.AnsweredOn ?? wave.AskedOn), waves, [], []);

    public static History On(this History history, string today) => history with { Today = Date(today) };

    public static History With(this History history, params Wave[] waves) =>
        history with
        {
            Waves = [.. history.Waves, .. waves],
            Today = Latest(history.Today, waves.Max(wave => wave.AnsweredOn ?? wave.AskedOn)),
        };

    public static History Contacted(this History history, string day, string? nextOn = null) =>
        history with
        {
            Contacts = [.. history.Contacts, new Contact(Date(day), false, nextOn is null ? null : Date(nextOn))],
            Today = Latest(history.Today, Date(day)),
        };

    /// <param name="kind">As the contract writes it.</param>
    public static History Happened(this History history, string day, string kind, string by = "caregiver") =>
        history with
        {
            Events =
            [
                .. history.Events,
                new HistoryEvent(Date(day), Codes.Parse<EventKind>(kind), Codes.Parse<ReportedBy>(by)),
            ],
            Today = Latest(history.Today, Date(day)),
        };

    /// <summary>A check-in answered on the day it was asked.</summary>
    public static Wave Answered(
        string day,
        double? csi = null,
        double? edizPlus = null,
        int? time = null,
        double? happiness = null,
        bool wantsCall = false,
        (double Low, double High)? csiBetween = null
    )
    {
        var values = new List<Measured>();
        if (csi is { } total)
            values.Add(Csi(total, total));
        if (csiBetween is { } bounds)
            values.Add(Csi(bounds.Low, bounds.High));
        if (edizPlus is { } pressure)
            values.Add(new Measured("ediz-plus", 1, Value("total", pressure)));
        if (time is { } category)
            values.Add(new Measured("volhoudtijd", 1, Value("time", category)));
        if (happiness is { } vas)
            values.Add(new Measured("carerqol", 1, Value("vas", vas)));
        return new Wave(Date(day), Date(day).AddDays(14), Date(day), wantsCall, values);
    }

    /// <summary>Asked and never answered, its window past at once.</summary>
    public static Wave Missed(string day) => new(Date(day), Date(day), null, false, []);

    /// <summary>Asked, not answered, and its window not yet past.</summary>
    public static Wave Open(string day) => new(Date(day), Date(day).AddDays(14), null, false, []);

    /// <summary>A series from (day, value); a null value is a missed wave.</summary>
    public static Series Series(params (string Day, double? Value)[] waves) =>
        new(
            "csi",
            "total",
            [.. waves.Where(wave => wave.Value is not null).Select(wave => Point(wave.Day, wave.Value!.Value))],
            [.. waves.Where(wave => wave.Value is null).Select(wave => Date(wave.Day))]
        );

    /// <summary>A series asked on the first of each month from January 2026; a null value is a missed wave.</summary>
    public static Series Monthly(params double?[] values) =>
        Series([
            .. values.Select(
                (value, month) =>
                    (Date("2026-01-01").AddMonths(month).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), value)
            ),
        ]);

    public static Series WithPartly(this Series series, string day, double low, double high) =>
        series with
        {
            Points =
            [
                .. series
                    .Points.Append(new Point(Date(day), 1, null, low, high, BandOf(low, high)))
                    .OrderBy(it => it.Day),
            ],
        };

    public static Point Point(string day, double value, int version = 1) =>
        new(Date(day), version, value, value, value, BandOf(value, value));

    /// <summary>The CSI total: 0–13, high from 7, standard error 1.</summary>
    public static Scale CsiTotal() =>
        Scale(
            0,
            13,
            Direction.HigherIsWorse,
            1.0,
            [
                new Band("low", 0, 6, new LocalText("onder de grens", "under the cut-off"), "test"),
                new Band("high", 7, 13, new LocalText("vaak te zwaar", "often too heavy"), "test", IsCutOff: true),
            ]
        );

    /// <summary>A 0–10 happiness scale without bands.</summary>
    public static Scale Happiness() => Scale(0, 10, Direction.HigherIsBetter, 0.67, []);

    /// <summary>A support scale without bands and without a published error.</summary>
    public static Scale Support() => Scale(12, 48, Direction.HigherIsBetter, null, []);

    /// <summary>One question with six ordered answers in words.</summary>
    public static Scale Perseverance()
    {
        string[] labels =
        [
            "minder dan een week",
            "een week tot een maand",
            "een tot zes maanden",
            "zes tot twaalf maanden",
            "een tot twee jaar",
            "meer dan twee jaar",
        ];
        var codes = labels.Select((label, index) => new Code(index + 1, new LocalText(label, label))).ToList();
        var item = new Item("time", "time", null, new LocalText("Hoe lang?", "How long?"), null, null, codes, codes);
        return Scale(1, 6, Direction.HigherIsBetter, null, []) with
        {
            Items = [new ScaleItem(item, 0, [.. codes.Select(code => (double)code.Value)])],
        };
    }

    public static LocalText ChartName(string text = "Hoe zwaar is het zorgen") => new(text, text);

    private static Scale Scale(double min, double max, Direction direction, double? sem, ImmutableArray<Band> bands) =>
        new(
            "total",
            new LocalText("Totaal", "Total"),
            ScaleKind.Sum,
            [],
            [],
            min,
            max,
            direction,
            bands,
            sem is { } error ? new MeasurementError(error, null, null, "test") : null,
            false,
            "test"
        );

    private static Measured Csi(double low, double high) =>
        new("csi", 1, new ScaleValue("total", low == high ? low : null, low, high, BandOf(low, high)));

    private static ScaleValue Value(string scale, double value) => new(scale, value, value, value, null);

    private static string? BandOf(double low, double high) =>
        low >= 7 ? "high"
        : high <= 6 ? "low"
        : null;

    private static DateOnly Latest(DateOnly a, DateOnly b) => a > b ? a : b;
}
