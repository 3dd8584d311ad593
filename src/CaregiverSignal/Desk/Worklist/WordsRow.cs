using CaregiverSignal.Caseload;
using CaregiverSignal.Time;

namespace CaregiverSignal.Desk.Worklist;

/// <summary>What somebody wrote that nobody has read yet, ready to show.</summary>
/// <param name="IsWhole">All of it stands here; only then it can be marked as read here.</param>
/// <param name="When">When it was written and by when somebody reads it.</param>
public sealed record WordsRow(
    long Id,
    long CaregiverId,
    string Name,
    string Words,
    bool IsWhole,
    string When,
    IReadOnlyList<Tag> Tags
)
{
    /// <summary>More than this is read on the case page.</summary>
    private const int MostWords = 600;

    public static WordsRow Of(UnreadWords one, SiteTime time)
    {
        var words = Plainly.Shown(one.Words.Trim());
        var isWhole = words.Length <= MostWords;
        return new WordsRow(
            one.Id,
            one.CaregiverId,
            Plainly.Name(one.Person, one.FirstName, one.LastName),
            isWhole ? words : Plainly.Short(words),
            isWhole,
            WorklistPageModel.Words[
                "Written.When",
                ("dag", Texts.Day(time.DayOf(one.OpenedAt))),
                ("uiterlijk", Texts.Day(one.DueOn))
            ],
            LateTags(one, time)
        );
    }

    /// <summary>That its day went by, and that the deputy knows.</summary>
    public static List<Tag> LateTags(ListedTask one, SiteTime time)
    {
        var tags = new List<Tag>();
        if (one.DueOn < time.Today)
            tags.Add(new Tag(WorklistPageModel.Words["Tag.Late"], true));
        if (one.EscalatedTo is { } deputy && deputy != one.CoordinatorId)
            tags.Add(new Tag(WorklistPageModel.Words["Tag.Deputy"], false));
        return tags;
    }
}
