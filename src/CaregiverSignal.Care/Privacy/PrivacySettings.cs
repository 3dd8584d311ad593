namespace CaregiverSignal.Privacy;

/// <summary>Facts for the privacy page that only the support point can supply (AVG, articles 13 and 14); null if not
/// supplied.</summary>
/// <param name="Controller">The legal name of the organisation responsible.</param>
/// <param name="Address">Its postal address.</param>
/// <param name="Officer">How to reach the privacy officer.</param>
/// <param name="Ground">The legal basis.</param>
/// <param name="Processors">The companies that process the data, and what each does.</param>
public sealed record PrivacySettings(
    string? Controller = null,
    string? Address = null,
    string? Officer = null,
    string? Ground = null,
    string? Processors = null
)
{
    /// <summary>The names of the settings that are missing.</summary>
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
