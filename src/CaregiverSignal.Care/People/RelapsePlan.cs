namespace CaregiverSignal.People;

/// <summary>What a caregiver says in their own words of a next time that it becomes too much (domain.md row 74). Each
/// change is a new one; the newest holds.</summary>
public sealed record RelapsePlan
{
    /// <summary>The most characters of each of its texts: some hundred words (our choice).</summary>
    public const int Longest = 800;

    public long Id { get; init; }

    /// <summary>By what it is noticed.</summary>
    public string Signs { get; init; } = "";

    /// <summary>Who may notice, and be called.</summary>
    public string MayNotice { get; init; } = "";

    /// <summary>What is done then.</summary>
    public string ToDo { get; init; } = "";

    public DateTimeOffset WrittenAt { get; init; }

    /// <summary>Who wrote it down; null for the caregiver.</summary>
    public string? By { get; init; }

    public bool IsEmpty => Signs.Length + MayNotice.Length + ToDo.Length == 0;

    public bool SaysSameAs(RelapsePlan? other) =>
        (Signs, MayNotice, ToDo) == (other?.Signs ?? "", other?.MayNotice ?? "", other?.ToDo ?? "");

    /// <summary>The same, with what an earlier one says where this one leaves it open.</summary>
    public RelapsePlan Over(RelapsePlan? earlier) =>
        this with
        {
            Signs = Signs.Length > 0 ? Signs : earlier?.Signs ?? "",
            MayNotice = MayNotice.Length > 0 ? MayNotice : earlier?.MayNotice ?? "",
            ToDo = ToDo.Length > 0 ? ToDo : earlier?.ToDo ?? "",
        };
}
