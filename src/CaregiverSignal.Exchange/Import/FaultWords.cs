using System.Globalization;
using CaregiverSignal.Files;

namespace CaregiverSignal.Import;

public static class FaultWords
{
    /// <summary>The most rows listed for one fault; the rest are counted (our choice).</summary>
    private const int MostRows = 10;

    private static readonly Texts Words = Texts.Of(typeof(FaultWords));

    public static (string Place, string Message) Of(Fault fault) =>
        fault.InTable is { } parts ? (InDutch(parts.Place), InDutch(parts.Message)) : (fault.Place, fault.Message);

    /// <summary>All faults in order, with the same fault in several rows of a column as one.</summary>
    public static IReadOnlyList<(string Where, string Place, string Message)> Together(IReadOnlyList<Fault> faults) =>
        [
            .. faults
                .GroupBy(fault => (fault.Where, Column: ColumnOf(fault) ?? (object)fault, fault.Message))
                .Select(same => (same.Key.Where, PlaceOf([.. same]), Of(same.First()).Message)),
        ];

    private static string PlaceOf(IReadOnlyList<Fault> same) =>
        same.Count == 1
            ? Of(same[0]).Place
            : Words[
                "Rows",
                (
                    "rijen",
                    Texts.And([
                        .. same.Take(MostRows).Select(fault => Texts.Number((int)ArgumentsOf(fault)[0]!)),
                        .. same.Count > MostRows
                            ? [Words["AndMore", ("n", Texts.Number(same.Count - MostRows))]]
                            : Array.Empty<string>(),
                    ])
                ),
                ("kolom", ColumnOf(same[0])!)
            ];

    private static string? ColumnOf(Fault fault) => ArgumentsOf(fault) is [int, string column] ? column : null;

    private static object?[] ArgumentsOf(Fault fault) => fault.InTable?.Place.GetArguments() ?? [];

    /// <summary>Days stay as written in the file.</summary>
    private static string InDutch(FormattableString text) =>
        string.Format(
            CultureInfo.InvariantCulture,
            Words.Has(text.Format) ? Words[text.Format] : text.Format,
            [.. text.GetArguments().Select(value => value is FormattableString part ? InDutch(part) : value)]
        );
}
