using CaregiverSignal.Tips;

namespace CaregiverSignal.Pages.ForCoordinators.Tips;

/// <summary>A tip on the worklist, ready to show.</summary>
public sealed record TipRow(long Id, string Received, IReadOnlyList<Tag> Tags, string Words, string State)
{
    public static TipRow Of(Tip tip, SiteTime time)
    {
        var (words, tags) = (Texts.Of(typeof(TipsModel)), new List<Tag>());
        if (tip.Minor == TipAnswer.Yes)
            tags.Add(new Tag(words["Tag.Minor"], true));
        return new TipRow(
            tip.Id,
            TipModel.Received(tip, time),
            tags,
            DisplayText.Short(DisplayText.Visible(tip.Words ?? "")),
            TipModel.StateOf(tip, time)
        );
    }
}
