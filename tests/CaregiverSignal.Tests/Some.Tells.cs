using CaregiverSignal.Scores;
using CaregiverSignal.Signals;

namespace CaregiverSignal.Tests;

/// <summary>What a check-in says besides its burden scores.</summary>
public static partial class Some
{
    /// <summary>The answer to how it goes, 1 very bad to 5 very well.</summary>
    public static Wave Going(this Wave wave, int code) => wave.Saying("opening", "going", code).Measuring("opening", "going", code);

    public static Wave Saying(this Wave wave, string instrument, string item, int code) =>
        wave with { Answers = [.. wave.Answers, new GivenAnswer(instrument, item, code)] };

    /// <summary>Yes to these items of the CSI; the total is given apart.</summary>
    public static Wave Yes(this Wave wave, params string[] items) => items.Aggregate(wave, (it, item) => it.Saying("csi", item, 1));

    public static Wave No(this Wave wave, params string[] items) => items.Aggregate(wave, (it, item) => it.Saying("csi", item, 0));

    /// <summary>Support received, SSL-12-I total of 12 to 48.</summary>
    public static Wave Support(this Wave wave, double total) => wave.Measuring("ssl-12-i", "total", total);

    /// <summary>Support missed, SSL-D-8 total of 8 to 24.</summary>
    public static Wave Missing(this Wave wave, double total) => wave.Measuring("ssl-d-8", "total", total);

    /// <summary>The CarerQol-VAS, 0 to 10, beside other scores.</summary>
    public static Wave Happiness(this Wave wave, double vas) => wave.Measuring("carerqol", "vas", vas);

    private static Wave Measuring(this Wave wave, string instrument, string scale, double value) =>
        wave with { Values = [.. wave.Values, new Measured(instrument, 1, new ScaleValue(scale, value, value, value, null))] };
}
