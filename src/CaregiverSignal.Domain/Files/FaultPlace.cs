namespace CaregiverSignal.Files;

/// <summary>A place in a file, such as <c>scales[0].bands[1].from</c>, and the list of what is wrong there.</summary>
public readonly record struct FaultPlace(string File, string Path, ICollection<Fault> Faults)
{
    public FaultPlace this[string key] => this with { Path = Path.Length == 0 ? key : $"{Path}.{key}" };

    public FaultPlace this[int index] => this with { Path = $"{Path}[{index}]" };

    /// <param name="message">The value found and what is allowed.</param>
    public void Wrong(FormattableString message) =>
        Faults.Add(new Fault(File, Path, FormattableString.Invariant(message)));
}
