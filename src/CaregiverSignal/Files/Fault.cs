namespace CaregiverSignal.Files;

/// <summary>One thing wrong with what somebody gave us: a file, a row, a setting.</summary>
/// <param name="Where">The file or section, such as <c>csi-v1.json</c> or <c>answers.csv</c>.</param>
/// <param name="Place">The place within it, such as <c>scales[0].bands[1].from</c> or <c>row 3, column sleep</c>; may
/// be empty.</param>
/// <param name="Message">The value found and what is allowed.</param>
public sealed record Fault(string Where, string Place, string Message)
{
    public override string ToString() => Place.Length == 0 ? $"{Where}: {Message}" : $"{Where}: {Place}: {Message}";
}
