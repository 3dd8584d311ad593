namespace CaregiverSignal.Configuration;

/// <summary>Whom staff call if somebody is not safe: numbers, or names with a number, as the support point sets them;
/// null if not set.</summary>
/// <param name="OutOfHoursDoctor">The local out-of-hours general practitioners' service.</param>
/// <param name="CrisisService">The local crisis service for mental health.</param>
/// <param name="Officer">The colleague who knows the reporting code (aandachtsfunctionaris).</param>
/// <param name="CheckedOn">When somebody last called these numbers or looked them up.</param>
public sealed record SafetySettings(
    string? OutOfHoursDoctor = null,
    string? CrisisService = null,
    string? Officer = null,
    DateOnly? CheckedOn = null
)
{
    public const string Emergency = "112";

    /// <summary>Veilig Thuis: free, day and night, also for anonymous advice (pages of the municipalities of Den Haag
    /// and Geldrop-Mierlo about abuse).</summary>
    public const string AdviceNumber = "0800-2000";

    /// <summary>113 Zelfmoordpreventie: free and anonymous, day and night, since October 2025 (ANP, 3 October 2025;
    /// pages.md M7).</summary>
    public const string SuicideNumber = "113";

    /// <summary>The names of the settings that are missing.</summary>
    public IReadOnlyList<string> Missing =>
        [
            .. new (string Name, bool IsThere)[]
            {
                (nameof(OutOfHoursDoctor), OutOfHoursDoctor is not null),
                (nameof(CrisisService), CrisisService is not null),
                (nameof(Officer), Officer is not null),
                (nameof(CheckedOn), CheckedOn is not null),
            }
                .Where(pair => !pair.IsThere)
                .Select(pair => pair.Name),
        ];
}
