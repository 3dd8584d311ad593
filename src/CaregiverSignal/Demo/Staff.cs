namespace CaregiverSignal.Demo;

/// <summary>An invented coordinator; <see cref="All"/> is the whole support point.</summary>
public sealed record Staff(string Name, string Email)
{
    /// <summary>The whole support point; each is the deputy of the one before.</summary>
    public static readonly IReadOnlyList<Staff> All =
    [
        new("Anouk Lindeman", "anouk@delinde.example.org"),
        new("Bas Wilgenhof", "bas@delinde.example.org"),
        new("Carla Eikelboom", "carla@delinde.example.org"),
    ];
}
