namespace CaregiverSignal.Privacy;

/// <summary>What only the support point can say to the people whose data it keeps (AVG, articles 13 and 14), in words
/// that stand on the privacy page; null where nobody has said it.</summary>
/// <param name="Controller">Which organisation is responsible, as it is called in law.</param>
/// <param name="Address">Its postal address.</param>
/// <param name="Officer">How to reach the privacy officer.</param>
/// <param name="Ground">The legal ground.</param>
/// <param name="Processors">The companies that work with the data, and what each does.</param>
public sealed record PrivacySettings(
    string? Controller = null,
    string? Address = null,
    string? Officer = null,
    string? Ground = null,
    string? Processors = null
)
{
    /// <summary>What nobody has said, by the names of the settings.</summary>
    public IReadOnlyList<string> Missing =>
        [
            .. new (string Name, string? Words)[]
            {
                (nameof(Controller), Controller),
                (nameof(Address), Address),
                (nameof(Officer), Officer),
                (nameof(Ground), Ground),
                (nameof(Processors), Processors),
            }
                .Where(pair => pair.Words is null)
                .Select(pair => pair.Name),
        ];
}
