namespace CaregiverSignal.Demo;

/// <summary>Somebody invented who works at the support point, in one of its two teams.</summary>
public sealed record Employee(string Name, string Email, string Team)
{
    /// <summary>Who has caregivers. The first leads a team too.</summary>
    public static readonly IReadOnlyList<Employee> All =
    [
        new("Anouk Lindeman", "anouk@delinde.example.org", "Noord"),
        new("Bas Wilgenhof", "bas@delinde.example.org", "Noord"),
        new("Carla Eikelboom", "carla@delinde.example.org", "Zuid"),
    ];

    /// <summary>Leads the other team, without caregivers of her own.</summary>
    public static readonly Employee OtherLead = new("Dieuwke Berkhout", "dieuwke@delinde.example.org", "Zuid");
}
