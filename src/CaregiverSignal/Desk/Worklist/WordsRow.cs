using CaregiverSignal.Caseload;
using CaregiverSignal.Time;

namespace CaregiverSignal.Desk.Worklist;

/// <summary>A caregiver's own words that nobody has read yet, ready to show.</summary>
/// <param name="IsWhole">All of it is shown; only then can it be marked as read here.</param>
/// <param name="When">When it was written and by when it is to be read.</param>
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
    /// <summary>The most characters shown; longer words are read on the case page.</summary>
    private const int MostWords = 600;

    public static WordsRow Of(UnreadWords one, SiteTime time) => Of(one, one.Words, time);

    /// <summary>What a caregiver told that changed; all of one task together.</summary>
    public static WordsRow Of(IReadOnlyList<UnreadChange> told, SiteTime time) =>
        Of(told[0], string.Join('\n', told.Select(one => one.Text)), time);

    private static WordsRow Of(ListedTask one, string text, SiteTime time)
    {
        var words = Plainly.Shown(text.Trim());
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

    /// <summary>The tags of a late task: that its day has passed, and that the deputy was notified.</summary>
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
