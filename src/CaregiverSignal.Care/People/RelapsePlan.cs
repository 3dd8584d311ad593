namespace CaregiverSignal.People;

/// <summary>A caregiver's own words about what to do if it becomes too much again (domain.md row 74). Each change adds
/// one; the newest applies.</summary>
public sealed record RelapsePlan
{
    /// <summary>The most characters of each text: some hundred words (our choice).</summary>
    public const int Longest = 800;

    public long Id { get; init; }

    /// <summary>How it shows.</summary>
    public string Signs { get; init; } = "";

    /// <summary>People who may notice, and may be called.</summary>
    public string MayNotice { get; init; } = "";

    /// <summary>What to do then.</summary>
    public string ToDo { get; init; } = "";

    public DateTimeOffset WrittenAt { get; init; }

    /// <summary>The colleague who wrote it down; null for the caregiver.</summary>
    public string? By { get; init; }

    public bool IsEmpty => Signs.Length + MayNotice.Length + ToDo.Length == 0;

    public bool SaysSameAs(RelapsePlan? other) =>
        (Signs, MayNotice, ToDo) == (other?.Signs ?? "", other?.MayNotice ?? "", other?.ToDo ?? "");

    /// <summary>The same, completed from an earlier one.</summary>
    public RelapsePlan Over(RelapsePlan? earlier) =>
        this with
        {
            Signs = Signs.Length > 0 ? Signs : earlier?.Signs ?? "",
            MayNotice = MayNotice.Length > 0 ? MayNotice : earlier?.MayNotice ?? "",
            ToDo = ToDo.Length > 0 ? ToDo : earlier?.ToDo ?? "",
        };
}
