using System.Globalization;
using CaregiverSignal.Files;

namespace CaregiverSignal.Import;

/// <summary>The faults of a file in Dutch, for who reads it in in the browser.</summary>
public static class FaultWords
{
    private static readonly Texts Words = Texts.Of(typeof(FaultWords));

    public static (string Place, string Message) Of(Fault fault) =>
        fault.InTable is { } parts ? (InDutch(parts.Place), InDutch(parts.Message)) : (fault.Place, fault.Message);

    /// <summary>Days stay as they are written in the file.</summary>
    private static string InDutch(FormattableString text) =>
        string.Format(
            CultureInfo.InvariantCulture,
            Words.Has(text.Format) ? Words[text.Format] : text.Format,
            [.. text.GetArguments().Select(value => value is FormattableString part ? InDutch(part) : value)]
        );
}
