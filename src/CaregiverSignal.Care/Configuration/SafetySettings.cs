namespace CaregiverSignal.Configuration;

/// <summary>Whom staff call when somebody is not safe: numbers, or names with a number, as the support point sets them;
/// null where nobody has said it.</summary>
/// <param name="OutOfHoursDoctor">The general practitioners' service in the evening and at the weekend: it is
/// local.</param>
/// <param name="CrisisService">The crisis service for mental health: it is local.</param>
/// <param name="Officer">The colleague who knows the reporting code, the aandachtsfunctionaris.</param>
/// <param name="CheckedOn">When somebody last called these, or looked them up.</param>
public sealed record SafetySettings(
    string? OutOfHoursDoctor = null,
    string? CrisisService = null,
    string? Officer = null,
    DateOnly? CheckedOn = null
)
{
    public const string Emergency = "112";

    /// <summary>Veilig Thuis: free, day and night, also for advice without a name (pages of the municipalities of Den
    /// Haag and Geldrop-Mierlo about abuse).</summary>
    public const string AdviceNumber = "0800-2000";

    /// <summary>113 Zelfmoordpreventie: free and anonymous, day and night, since October 2025 (ANP, 3 October 2025;
    /// pages.md M7).</summary>
    public const string SuicideNumber = "113";

    /// <summary>What nobody has said, by the names of the settings.</summary>
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
